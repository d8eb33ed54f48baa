// One of two translation units that include everything: what a header defines must not be defined twice.
#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/format.hpp>
#include <sesv2/json.hpp>
#include <sesv2/retry.hpp>

std::size_t count_sent(const std::vector<sesv2::BulkEmailEntryResult>& results);

int main() {
  const auto results =
      sesv2::parse_send_bulk_email_response(R"({"BulkEmailEntryResults":[{"Status":"SUCCESS","MessageId":"1"}]})", 1);
  return count_sent(results) == 1 ? 0 : 1;
}
