// Calls of SendBulkEmail over HTTP, several at a time, each signed (Signature Version 4) by libcurl.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_HTTP_CLIENT_HPP
#define EXAMPLES_SES_CLIENT_HTTP_CLIENT_HPP

#include "ses_client/credentials.hpp"
#include "ses_client/endpoint.hpp"
#include "ses_client/http_call.hpp"

#include <curl/curl.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace ses_client {

struct HttpSettings {
  Endpoint endpoint;
  std::string region;
  Credentials credentials;
  std::string ca_bundle;  // a file or folder; empty: the system's certificates
  /// For a whole call, from looking up the name to the response's last byte.
  std::chrono::milliseconds timeout{};
  std::size_t parallel = 1;
};

/// Sends each request once, and never a second time on its own.
class HttpClient {
 public:
  explicit HttpClient(const HttpSettings& settings);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  HttpClient(HttpClient&&) = delete;
  HttpClient& operator=(HttpClient&&) = delete;

  /// Begins a call. At most `parallel` may be in flight.
  void start(Batch batch, std::string body);

  [[nodiscard]] std::size_t in_flight() const noexcept;

  /// Waits until a call has finished or the time is up, and returns the calls that have.
  [[nodiscard]] std::vector<FinishedCall> wait(std::chrono::milliseconds time);

  /// Sends a GET request to the endpoint in the settings, and waits for the response. No call may be in flight.
  [[nodiscard]] HttpResponse fetch(const HttpSettings& settings);

  /// From here on no request goes out, not even that of a call that is still waiting for its connection.
  void stop_sending() noexcept;

 private:
  struct Cleanup {
    void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
  };

  void add(CURL* handle);
  void add_header(const std::string& line);
  void set_up(CURL* handle, const HttpSettings& settings) const;

  Connections connections_;
  std::unique_ptr<curl_slist, Cleanup> headers_;
  std::unique_ptr<CURLM, Cleanup> multi_;
  std::vector<std::unique_ptr<HttpCall>> calls_;
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_HTTP_CLIENT_HPP
