// Any bytes through the reader, held against the model of the unit tests, which knows the results, the kind, path and
// byte of each issue.
#include <nlohmann/json.hpp>
#include <sesv2/response.hpp>

#include "check.hpp"
#include "support/model.hpp"

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

void check_messages(const SalvagedResponse& response) {
  for (const auto& issue : response.issues) {
    for (const char c : issue.message) check(static_cast<unsigned char>(c) >= ' ', "messages are one line");
    static_cast<void>(nlohmann::json(issue.message).dump());  // throws if a message is not UTF-8
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string body(data, data + size);
  const auto expected_entries = size % 2 == 0 ? std::nullopt : std::optional<std::size_t>(2);
  check(support::agree_on(body, expected_entries), "the library reads what the model reads");

  const auto salvaged = sesv2::salvage_send_bulk_email_response(body, expected_entries);
  check_messages(salvaged);
  check(parse_or_catch(body, expected_entries) == salvaged, "parse and salvage read alike");
  const auto written = sesv2::serialize_send_bulk_email_response(salvaged.results);
  check(sesv2::parse_send_bulk_email_response(written) == salvaged.results,
        "what was read is written and read back equal");
  return 0;
}
