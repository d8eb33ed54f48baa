// Any values through writing, printing and reading.
// SPDX-License-Identifier: MIT
#include <sesv2/format.hpp>
#include <sesv2/json.hpp>
#include "check.hpp"

#include <fuzzer/FuzzedDataProvider.h>

#include <sstream>

namespace {

bool is_utf8(const std::string& text) {
  const auto escaped = nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::ignore);
  return nlohmann::json::parse(escaped) == text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  constexpr std::size_t longest = 64;
  constexpr auto past_the_last = static_cast<int>(sesv2::all_statuses.size()) + 2;  // two that are no enumerators
  FuzzedDataProvider data(bytes, size);
  std::vector<sesv2::BulkEmailEntryResult> results;
  bool utf8 = true;
  while (data.remaining_bytes() > 0) {
    const auto status = static_cast<sesv2::BulkEmailStatus>(data.ConsumeIntegralInRange<int>(0, past_the_last));
    const sesv2::BulkEmailEntryResult result{status, data.ConsumeRandomLengthString(longest),
                                             data.ConsumeRandomLengthString(longest),
                                             data.ConsumeRandomLengthString(longest)};
    const auto found = violations(result);
    check(is_valid(result) == found.empty(), "a result is valid if and only if it has no violation");
    std::ostringstream out;
    out << result << result.status;
    check(out.str().find_first_of("\n\x1b") == std::string::npos, "results are printed in one line");
    // Only these are not read back unchanged.
    const bool stray = !found.empty() && found.back() == sesv2::Violation::StrayUnrecognizedStatus;
    if (stray || (wire_name(status).empty() && status != sesv2::BulkEmailStatus::Unrecognized)) continue;
    utf8 = utf8 && is_utf8(result.message_id) && is_utf8(result.error) && is_utf8(result.unrecognized_status);
    results.push_back(result);
  }
  try {
    const auto written = sesv2::serialize_send_bulk_email_response(results);
    check(utf8, "text that is not UTF-8 cannot be written");
    check(sesv2::parse_send_bulk_email_response(written, results.size()) == results, "results are read back equal");
  } catch (const std::invalid_argument&) {
    check(!utf8, "only text that is not UTF-8 cannot be written");
  }
  return 0;
}
