#include "ses_client/transport.hpp"

#include <algorithm>
#include <array>
#include <new>
#include <sesv2/format.hpp>
#include <string_view>
#include <utility>

namespace ses_client {
namespace {

/// Where the answer to a call is gathered; more than this is no answer of SES (50 results are about 10 kB).
constexpr std::size_t max_body = std::size_t{4} << 20U;

extern "C" std::size_t gather(char* data, std::size_t size, std::size_t count, void* body) {
  auto& text = *static_cast<std::string*>(body);
  const auto taken = std::min(size * count, max_body - text.size());
  text.append(data, taken);
  return taken;  // less than was offered makes libcurl end the call
}

template <typename Value>
void set(CURL* handle, CURLoption option, Value value) {
  const auto code = curl_easy_setopt(handle, option, value);  // NOLINT(*-vararg): libcurl's interface
  if (code != CURLE_OK) throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(code));
}

template <typename Value>
Value get(CURL* handle, CURLINFO info) {
  Value value{};
  curl_easy_getinfo(handle, info, &value);  // NOLINT(*-vararg): libcurl's interface
  return value;
}

struct Url {
  std::string whole;
  std::string scheme;
  std::string host;
  std::string port;  // empty: the scheme's own
};

/// A part of a URL; empty where it has none.
std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, CURLU_NO_DEFAULT_PORT) != CURLUE_OK) return {};
  const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
  return text;
}

bool is_this_machine(std::string_view host) {
  return host == "localhost" || host == "[::1]" ||
         (host.substr(0, 4) == "127." && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

Url parse_endpoint(std::string endpoint) {
  const auto refuse = [&endpoint](const char* expected) {
    const bool may_hold_password = endpoint.find('@') != std::string::npos;
    throw EndpointRefused("--endpoint: expected " + std::string(expected) + ", found " +
                          (may_hold_password ? "something else" : sesv2::escaped(endpoint)));
  };
  while (!endpoint.empty() && endpoint.back() == '/') endpoint.pop_back();
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl_url(), &curl_url_cleanup);
  const auto whole = endpoint + "/v2/email/outbound-bulk-emails";
  if (curl_url_set(url.get(), CURLUPART_URL, whole.c_str(), 0) != CURLUE_OK) refuse("a URL like https://host");
  const auto part = [&url](CURLUPart which) { return part_of(url.get(), which); };
  if (!(part(CURLUPART_USER) + part(CURLUPART_PASSWORD) + part(CURLUPART_QUERY) + part(CURLUPART_FRAGMENT)).empty()) {
    // Not quoted: what stands there may be a password.
    throw EndpointRefused("--endpoint: expected a URL without user, password, query and fragment, found one of them");
  }
  Url parsed{whole, part(CURLUPART_SCHEME), part(CURLUPART_HOST), part(CURLUPART_PORT)};
  if (parsed.scheme != "https" && !(parsed.scheme == "http" && is_this_machine(parsed.host))) {
    refuse("https, or http for this machine alone, since without TLS everyone on the way can read the emails");
  }
  return parsed;
}

}  // namespace

Transport::Transport(const std::string& endpoint, const std::string& region, const Credentials& credentials,
                     std::chrono::milliseconds timeout)
    : handle_(curl_easy_init()) {
  const auto url = parse_endpoint(endpoint);
  tls_ = url.scheme == "https";
  auto* const handle = handle_.get();
  set(handle, CURLOPT_URL, url.whole.c_str());
  if (!tls_) set(handle, CURLOPT_PROXY, "");  // what is for this machine does not go through a proxy
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
  set(handle, CURLOPT_USERAGENT, "ses_client");
  // libcurl sends a request again by itself when a connection that it kept open dies without an answer, though the
  // service may have read it. On a connection of its own it never does. HTTP/2 has such a repetition too.
  set(handle, CURLOPT_FRESH_CONNECT, 1L);
  set(handle, CURLOPT_FORBID_REUSE, 1L);
  set(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(handle, CURLOPT_AWS_SIGV4, ("aws:amz:" + region + ":ses").c_str());
  set(handle, CURLOPT_USERNAME, credentials.access_key_id.c_str());
  set(handle, CURLOPT_PASSWORD, credentials.secret_access_key.c_str());
  // libcurl 7.88 signs every header of this list, even one that only takes a default of libcurl's away ("Expect:").
  add_header("Content-Type: application/json");
  // libcurl 7.88 signs the host without its port unless it is given the header.
  add_header("Host: " + url.host + (url.port.empty() ? "" : ":" + url.port));
  if (!credentials.session_token.empty()) add_header("X-Amz-Security-Token: " + credentials.session_token);
  set(handle, CURLOPT_HTTPHEADER, headers_.get());
}

void Transport::add_header(const std::string& line) {
  auto* const list = curl_slist_append(headers_.get(), line.c_str());
  if (list == nullptr) throw std::bad_alloc();
  static_cast<void>(headers_.release());
  headers_.reset(list);
}

Answer Transport::send(const std::string& body) {
  auto* const handle = handle_.get();
  Answer answer;
  std::array<char, CURL_ERROR_SIZE> failure{};
  set(handle, CURLOPT_ERRORBUFFER, failure.data());
  set(handle, CURLOPT_WRITEFUNCTION, gather);
  set(handle, CURLOPT_WRITEDATA, &answer.body);
  set(handle, CURLOPT_POSTFIELDS, body.data());
  set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  const auto code = curl_easy_perform(handle);
  set(handle, CURLOPT_ERRORBUFFER, nullptr);
  if (code != CURLE_OK) answer.failure = failure[0] != '\0' ? failure.data() : curl_easy_strerror(code);
  // libcurl notes the time at which the connection, and TLS on it, came up; 0: it never did.
  answer.connected = get<curl_off_t>(handle, tls_ ? CURLINFO_APPCONNECT_TIME_T : CURLINFO_CONNECT_TIME_T) > 0;
  answer.status = get<long>(handle, CURLINFO_RESPONSE_CODE);
  answer.retry_after = std::chrono::seconds(get<curl_off_t>(handle, CURLINFO_RETRY_AFTER));
  curl_header* error_type = nullptr;
  if (curl_easy_header(handle, "x-amzn-errortype", 0, CURLH_HEADER, -1, &error_type) == CURLHE_OK) {
    answer.error_type = error_type->value;
  }
  return answer;
}

}  // namespace ses_client
