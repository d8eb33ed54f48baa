// Any bytes through the reader.
#include <sesv2/json.hpp>

#include "check.hpp"

namespace {

using sesv2::SalvagedResponse;

SalvagedResponse parse_or_catch(std::string_view body, std::optional<std::size_t> expected_entries) {
  try {
    return {sesv2::parse_send_bulk_email_response(body, expected_entries), {}};
  } catch (const sesv2::ParseError& error) {
    check(!error.issues().empty(), "parse throws only where there is an issue");
    return {error.results(), error.issues()};
  }
}

void check_equal(const SalvagedResponse& left, const SalvagedResponse& right, const char* promise) {
  check(left.results == right.results && left.issues == right.issues, promise);
}

void check_issues(const SalvagedResponse& response, std::string_view body) {
  check(response.issues.size() <= 65, "at most 64 issues, and the one that ended the reading");
  for (std::size_t i = 0; i < response.issues.size(); ++i) {
    const auto& issue = response.issues[i];
    const bool last = i + 1 == response.issues.size();
    check(!issue.byte.has_value() || (last && *issue.byte <= body.size()),
          "only the last issue has a byte of the body");
    for (const char c : issue.message) check(c >= ' ' && c <= '~', "messages are printable ASCII");
  }
}

void check_reading(std::string_view body, std::optional<std::size_t> expected_entries) {
  const auto salvaged = sesv2::salvage_send_bulk_email_response(body, expected_entries);
  check_issues(salvaged, body);
  check_equal(parse_or_catch(body, expected_entries), salvaged, "parse and salvage read alike");
  const auto written = sesv2::serialize_send_bulk_email_response(salvaged.results);
  check(sesv2::parse_send_bulk_email_response(written) == salvaged.results,
        "what was read is written and read back equal");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string body(data, data + size);
  constexpr std::size_t expected_entries = 2;
  check_reading(body, size % 2 == 0 ? std::nullopt : std::optional(expected_entries));
  return 0;
}
