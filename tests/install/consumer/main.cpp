// One of the two sources.
#include "headers.hpp"

#if !defined(WITH_JSON) && defined(NLOHMANN_JSON_VERSION_MAJOR)
#error "expected json.hpp to be the only header that includes nlohmann_json"
#endif

std::size_t count_sent(const std::vector<sesv2::BulkEmailEntryResult>& results);

int main() {
  static_assert(SESV2_BULK_EMAIL_VERSION_MAJOR == 1);
#ifdef WITH_JSON
  const nlohmann::json value = sesv2::BulkEmailEntryResult::success("1");
  const auto result = value.get<sesv2::BulkEmailEntryResult>();
#else
  const auto result = sesv2::BulkEmailEntryResult::success("1");
#endif
  return count_sent({result}) == 1 ? 0 : 1;
}
