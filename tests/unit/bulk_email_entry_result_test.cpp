// SPDX-License-Identifier: MIT
#include <sesv2/bulk_email_entry_result.hpp>
#include "support/allocations.hpp"
#include "support/catch.hpp"

using sesv2::BulkEmailEntryResult;
using sesv2::InvariantError;
using sesv2::Violation;
using Status = sesv2::BulkEmailStatus;

#if !defined(SESV2_BULK_EMAIL_VERSION) || !defined(SESV2_BULK_EMAIL_VERSION_MAJOR)
#error "The core header must give the version."
#endif

namespace {

constexpr auto no_enumerator = static_cast<Status>(200);

std::vector<Status> all_numbers() {
  std::vector<Status> numbers(sesv2::all_statuses.begin(), sesv2::all_statuses.end());
  numbers.push_back(Status::Unrecognized);
  numbers.push_back(no_enumerator);
  return numbers;
}

/// What the table of invariants says, row by row.
std::vector<Violation> expected_violations(const BulkEmailEntryResult& result) {
  const bool success = result.status == Status::Success;
  const bool unrecognized = result.status == Status::Unrecognized || result.status == no_enumerator;
  const bool failure = !success && !unrecognized;
  const auto& text = result.unrecognized_status;
  std::vector<Violation> expected;
  if (failure && !result.message_id.empty()) expected.push_back(Violation::MessageIdWithoutSuccess);
  if (success && !result.error.empty()) expected.push_back(Violation::ErrorWithoutFailure);
  if (success && result.message_id.empty()) expected.push_back(Violation::SuccessWithoutMessageId);
  if (failure && result.error.empty()) expected.push_back(Violation::FailureWithoutError);
  if (unrecognized && text.empty()) expected.push_back(Violation::StatusMissing);
  const bool stray = unrecognized ? text == "SUCCESS" || text == "FAILED" : !text.empty();
  if (stray) expected.push_back(Violation::StrayUnrecognizedStatus);
  return expected;
}

}  // namespace

TEST_CASE("a default result is empty and Unrecognized") {
  CHECK(BulkEmailEntryResult{} == BulkEmailEntryResult{Status::Unrecognized, "", "", ""});
}

TEST_CASE("results are equal if all four members are") {
  support::check_equality<BulkEmailEntryResult>({{Status::Success, "a", "b", "c"},
                                                 {Status::Failed, "a", "b", "c"},
                                                 {Status::Success, "", "b", "c"},
                                                 {Status::Success, "a", "", "c"},
                                                 {Status::Success, "a", "b", ""}});
}

TEST_CASE("the invariants hold for every combination of members, and checking them allocates nothing") {
  for (const auto status : all_numbers()) {
    for (const std::string message_id : {"", "id"}) {
      for (const std::string error : {"", "error"}) {
        for (const std::string text : {"", "NEW_STATUS", "SUCCESS", "FAILED"}) {
          const BulkEmailEntryResult result{status, message_id, error, text};
          CAPTURE(static_cast<int>(status), message_id, error, text);
          const auto expected = expected_violations(result);
          CHECK(violations(result) == expected);
          CHECK(is_valid(result) == expected.empty());
          CHECK(support::allocations_of([&] { static_cast<void>(is_valid(result)); }).count == 0);
          if (expected.empty()) {
            CHECK_NOTHROW(sesv2::require_valid(result));
          } else {
            CHECK_THROWS_AS(sesv2::require_valid(result), InvariantError);
          }
        }
      }
    }
  }
}

TEST_CASE("success and failure make valid results, and throw rather than make others") {
  CHECK(BulkEmailEntryResult::success("id") == BulkEmailEntryResult{Status::Success, "id", "", ""});
  CHECK(BulkEmailEntryResult::success(" id\n") == BulkEmailEntryResult{Status::Success, " id\n", "", ""});
  CHECK_THROWS_AS(BulkEmailEntryResult::success(""), InvariantError);
  for (const auto status : all_numbers()) {
    if (BulkEmailEntryResult{status, "", "", ""}.failed()) {
      CHECK(BulkEmailEntryResult::failure(status, " e ") == BulkEmailEntryResult{status, "", " e ", ""});
    } else {
      CHECK_THROWS_AS(BulkEmailEntryResult::failure(status, "e"), InvariantError);
    }
    CHECK_THROWS_AS(BulkEmailEntryResult::failure(status, ""), InvariantError);
  }
}

TEST_CASE("an InvariantError says which result violates which invariant, and quotes no untrusted text") {
  const BulkEmailEntryResult both{Status::Failed, "id", "", ""};
  const BulkEmailEntryResult stray{Status::Success, "id", "", "NEW\x1b[31m"};
  struct Row {
    std::vector<BulkEmailEntryResult> results;
    std::vector<Violation> violations;
    std::string said;
  };
  for (const auto& row : {
           Row{{both},
               {Violation::MessageIdWithoutSuccess, Violation::FailureWithoutError},
               "FAILED: A failed entry must not have a MessageId, but has one. "
               "A failed entry must have an Error, but has none."},
           Row{{BulkEmailEntryResult::success("id"), {}, both},
               {Violation::StatusMissing},
               "result 1: UNRECOGNIZED: An entry must have a Status, but has none."},
           Row{{stray},
               {Violation::StrayUnrecognizedStatus},
               "SUCCESS: The text of an unrecognized status must not accompany or name a known status, but does."},
           Row{{stray, both},
               {Violation::StrayUnrecognizedStatus},
               "result 0: SUCCESS: The text of an unrecognized status must not accompany or name a known status, but "
               "does."},
       }) {
    try {
      row.results.size() == 1 ? sesv2::require_valid(row.results[0]) : sesv2::require_valid(row.results);
      FAIL("nothing was thrown");
    } catch (const InvariantError& error) {
      CHECK(error.violations() == row.violations);
      CHECK(error.what() == row.said);
    }
  }
  CHECK_NOTHROW(sesv2::require_valid(std::vector<BulkEmailEntryResult>{}));
  CHECK_NOTHROW(sesv2::require_valid({BulkEmailEntryResult::success("id"), {Status::Unrecognized, "", "", "NEW"}}));
}

TEST_CASE("copies of an InvariantError share its violations, even after a move") {
  InvariantError error("said", {Violation::StatusMissing});
  const InvariantError copy(error);
  const InvariantError moved(std::move(error));  // NOLINT(performance-move-const-arg): the test is that it copies
  InvariantError assigned("before", {Violation::FailureWithoutError});
  assigned = copy;
  for (const InvariantError* each : {&copy, &moved, static_cast<const InvariantError*>(&assigned),
                                     static_cast<const InvariantError*>(&error)}) {  // NOLINT(bugprone-use-after-move)
    CHECK(&each->violations() == &copy.violations());
    CHECK(each->violations() == std::vector{Violation::StatusMissing});
    CHECK(each->what() == std::string("said"));
  }
}
