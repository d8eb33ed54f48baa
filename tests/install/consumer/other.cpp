// The other source. With nlohmann_json, which brings the standard headers: the macros of <windows.h> come first.
// SPDX-License-Identifier: MIT
#ifdef WITH_JSON
#include <nlohmann/json.hpp>

#include <ostream>
#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
#endif

#include "headers.hpp"

std::size_t count_sent(const std::vector<sesv2::BulkEmailEntryResult>& results) {
  sesv2::require_valid(sesv2::parse_send_bulk_email_response(sesv2::serialize_send_bulk_email_response(results)));
  std::size_t sent = 0;
  for (const auto& result : results) sent += result.succeeded() ? 1 : 0;
  return sent;
}
