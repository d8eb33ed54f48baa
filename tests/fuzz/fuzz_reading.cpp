// Any bytes through the parser, checked against the model of the unit tests, which knows the results, and the kind,
// path and byte of each issue; and back through the writer.
// SPDX-License-Identifier: MIT
#include <sesv2/response.hpp>
#include "check.hpp"
#include "support/model.hpp"

#include <nlohmann/json.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string body(data, data + size);
  const auto expected_entries = size % 2 == 0 ? std::nullopt : std::optional<std::size_t>(2);
  check(support::agree_on(body, expected_entries), "the library reads what the model reads");

  const auto salvaged = sesv2::salvage_send_bulk_email_response(body, expected_entries);
  for (const auto& issue : salvaged.issues) {
    for (const char c : issue.message) check(static_cast<unsigned char>(c) >= ' ', "messages are one line");
    static_cast<void>(nlohmann::json(issue.message).dump());  // throws if a message is not UTF-8
  }
  try {
    check(sesv2::parse_send_bulk_email_response(body, expected_entries) == salvaged.results && salvaged.complete(),
          "parse returns what salvage returns");
  } catch (const sesv2::ParseError& error) {
    check(!salvaged.complete() && error.results() == salvaged.results && error.issues() == salvaged.issues,
          "parse throws what salvage returns");
  }
  const auto written = sesv2::serialize_send_bulk_email_response(salvaged.results);
  check(sesv2::parse_send_bulk_email_response(written) == salvaged.results, "results are written and read back equal");
  return 0;
}
