// SPDX-License-Identifier: MIT
#include "ses_client/http_client.hpp"

#include <algorithm>
#include <filesystem>
#include <new>
#include <stdexcept>
#include <utility>

namespace ses_client {
namespace {

/// A server that closes idle connections could do so just as a request is on its way, and the entries of that call
/// would be unknown. Node's servers close them after 5 s, others later.
constexpr long max_idle_seconds = 4;

}  // namespace

HttpClient::HttpClient(const HttpSettings& settings) : multi_(curl_multi_init()) {
  if (multi_ == nullptr) throw std::bad_alloc();
  connections_.tls_may_be_missing = !settings.endpoint.tls;
  // libcurl 7.88 signs every header of this list, even one that only removes a default header ("Expect:").
  add_header("Content-Type: application/json");
  // libcurl 7.88 signs the host without its port unless it is given the header.
  const auto& [name, url, target, host, port, tls] = settings.endpoint;
  add_header("Host: " + host + (port.empty() ? "" : ":" + port));
  if (!settings.credentials.session_token.empty()) {
    add_header("X-Amz-Security-Token: " + settings.credentials.session_token);
  }
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(settings.parallel));  // NOLINT(*-vararg)
  for (std::size_t i = 0; i < settings.parallel; ++i) {
    calls_.push_back(std::make_unique<HttpCall>(connections_));
    set_up(calls_.back()->handle(), settings);
  }
}

HttpClient::~HttpClient() {
  for (const auto& call : calls_) {
    if (call->in_flight()) curl_multi_remove_handle(multi_.get(), call->handle());
  }
}

void HttpClient::add_header(const std::string& line) {
  auto* const list = curl_slist_append(headers_.get(), line.c_str());
  if (list == nullptr) throw std::bad_alloc();
  static_cast<void>(headers_.release());
  headers_.reset(list);
}

void HttpClient::set_up(CURL* handle, const HttpSettings& settings) const {
  const auto& endpoint = settings.endpoint;
  set(handle, CURLOPT_URL, endpoint.signed_url.c_str());
  set(handle, CURLOPT_REQUEST_TARGET, endpoint.target.c_str());
  if (!endpoint.tls) set(handle, CURLOPT_PROXY, "");  // requests to this machine bypass the proxy
  set(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);  // a proxy's status is not the service's
  if (!settings.ca_bundle.empty()) {
    const bool folder = std::filesystem::is_directory(settings.ca_bundle);
    set(handle, CURLOPT_CAINFO, folder ? nullptr : settings.ca_bundle.c_str());
    set(handle, CURLOPT_CAPATH, folder ? settings.ca_bundle.c_str() : nullptr);
  }
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout.count()));
  set(handle, CURLOPT_USERAGENT, "ses_client");
  set(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(handle, CURLOPT_MAXAGE_CONN, max_idle_seconds);
  set(handle, CURLOPT_AWS_SIGV4, ("aws:amz:" + settings.region + ":ses").c_str());
  set(handle, CURLOPT_USERNAME, settings.credentials.access_key_id.c_str());
  set(handle, CURLOPT_PASSWORD, settings.credentials.secret_access_key.c_str());
  set(handle, CURLOPT_HTTPHEADER, headers_.get());
}

void HttpClient::start(Batch batch, std::string body) {
  const auto idle = std::find_if(calls_.begin(), calls_.end(), [](const auto& call) { return !call->in_flight(); });
  if (idle == calls_.end()) throw std::logic_error("more calls in flight than there are connections");
  (*idle)->begin(std::move(batch), std::move(body));
  add((*idle)->handle());
}

void HttpClient::add(CURL* handle) {
  if (curl_multi_add_handle(multi_.get(), handle) != CURLM_OK) throw std::runtime_error("libcurl: no call can be made");
}

std::size_t HttpClient::in_flight() const noexcept {
  return static_cast<std::size_t>(
      std::count_if(calls_.begin(), calls_.end(), [](const auto& call) { return call->in_flight(); }));
}

std::vector<FinishedCall> HttpClient::wait(std::chrono::milliseconds time) {
  int running = 0;
  curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(time.count()), nullptr);
  curl_multi_perform(multi_.get(), &running);
  std::vector<FinishedCall> finished;
  int left = 0;
  while (const auto* const message = curl_multi_info_read(multi_.get(), &left)) {
    auto* const handle = message->easy_handle;
    const auto code = message->data.result;  // NOLINT(*-union-access): libcurl's interface
    auto& call = *static_cast<HttpCall*>(get<void*>(handle, CURLINFO_PRIVATE));
    curl_multi_remove_handle(multi_.get(), handle);
    if (call.needs_fresh_connection()) {
      call.prepare_fresh_connection();
      add(handle);
    } else {
      finished.push_back(call.end(code));
    }
  }
  return finished;
}

HttpResponse HttpClient::fetch(const HttpSettings& settings) {
  HttpCall call(connections_);
  set_up(call.handle(), settings);
  call.begin({}, "");
  set(call.handle(), CURLOPT_FORBID_REUSE, 1L);  // a second response to it is never taken for one of a call
  add(call.handle());
  std::vector<FinishedCall> finished;
  while (finished.empty()) finished = wait(settings.timeout);
  return std::move(finished.front().response);
}

void HttpClient::stop_sending() noexcept { connections_.sending = false; }

}  // namespace ses_client
