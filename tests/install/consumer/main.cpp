// One of the two sources.
// SPDX-License-Identifier: MIT
#include "headers.hpp"

#if !defined(WITH_JSON) && defined(NLOHMANN_JSON_VERSION_MAJOR)
#error "expected json.hpp to be the only header that includes nlohmann_json"
#endif

std::size_t count_sent(const std::vector<sesv2::BulkEmailEntryResult>& results);

int main() {
  static_assert(SESV2_BULK_EMAIL_VERSION_MAJOR == 1);
  auto results =
      sesv2::parse_send_bulk_email_response(R"({"BulkEmailEntryResults":[{"Status":"SUCCESS","MessageId":"1"}]})", 1);
#ifdef WITH_JSON
  results = nlohmann::json(results).get<std::vector<sesv2::BulkEmailEntryResult>>();
#endif
  return count_sent(results) == 1 ? 0 : 1;
}
