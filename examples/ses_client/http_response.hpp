// The response to one call.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_HTTP_RESPONSE_HPP
#define EXAMPLES_SES_CLIENT_HTTP_RESPONSE_HPP

#include <chrono>
#include <string>

namespace ses_client {

struct HttpResponse {
  /// Whether the request may have gone out. If not, there was no connection, or TLS could not be established on it.
  bool request_sent = false;
  /// Whether another attempt will fail for the same reason, such as a certificate that is not accepted.
  bool permanent_failure = false;
  /// The HTTP status; 0 if there was none.
  long status = 0;
  /// The body, or the part that arrived.
  std::string body;
  /// Why the response is incomplete, in libcurl's words; empty if it is complete.
  std::string failure;
  /// The header x-amzn-errortype.
  std::string error_type;
  /// The header content-encoding.
  std::string encoding;
  /// The pause that the service asks for (Retry-After).
  std::chrono::seconds retry_after{0};
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_HTTP_RESPONSE_HPP
