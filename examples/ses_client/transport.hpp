// One call of SendBulkEmail over HTTP, signed (Signature Version 4) by libcurl.
#ifndef EXAMPLES_SES_CLIENT_TRANSPORT_HPP
#define EXAMPLES_SES_CLIENT_TRANSPORT_HPP

#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>

namespace ses_client {

struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;  // empty: none
};

/// The endpoint is none that could be used; `what()` says why.
class EndpointRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What came back from a call.
struct Answer {
  /// Whether there was a connection, its TLS included. Without one, no byte of the request can have gone out.
  bool connected = false;
  /// The HTTP status; 0: there was none.
  long status = 0;
  /// The body, or what came of it.
  std::string body;
  /// Why the answer is not whole, in libcurl's words; empty: it is whole.
  std::string failure;
  /// What the service calls its error (`x-amzn-errortype`); empty: nothing.
  std::string error_type;
  /// How long the service asks to be left alone (`Retry-After`).
  std::chrono::seconds retry_after{0};
};

class Transport {
 public:
  /// @param endpoint  `https://host[:port][/path]`; `http://` for this machine alone, since the emails and the session
  ///                  token would travel readable for everyone
  /// @param timeout   for a whole call, from looking up the name to the answer's last byte
  /// @throws EndpointRefused
  Transport(const std::string& endpoint, const std::string& region, const Credentials& credentials,
            std::chrono::milliseconds timeout);

  /// Makes one call, and never a second one by itself.
  [[nodiscard]] Answer send(const std::string& body);

 private:
  struct Cleanup {
    void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
  };
  void add_header(const std::string& line);

  std::unique_ptr<CURL, Cleanup> handle_;
  std::unique_ptr<curl_slist, Cleanup> headers_;
  bool tls_ = true;
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_TRANSPORT_HPP
