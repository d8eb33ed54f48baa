// SPDX-License-Identifier: MIT
#include "ses_client/endpoint.hpp"

#include <sesv2/format.hpp>

#include <curl/curl.h>

#include <memory>
#include <string_view>

namespace ses_client {
namespace {

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

/// Returns a part of a URL; "" if it has none.
std::string part_of(const Url& url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, CURLU_NO_DEFAULT_PORT) != CURLUE_OK) return {};
  const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
  return text;
}

bool is_this_machine(std::string_view host) {
  return host == "localhost" || host == "[::1]" ||
         (host.substr(0, 4) == "127." && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

/// Encodes a path as Signature Version 4 requires, percent signs included.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
std::string encoded(std::string_view path) {
  constexpr std::string_view unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (unreserved.find(c) != std::string_view::npos) {
      text += c;
    } else {
      text.append("%").append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
    }
  }
  return text;
}

/// Since 8.14.0, libcurl itself encodes the path that it signs. Earlier versions sign the path of the URL unchanged, or
/// (8.9 to 8.13) leave encoded characters unchanged.
bool libcurl_encodes_path() {
  constexpr unsigned first_version = 0x080e00;
  return curl_version_info(CURLVERSION_NOW)->version_num >= first_version;
}

}  // namespace

Endpoint parse_endpoint(std::string url, const std::string& origin) {
  const auto refuse = [&](const char* expected) {
    const bool may_hold_password = url.find('@') != std::string::npos;
    throw EndpointRefused(origin + ": expected " + expected + ", found " +
                          (may_hold_password ? "something else" : sesv2::escaped(url)));
  };
  while (!url.empty() && url.back() == '/') url.pop_back();
  const Url parsed(curl_url(), &curl_url_cleanup);
  const auto whole = url + "/v2/email/outbound-bulk-emails";
  if (curl_url_set(parsed.get(), CURLUPART_URL, whole.c_str(), CURLU_URLENCODE) != CURLUE_OK) {
    refuse("a URL like https://host");
  }
  const auto part = [&](CURLUPart which) { return part_of(parsed, which); };
  if (!(part(CURLUPART_USER) + part(CURLUPART_PASSWORD) + part(CURLUPART_QUERY) + part(CURLUPART_FRAGMENT)).empty()) {
    // Not quoted: it may be a password.
    throw EndpointRefused(origin + ": expected a URL without a user, password, query or fragment, found one of them");
  }
  const auto scheme = part(CURLUPART_SCHEME);
  const auto host = part(CURLUPART_HOST);
  if (scheme != "https" && !(scheme == "http" && is_this_machine(host))) {
    refuse("https, or http only for loopback hosts, because without TLS anyone on the path can read the emails");
  }
  const auto target = part(CURLUPART_PATH);
  if (target.find("//") != std::string::npos) refuse("a path without empty segments (//), which cannot be signed");
  const auto signed_path = libcurl_encodes_path() ? target : encoded(target);
  const auto port = part(CURLUPART_PORT);
  const auto authority = host + (port.empty() ? "" : ":" + port);
  return {url, scheme + "://" + authority + signed_path, target, host, port, scheme == "https"};
}

std::string default_endpoint(const std::string& region) {
  const bool china = region.substr(0, 3) == "cn-";
  return "https://email." + region + (china ? ".amazonaws.com.cn" : ".amazonaws.com");
}

}  // namespace ses_client
