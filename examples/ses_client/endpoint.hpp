// The endpoint of the calls.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_ENDPOINT_HPP
#define EXAMPLES_SES_CLIENT_ENDPOINT_HPP

#include <stdexcept>
#include <string>

namespace ses_client {

/// The endpoint cannot be used; `what()` says why.
class EndpointRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Endpoint {
  /// As the user gave it, for messages.
  std::string name;
  /// The URL of the operation for libcurl, which signs its path.
  std::string signed_url;
  /// The path on the wire. It differs from the path that is signed: Signature Version 4 encodes it once more.
  std::string target;
  std::string host;
  std::string port;  // empty: the scheme's own
  bool tls = true;
};

/// @param url     `https://host[:port][/path]`; `http://` only for loopback hosts, because anyone on the path could
/// read
///                the emails and the session token
/// @param origin  the source of the URL, for messages: an option, a variable, a file
/// @throws EndpointRefused
[[nodiscard]] Endpoint parse_endpoint(std::string url, const std::string& origin);

/// Returns the URL of SES in the region.
[[nodiscard]] std::string default_endpoint(const std::string& region);

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_ENDPOINT_HPP
