// The other of the two, where the macros of <windows.h> stand before the headers.
#include <nlohmann/json.hpp>
#include <ostream>
#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))

#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/format.hpp>
#include <sesv2/json.hpp>
#include <sesv2/retry.hpp>

std::size_t count_sent(const std::vector<sesv2::BulkEmailEntryResult>& results) {
  sesv2::require_valid(sesv2::parse_send_bulk_email_response(sesv2::serialize_send_bulk_email_response(results)));
  std::size_t sent = 0;
  for (const auto& result : results) sent += result.succeeded() ? 1 : 0;
  return sent;
}
