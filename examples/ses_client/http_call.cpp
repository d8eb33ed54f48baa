// SPDX-License-Identifier: MIT
#include "ses_client/http_call.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

namespace ses_client {
namespace {

/// SES responses are never longer than this: 50 results are about 10 kB.
constexpr std::size_t max_body = std::size_t{4} << 20U;
/// Nobody waits longer than a century, and a clock that counts nanoseconds can represent it.
constexpr curl_off_t max_retry_after = 3155760000;
constexpr long first_final_status = 200;
constexpr long first_error_status = 400;

/// A failure that another attempt would run into as well.
bool is_permanent(CURLcode code, long proxy_status) {
  constexpr long request_timeout = 408;
  constexpr long too_many_requests = 429;
  constexpr long first_server_error = 500;
  return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_ISSUER_ERROR ||
         code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_CRL_BADFILE || code == CURLE_URL_MALFORMAT ||
         code == CURLE_UNSUPPORTED_PROTOCOL ||
         (proxy_status >= first_error_status && proxy_status < first_server_error && proxy_status != request_timeout &&
          proxy_status != too_many_requests);
}

std::string header(CURL* handle, const char* name) {
  curl_header* found = nullptr;
  return curl_easy_header(handle, name, 0, CURLH_HEADER, -1, &found) == CURLHE_OK ? found->value : "";
}

in_port_t local_port_of(curl_socket_t socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  auto* const any = static_cast<sockaddr*>(static_cast<void*>(&address));
  if (::getsockname(socket, any, &size) != 0) return 0;
  sockaddr_in6 found{};  // its port is at the same place as that of sockaddr_in
  std::memcpy(&found, &address, sizeof found);
  return ntohs(found.sin6_port);
}

enum class Waiting : unsigned char { Nothing, End, Bytes };

/// Returns what is waiting to be read on a connection that should be idle. TLS announces its end with a record of its
/// own.
Waiting waiting_on(curl_socket_t socket) {
  constexpr unsigned char alert = 0x15;
  constexpr std::array<unsigned char, 5> encrypted_alert{0x17, 3, 3, 0, 19};
  std::array<unsigned char, 5> record{};
  const auto count = ::recv(socket, record.data(), record.size(), MSG_PEEK | MSG_DONTWAIT);
  if (count < 0) return Waiting::Nothing;
  return count == 0 || record[0] == alert || record == encrypted_alert ? Waiting::End : Waiting::Bytes;
}

}  // namespace

HttpCall::HttpCall(Connections& connections) : connections_(connections), handle_(curl_easy_init(), curl_easy_cleanup) {
  if (handle_ == nullptr) throw std::bad_alloc();
  set(handle(), CURLOPT_PREREQFUNCTION, &before_request);
  set(handle(), CURLOPT_PREREQDATA, this);
  set(handle(), CURLOPT_PRIVATE, this);
  set(handle(), CURLOPT_ERRORBUFFER, failure_.data());
  set(handle(), CURLOPT_WRITEFUNCTION, &read_body);
  set(handle(), CURLOPT_WRITEDATA, this);
  set(handle(), CURLOPT_HEADERFUNCTION, &read_header);
  set(handle(), CURLOPT_HEADERDATA, this);
  const auto note_socket = [](void* all, curl_socket_t socket, curlsocktype) {
    static_cast<Connections*>(all)->sockets.insert(socket);
    return static_cast<int>(CURL_SOCKOPT_OK);
  };
  set(handle(), CURLOPT_SOCKOPTFUNCTION, static_cast<curl_sockopt_callback>(note_socket));
  set(handle(), CURLOPT_SOCKOPTDATA, &connections_);
}

void HttpCall::begin(Batch batch, std::string body) {
  body_ = std::move(body);
  finished_ = {std::move(batch), std::chrono::steady_clock::now(), {}};
  failure_[0] = '\0';
  reused_ = unclean_ = false;
  if (!body_.empty()) set(handle(), CURLOPT_POSTFIELDS, body_.data());
  set(handle(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body_.size()));
  set(handle(), CURLOPT_FRESH_CONNECT, connections_.reuse ? 0L : 1L);
  set(handle(), CURLOPT_FORBID_REUSE, connections_.reuse ? 0L : 1L);
  in_flight_ = true;
}

void HttpCall::prepare_fresh_connection() {
  unclean_ = false;
  failure_[0] = '\0';
  set(handle(), CURLOPT_FRESH_CONNECT, 1L);
}

/// libcurl calls this when a connection is ready and before the first byte of the request. It calls it a second time
/// when it wants to send the request again automatically, which it does when a connection that it kept open dies
/// without a response; the service may have read the request by then.
int HttpCall::before_request(void* call, char* /*address*/, char* /*local_address*/, int /*port*/, int local_port) {
  auto& self = *static_cast<HttpCall*>(call);
  auto& connections = self.connections_;
  auto& response = self.finished_.response;
  if (response.request_sent || !connections.sending) return CURL_PREREQFUNC_ABORT;
  self.reused_ = get<long>(self.handle(), CURLINFO_NUM_CONNECTS) == 0;
  for (const auto socket : connections.sockets) {
    if (!self.reused_ || local_port_of(socket) != local_port) continue;
    const auto waiting = waiting_on(socket);
    self.unclean_ = self.unclean_ || waiting != Waiting::Nothing;
    if (waiting == Waiting::Bytes) connections.reuse = false;
  }
  if (self.unclean_) return CURL_PREREQFUNC_ABORT;
  response.request_sent = true;
  return CURL_PREREQFUNC_OK;
}

std::size_t HttpCall::read_body(char* data, std::size_t size, std::size_t count, void* call) {
  auto& body = static_cast<HttpCall*>(call)->finished_.response.body;
  const auto taken = std::min(size * count, max_body - body.size());
  body.append(data, taken);
  return taken;  // less than was offered makes libcurl end the call
}

/// Whether a response with this status can be the response to this call's request. One that comes before the last byte
/// of the request cannot, unless it says on a fresh connection that the service rejects what it has read so far.
bool HttpCall::is_answer(long status) const {
  const auto sent = get<curl_off_t>(handle(), CURLINFO_SIZE_UPLOAD_T);
  const bool early = sent < static_cast<curl_off_t>(body_.size());
  return !early || (!reused_ && status >= first_error_status);
}

/// Notes the status. After a 417 libcurl would send the request again, without its Expect header; ending the call here
/// prevents that.
std::size_t HttpCall::read_header(char* data, std::size_t size, std::size_t count, void* call) {
  constexpr long expectation_failed = 417;
  auto& self = *static_cast<HttpCall*>(call);
  const std::string_view line(data, size * count);
  if (line.substr(0, 5) != "HTTP/") return line.size();
  const auto space = std::min(line.find(' '), line.size() - 1) + 1;
  long status = 0;
  std::from_chars(data + space, data + line.size(), status);
  self.finished_.response.status = status;
  if (status >= first_final_status && !self.is_answer(status)) {
    self.finished_.response.status = 0;
    self.finished_.response.failure = "a response came before the request was complete";
    return 0;
  }
  self.connections_.tls_may_be_missing = false;
  return status == expectation_failed ? 0 : line.size();
}

std::string HttpCall::failure_text(CURLcode code) const {
  return failure_[0] != '\0' ? failure_.data() : curl_easy_strerror(code);
}

FinishedCall HttpCall::end(CURLcode code) {
  auto& response = finished_.response;
  if (code == CURLE_ABORTED_BY_CALLBACK) {
    response.failure =
        response.request_sent ? "the connection ended without a response" : "stopped before the request was sent";
  } else if (code != CURLE_OK && response.failure.empty()) {
    response.failure = failure_text(code);
  }
  if (response.request_sent && response.status == 0) {
    if (reused_) connections_.reuse = false;
    if (connections_.tls_may_be_missing) response.failure += " (nothing speaks HTTP here; does the port expect https?)";
  }
  response.permanent_failure = is_permanent(code, get<long>(handle(), CURLINFO_HTTP_CONNECTCODE));
  response.retry_after =
      std::chrono::seconds(std::min(get<curl_off_t>(handle(), CURLINFO_RETRY_AFTER), max_retry_after));
  response.error_type = header(handle(), "x-amzn-errortype");
  response.encoding = header(handle(), "content-encoding");
  in_flight_ = false;
  body_.clear();
  return std::move(finished_);
}

}  // namespace ses_client
