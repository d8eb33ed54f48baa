// What the tests of reading share: entries, issues in few words, and checks of a body. Each body that has a row in a
// table is also read by the model, so that the table is a test of the model too.
// SPDX-License-Identifier: MIT
#ifndef SESV2_TESTS_RESPONSE_CHECK_HPP
#define SESV2_TESTS_RESPONSE_CHECK_HPP

#include <sesv2/format.hpp>
#include <sesv2/response.hpp>
#include "bodies.hpp"
#include "catch.hpp"
#include "model.hpp"

namespace support {

using sesv2::BulkEmailEntryResult;
using sesv2::BulkEmailStatus;
using sesv2::ParseIssue;
using sesv2::salvage_send_bulk_email_response;
using Kind = sesv2::ParseIssue::Kind;
using Results = std::vector<BulkEmailEntryResult>;
using Issues = std::vector<ParseIssue>;
using Expected = std::optional<std::size_t>;

inline const BulkEmailEntryResult sent{BulkEmailStatus::Success, "id", "", ""};
inline const BulkEmailEntryResult failed{BulkEmailStatus::Failed, "", "e", ""};
inline const std::string sent_text = R"({"Status":"SUCCESS","MessageId":"id"})";
inline const std::string failed_text = R"({"Status":"FAILED","Error":"e"})";
inline const std::string list_path = "/BulkEmailEntryResults";
/// The beginning of a response, up to the first entry.
inline const std::string begin_list = R"({"BulkEmailEntryResults":[)";

/// A body as a failed test shows it: its first 600 bytes, those that are not printable ASCII in hexadecimal.
inline std::string excerpt(std::string_view body) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const char c : body.substr(0, 600)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c >= ' ' && c <= '~') {
      text += c;
    } else {
      text += {'\\', 'x', digits[byte >> 4U], digits[byte & 0xFU]};
    }
  }
  return text + " (" + std::to_string(body.size()) + " bytes)";
}

/// The issue for an entry ("/3") or its member ("/3/Status").
inline ParseIssue wrong_type(const std::string& path, const std::string& found) {
  const bool is_entry = path.rfind('/') == 0;
  return {Kind::WrongType,
          list_path + path,
          {},
          (is_entry ? "expected an object, found " : "expected a string, found ") + found};
}

inline ParseIssue no_results(const std::string& found) {
  return {Kind::NoResults, list_path, {}, "expected an array, found " + found};
}

inline ParseIssue wrong_root(const std::string& found) {
  return {Kind::NoResults, "", {}, "expected an object, found " + found};
}

inline ParseIssue wrong_count(const std::string& message) { return {Kind::WrongCount, list_path, {}, message}; }

/// Fails, and shows what both say, unless the library and the model agree. Not an assertion of Catch2's where they do,
/// which would take longer than reading.
inline void require_agreement(std::string_view body, Expected expected = std::nullopt) {
  if (agree_on(body, expected)) return;
  const auto model = Model(body, expected).response();
  const auto response = salvage_send_bulk_email_response(body, expected);
  CAPTURE(excerpt(body), expected.has_value(), expected.value_or(0));
  CHECK(response.results == model.results);
  for (const auto& issue : model.issues) UNSCOPED_INFO("model: " << issue.kind << ' ' << issue);
  for (const auto& issue : response.issues) UNSCOPED_INFO("library: " << issue.kind << ' ' << issue);
  FAIL("the library and the model do not agree");
}

struct Row {
  std::string body;
  Results results;
  Issues issues;
};

inline void check(const Row& row, Expected expected_entries = std::nullopt) {
  CAPTURE(excerpt(row.body));
  const auto response = salvage_send_bulk_email_response(row.body, expected_entries);
  CHECK(response.results == row.results);
  CHECK(response.issues == row.issues);
  CHECK(response.complete() == row.issues.empty());
  require_agreement(row.body, expected_entries);
}

/// A damaged body: of the last issue the kind, the byte and a part of the message are checked.
struct Error {
  std::string body;
  std::size_t byte;
  std::string said;
  Results results = {};
  Issues issues_before = {};
};

inline void check_error(const Error& error, Expected expected_entries = std::nullopt) {
  CAPTURE(excerpt(error.body));
  auto [results, issues] = salvage_send_bulk_email_response(error.body, expected_entries);
  CHECK(results == error.results);
  REQUIRE_FALSE(issues.empty());
  const auto last = issues.back();
  issues.pop_back();
  CHECK(issues == error.issues_before);
  CHECK(last.kind == (error.byte == error.body.size() ? Kind::Truncated : Kind::Malformed));
  CHECK(last.path.empty());
  CHECK(last.byte == error.byte);
  CAPTURE(last.message);
  CHECK(last.message.find(error.said) != std::string::npos);
  require_agreement(error.body, expected_entries);
}

/// A truncated body: the error is at its end.
inline void check_cut(const std::string& body, const Results& results, const Issues& issues_before = {},
                      Expected expected_entries = std::nullopt) {
  check_error({body, body.size(), "found the end of the body", results, issues_before}, expected_entries);
}

}  // namespace support

#endif  // SESV2_TESTS_RESPONSE_CHECK_HPP
