// What the tests of the reading share: entries, issues in few words, and checks of a body.
#ifndef SESV2_TESTS_UNIT_SUPPORT_RESPONSE_CHECK_HPP
#define SESV2_TESTS_UNIT_SUPPORT_RESPONSE_CHECK_HPP

#include <sesv2/format.hpp>
#include <sesv2/response.hpp>

#include "support/bodies.hpp"
#include "support/catch.hpp"

namespace response_check {

using bodies::list_of;
using sesv2::BulkEmailEntryResult;
using sesv2::BulkEmailStatus;
using sesv2::ParseIssue;
using sesv2::salvage_send_bulk_email_response;
using Kind = sesv2::ParseIssue::Kind;
using Results = std::vector<BulkEmailEntryResult>;
using Issues = std::vector<ParseIssue>;

inline const BulkEmailEntryResult sent{BulkEmailStatus::Success, "id", "", ""};
inline const BulkEmailEntryResult failed{BulkEmailStatus::Failed, "", "e", ""};
inline const std::string sent_text = R"({"Status":"SUCCESS","MessageId":"id"})";
inline const std::string failed_text = R"({"Status":"FAILED","Error":"e"})";
inline const std::string list_path = "/BulkEmailEntryResults";
/// The beginning of a response, up to the first entry.
inline const std::string begin_list = R"({"BulkEmailEntryResults":[)";

inline ParseIssue wrong_type(const std::string& path, const std::string& message) {
  return {Kind::WrongType, list_path + path, {}, message};
}

inline ParseIssue no_results(const std::string& message, const std::string& path = list_path) {
  return {Kind::NoResults, path, {}, message};
}

inline ParseIssue wrong_count(const std::string& message) { return {Kind::WrongCount, list_path, {}, message}; }

struct Row {
  std::string body;
  Results results;
  Issues issues;
};

inline void check(const Row& row, std::optional<std::size_t> expected_entries = std::nullopt) {
  CAPTURE(row.body);
  const auto response = salvage_send_bulk_email_response(row.body, expected_entries);
  CHECK(response.results == row.results);
  CHECK(response.issues == row.issues);
  CHECK(response.complete() == row.issues.empty());
}

/// A body whose text is at fault: of the last issue the kind, the byte and a part of the message are checked.
struct Fault {
  std::string body;
  std::size_t byte;
  std::string said;
  Results results = {};
  Issues issues_before = {};
};

inline void check_fault(const Fault& fault, std::optional<std::size_t> expected_entries = std::nullopt) {
  CAPTURE(fault.body);
  auto [results, issues] = salvage_send_bulk_email_response(fault.body, expected_entries);
  CHECK(results == fault.results);
  REQUIRE_FALSE(issues.empty());
  const auto last = issues.back();
  issues.pop_back();
  CHECK(issues == fault.issues_before);
  CHECK(last.kind == (fault.byte == fault.body.size() ? Kind::Truncated : Kind::Malformed));
  CHECK(last.path.empty());
  CHECK(last.byte == fault.byte);
  CAPTURE(last.message);
  CHECK(last.message.find(fault.said) != std::string::npos);
}

/// A body that was cut: it is at fault at its end.
inline void check_cut(const std::string& body, const Results& results, const Issues& issues_before = {},
                      std::optional<std::size_t> expected_entries = std::nullopt) {
  check_fault({body, body.size(), "found the end of the body", results, issues_before}, expected_entries);
}

}  // namespace response_check

#endif  // SESV2_TESTS_UNIT_SUPPORT_RESPONSE_CHECK_HPP
