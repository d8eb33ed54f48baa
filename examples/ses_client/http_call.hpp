// One call at a time over a libcurl handle.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_HTTP_CALL_HPP
#define EXAMPLES_SES_CLIENT_HTTP_CALL_HPP

#include "ses_client/entry_outcome.hpp"
#include "ses_client/http_response.hpp"

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>

namespace ses_client {

inline void check(CURLcode code) {
  if (code != CURLE_OK) throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(code));
}

template <typename Value>
void set(CURL* handle, CURLoption option, Value value) {
  check(curl_easy_setopt(handle, option, value));  // NOLINT(*-vararg): libcurl's interface
}

template <typename Value>
Value get(CURL* handle, CURLINFO info) {
  Value value{};
  curl_easy_getinfo(handle, info, &value);  // NOLINT(*-vararg): libcurl's interface
  return value;
}

/// The connections that all calls share.
struct Connections {
  /// Whether requests may still go out.
  bool sending = true;
  /// Whether a call may use the connection of a previous one. False once a connection has been found to have died, or
  /// to hold a response that nobody asked for: the next one would do the same, perhaps unnoticed.
  bool reuse = true;
  /// Whether the endpoint is http:// and nothing has answered there in HTTP yet.
  bool tls_may_be_missing = false;
  std::set<curl_socket_t> sockets;
};

/// A call whose request has finished, or could not go out.
struct FinishedCall {
  Batch batch;
  std::chrono::steady_clock::time_point started;
  HttpResponse response;
};

class HttpCall {
 public:
  explicit HttpCall(Connections& connections);

  [[nodiscard]] CURL* handle() const noexcept { return handle_.get(); }
  [[nodiscard]] bool in_flight() const noexcept { return in_flight_; }

  /// Prepares the handle for a call: a POST, or a GET if the body is empty. It must not be in use.
  void begin(Batch batch, std::string body);

  /// Whether the call ended before its request went out, because its connection was not clean. `prepare` then makes the
  /// handle ready to make the same call over a fresh one.
  [[nodiscard]] bool needs_fresh_connection() const noexcept { return unclean_; }
  void prepare_fresh_connection();

  /// Ends the call.
  [[nodiscard]] FinishedCall end(CURLcode code);

  /// Returns libcurl's words for a failure.
  [[nodiscard]] std::string failure_text(CURLcode code) const;

 private:
  static std::size_t read_body(char* data, std::size_t size, std::size_t count, void* call);
  static std::size_t read_header(char* data, std::size_t size, std::size_t count, void* call);
  static int before_request(void* call, char* address, char* local_address, int port, int local_port);
  [[nodiscard]] bool is_answer(long status) const;

  Connections& connections_;
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle_;
  std::string body_;
  FinishedCall finished_;
  std::array<char, CURL_ERROR_SIZE> failure_{};
  bool in_flight_ = false;
  bool reused_ = false;   // the connection of a previous call
  bool unclean_ = false;  // something was waiting on it
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_HTTP_CALL_HPP
