// Any values through writing and reading.
#include <fuzzer/FuzzedDataProvider.h>

#include <sesv2/format.hpp>
#include <sesv2/json.hpp>
#include <sstream>

#include "check.hpp"

namespace {

using sesv2::BulkEmailEntryResult;
using sesv2::BulkEmailStatus;
using sesv2::Violation;

BulkEmailEntryResult any_result(FuzzedDataProvider& data) {
  constexpr std::size_t longest = 64;
  BulkEmailEntryResult result;
  constexpr auto past_the_last =
      static_cast<int>(sesv2::all_statuses.size()) + 2;  // two numbers that are not enumerators
  result.status = static_cast<BulkEmailStatus>(data.ConsumeIntegralInRange<int>(0, past_the_last));
  result.message_id = data.ConsumeRandomLengthString(longest);
  result.error = data.ConsumeRandomLengthString(longest);
  result.unrecognized_status = data.ConsumeRandomLengthString(longest);
  return result;
}

bool has_stray_status(const BulkEmailEntryResult& result) {
  const auto found = violations(result);
  return std::find(found.begin(), found.end(), Violation::StrayUnrecognizedStatus) != found.end();
}

bool is_utf8(const std::string& text) {
  const auto escaped = nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::ignore);
  return nlohmann::json::parse(escaped) == text;
}

void check_printing(const BulkEmailEntryResult& result) {
  std::ostringstream out;
  out << result << result.status;
  check(out.str().find('\n') == std::string::npos && out.str().find('\x1b') == std::string::npos,
        "one line, no escapes");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  FuzzedDataProvider data(bytes, size);
  std::vector<BulkEmailEntryResult> results;
  bool utf8 = true;
  while (data.remaining_bytes() > 0) {
    auto result = any_result(data);
    const bool known = result.succeeded() || result.failed();
    check(is_valid(result) == violations(result).empty(), "a result is valid if and only if nothing is wrong with it");
    check_printing(result);
    // Only these are not read back as they were.
    if (has_stray_status(result) || (!known && result.status != BulkEmailStatus::Unrecognized)) continue;
    utf8 = utf8 && is_utf8(result.message_id) && is_utf8(result.error) && is_utf8(result.unrecognized_status);
    results.push_back(std::move(result));
  }
  try {
    const auto written = sesv2::serialize_send_bulk_email_response(results);
    check(utf8, "text that is not UTF-8 cannot be written");
    const auto read = sesv2::parse_send_bulk_email_response(written, results.size());
    check(read == results, "what is written is read back equal");
  } catch (const std::invalid_argument&) {
    check(!utf8, "only text that is not UTF-8 stops the writing");
  }
  return 0;
}
