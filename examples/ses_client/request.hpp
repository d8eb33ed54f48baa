// The request that is to be sent: cut into calls.
#ifndef EXAMPLES_SES_CLIENT_REQUEST_HPP
#define EXAMPLES_SES_CLIENT_REQUEST_HPP

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ses_client/outcome.hpp"

namespace ses_client {

struct Request {
  /// The request without its entries; its members stay in their order.
  nlohmann::ordered_json frame;
  std::vector<nlohmann::ordered_json> entries;
  /// Tells one request from another. It guards against a mistake, not against an attack, so it need not be
  /// cryptographic.
  std::string digest;
  std::size_t bytes = 0;
};

/// @throws common::RequestRefused
[[nodiscard]] Request read_request(const std::string& path);

/// The body of the call that carries these entries.
[[nodiscard]] std::string body_of(const Request& request, const Batch& batch);

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_REQUEST_HPP
