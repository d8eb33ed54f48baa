// What came of one call.
#ifndef EXAMPLES_SES_CLIENT_HTTP_RESPONSE_HPP
#define EXAMPLES_SES_CLIENT_HTTP_RESPONSE_HPP

#include <chrono>
#include <string>

namespace ses_client {

struct HttpResponse {
  /// Whether the request may have gone out. If not, there was no connection, or TLS on it did not come up.
  bool request_sent = false;
  /// Whether another attempt will fail likewise: the server's certificate is not accepted, for example.
  bool permanent_failure = false;
  /// The HTTP status; 0: there was none.
  long status = 0;
  /// The body, or what came of it.
  std::string body;
  /// Why the response is not complete, in libcurl's words; empty: it is complete.
  std::string failure;
  /// The header x-amzn-errortype.
  std::string error_type;
  /// How long the service asks to be left alone (Retry-After).
  std::chrono::seconds retry_after{0};
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_HTTP_RESPONSE_HPP
