#include <sesv2/bulk_email_entry_result.hpp>
#include <set>
#include <type_traits>

#include "support/allocations.hpp"
#include "support/catch.hpp"

using sesv2::BulkEmailEntryResult;
using sesv2::BulkEmailStatus;
using sesv2::InvariantError;
using sesv2::Violation;
using Status = BulkEmailEntryResult::Status;

static_assert(std::is_aggregate_v<BulkEmailEntryResult>);
static_assert(std::is_nothrow_default_constructible_v<BulkEmailEntryResult>);
static_assert(std::is_nothrow_move_constructible_v<BulkEmailEntryResult>);
static_assert(std::is_nothrow_move_assignable_v<BulkEmailEntryResult>);
static_assert(std::is_copy_constructible_v<BulkEmailEntryResult>);
static_assert(std::is_same_v<BulkEmailStatus, Status>);
static_assert(std::is_same_v<std::underlying_type_t<Status>, std::uint8_t>);
static_assert(std::is_same_v<std::underlying_type_t<Violation>, std::uint8_t>);
static_assert(std::is_same_v<decltype(sesv2::all_statuses)::value_type, BulkEmailStatus>);
static_assert(static_cast<int>(Status::Unrecognized) == 0 && Status{} == Status::Unrecognized);
static_assert(sesv2::wire_name(Status::TemplateNotFound) == "TEMPLATE_NOT_FOUND");
static_assert(sesv2::status_from_wire_name("TEMPLATE_NOT_FOUND") == Status::TemplateNotFound);
static_assert(!sesv2::describe(Status::Failed).empty() && !sesv2::describe(Violation::StatusMissing).empty());
static_assert(noexcept(sesv2::wire_name(Status{})) && noexcept(sesv2::status_from_wire_name(std::string_view{})));
static_assert(noexcept(sesv2::describe(Status{})) && noexcept(sesv2::describe(Violation{})));
static_assert(noexcept(sesv2::is_valid(std::declval<const BulkEmailEntryResult&>())));
static_assert(noexcept(std::declval<const BulkEmailEntryResult&>().succeeded()));
static_assert(noexcept(std::declval<const BulkEmailEntryResult&>().failed()));
static_assert(std::is_base_of_v<std::invalid_argument, InvariantError>);
static_assert(noexcept(std::declval<const InvariantError&>().violations()));
static_assert(std::is_nothrow_copy_constructible_v<InvariantError> &&
              std::is_nothrow_copy_assignable_v<InvariantError>);
static_assert(noexcept(sesv2::name(Violation{})) && sesv2::name(Violation::StatusMissing) == "StatusMissing");

namespace {

struct SpecifiedStatus {
  Status status;
  const char* wire_name;
  const char* described_by;  // a word of the service's own description
};

/// `BulkEmailStatus` of AWS's service model, in its order, written out.
constexpr SpecifiedStatus specification[] = {
    {Status::Success, "SUCCESS", "accepted"},
    {Status::MessageRejected, "MESSAGE_REJECTED", "virus"},
    {Status::MailFromDomainNotVerified, "MAIL_FROM_DOMAIN_NOT_VERIFIED", "domain"},
    {Status::ConfigurationSetNotFound, "CONFIGURATION_SET_NOT_FOUND", "configuration set does not exist"},
    {Status::TemplateNotFound, "TEMPLATE_NOT_FOUND", "template does not exist"},
    {Status::AccountSuspended, "ACCOUNT_SUSPENDED", "shut down"},
    {Status::AccountThrottled, "ACCOUNT_THROTTLED", "rate"},
    {Status::AccountDailyQuotaExceeded, "ACCOUNT_DAILY_QUOTA_EXCEEDED", "24 hours"},
    {Status::InvalidSendingPoolName, "INVALID_SENDING_POOL_NAME", "pool"},
    {Status::AccountSendingPaused, "ACCOUNT_SENDING_PAUSED", "UpdateAccountSendingEnabled"},
    {Status::ConfigurationSetSendingPaused, "CONFIGURATION_SET_SENDING_PAUSED", "UpdateConfigurationSetSendingEnabled"},
    {Status::InvalidParameter, "INVALID_PARAMETER", "parameter"},
    {Status::TransientFailure, "TRANSIENT_FAILURE", "retry"},
    {Status::Failed, "FAILED", "not sent"},
};

/// The position of the enumerator, -1 of a number that is none. The switch has no default, so that an enumerator that
/// is not named here does not compile.
int position_of(Status status) {
  switch (status) {
    case Status::Unrecognized:
    case Status::Success:
    case Status::MessageRejected:
    case Status::MailFromDomainNotVerified:
    case Status::ConfigurationSetNotFound:
    case Status::TemplateNotFound:
    case Status::AccountSuspended:
    case Status::AccountThrottled:
    case Status::AccountDailyQuotaExceeded:
    case Status::InvalidSendingPoolName:
    case Status::AccountSendingPaused:
    case Status::ConfigurationSetSendingPaused:
    case Status::InvalidParameter:
    case Status::TransientFailure:
    case Status::Failed:
      return static_cast<int>(status);
  }
  return -1;
}

std::vector<Status> failures() {
  std::vector<Status> found;
  for (const auto& row : specification) {
    if (row.status != Status::Success) found.push_back(row.status);
  }
  return found;
}

constexpr auto no_enumerator = static_cast<Status>(200);

}  // namespace

TEST_CASE("all_statuses lists the statuses of the service model in its order") {
  REQUIRE(std::size(specification) == sesv2::all_statuses.size());
  for (std::size_t i = 0; i < std::size(specification); ++i) {
    CHECK(sesv2::all_statuses[i] == specification[i].status);
    CHECK(position_of(specification[i].status) == static_cast<int>(i) + 1);
  }
  CHECK(sesv2::detail::list_statuses() == sesv2::all_statuses);  // as the program runs, too
  CHECK(position_of(no_enumerator) == -1);
}

TEST_CASE("a table that does not follow the enumerators is noticed") {
  auto rows = sesv2::detail::status_rows;
  CHECK(sesv2::detail::rows_follow_enumerators(rows));
  for (std::size_t i = 1; i < rows.size(); ++i) {
    std::swap(rows[i - 1], rows[i]);
    CHECK_FALSE(sesv2::detail::rows_follow_enumerators(rows));
    std::swap(rows[i - 1], rows[i]);
  }
  CHECK_FALSE(sesv2::detail::rows_follow_enumerators(std::array{rows[0], rows[2]}));
  CHECK_FALSE(sesv2::detail::rows_follow_enumerators(std::array{rows[1], rows[1]}));
}

TEST_CASE("a status that has an enumerator and no row is noticed") {
  for (int number = 1; number < 256; ++number) {
    const auto status = static_cast<Status>(number);
    CAPTURE(number);
    CHECK((position_of(status) == number) == !sesv2::wire_name(status).empty());
  }
}

TEST_CASE("every status is written and read by its wire name") {
  std::set<std::string_view> descriptions;
  for (const auto& row : specification) {
    CAPTURE(row.wire_name);
    CHECK(sesv2::wire_name(row.status) == row.wire_name);
    CHECK(sesv2::status_from_wire_name(row.wire_name) == row.status);
    CHECK(std::string(sesv2::describe(row.status)).find(row.described_by) != std::string::npos);
    CHECK(sesv2::describe(row.status).back() == '.');
    descriptions.insert(sesv2::describe(row.status));
  }
  CHECK(descriptions.size() == sesv2::all_statuses.size());
}

TEST_CASE("what is not exactly a wire name is not a known status") {
  for (const std::string_view text :
       {"", "success", "Success", "SUCCESS ", " SUCCESS", "SUCCES", "SUCCESSS", "SUCCERr", "UNRECOGNIZED",
        "TEMPLATE_DOES_NOT_EXIST", "CONFIGURATION_SET_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE", "FAILED\n"}) {
    CAPTURE(text);
    CHECK(sesv2::status_from_wire_name(text) == Status::Unrecognized);
  }
  CHECK(sesv2::status_from_wire_name(std::string_view("SUCCESS\0", 8)) == Status::Unrecognized);
}

TEST_CASE("Unrecognized and a number that is not an enumerator have no wire name") {
  for (const auto status : {Status::Unrecognized, no_enumerator}) {
    CHECK(sesv2::wire_name(status).empty());
    CHECK(std::string(sesv2::describe(status)).find("not known") != std::string::npos);
  }
}

TEST_CASE("succeeded is Success alone, and failed is every other known status") {
  for (const auto& row : specification) {
    CAPTURE(row.wire_name);
    const BulkEmailEntryResult result{row.status, "", "", ""};
    CHECK(result.succeeded() == (row.status == Status::Success));
    CHECK(result.failed() == (row.status != Status::Success));
  }
  for (const auto status : {Status::Unrecognized, no_enumerator}) {
    const BulkEmailEntryResult result{status, "", "", ""};
    CHECK_FALSE(result.succeeded());
    CHECK_FALSE(result.failed());
  }
}

TEST_CASE("a default result is empty and Unrecognized") {
  CHECK(BulkEmailEntryResult{} == BulkEmailEntryResult{Status::Unrecognized, "", "", ""});
}

TEST_CASE("results are equal when all four members are") {
  const BulkEmailEntryResult result{Status::Success, "a", "b", "c"};
  CHECK(result == BulkEmailEntryResult{Status::Success, "a", "b", "c"});
  CHECK_FALSE(result != BulkEmailEntryResult{Status::Success, "a", "b", "c"});
  for (const auto& other :
       {BulkEmailEntryResult{Status::Failed, "a", "b", "c"}, BulkEmailEntryResult{Status::Success, "", "b", "c"},
        BulkEmailEntryResult{Status::Success, "a", "", "c"}, BulkEmailEntryResult{Status::Success, "a", "b", ""}}) {
    CHECK(result != other);
    CHECK_FALSE(result == other);
  }
}

TEST_CASE("the invariants hold for every combination of members") {
  std::vector<Status> statuses{Status::Unrecognized, no_enumerator};
  statuses.insert(statuses.end(), sesv2::all_statuses.begin(), sesv2::all_statuses.end());
  for (const auto status : statuses) {
    for (const std::string message_id : {"", "id"}) {
      for (const std::string error : {"", "error"}) {
        for (const std::string text : {"", "NEW_STATUS", "SUCCESS", "FAILED"}) {
          const BulkEmailEntryResult result{status, message_id, error, text};
          CAPTURE(static_cast<int>(status), message_id, error, text);

          std::vector<Violation> expected;
          if (status == Status::Success) {
            if (!error.empty()) expected.push_back(Violation::ErrorWithoutFailure);
            if (message_id.empty()) expected.push_back(Violation::SuccessWithoutMessageId);
            if (!text.empty()) expected.push_back(Violation::StrayUnrecognizedStatus);
          } else if (status == Status::Unrecognized || status == no_enumerator) {
            if (text.empty()) expected.push_back(Violation::StatusMissing);
            if (text == "SUCCESS" || text == "FAILED") expected.push_back(Violation::StrayUnrecognizedStatus);
          } else {
            if (!message_id.empty()) expected.push_back(Violation::MessageIdWithoutSuccess);
            if (error.empty()) expected.push_back(Violation::FailureWithoutError);
            if (!text.empty()) expected.push_back(Violation::StrayUnrecognizedStatus);
          }

          CHECK(sesv2::violations(result) == expected);
          CHECK(sesv2::is_valid(result) == expected.empty());
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

TEST_CASE("every violation is described in a sentence of its own") {
  struct Described {
    Violation violation;
    const char* description;
  };
  for (const auto& row : {
           Described{Violation::MessageIdWithoutSuccess, "A failed entry must have no MessageId, but has one."},
           Described{Violation::ErrorWithoutFailure, "A successful entry must have no Error, but has one."},
           Described{Violation::SuccessWithoutMessageId, "A successful entry must have a MessageId, but has none."},
           Described{Violation::FailureWithoutError, "A failed entry must have an Error, but has none."},
           Described{Violation::StatusMissing, "An entry must have a Status, but has none."},
           Described{Violation::StrayUnrecognizedStatus,
                     "The text of an unrecognized status must not stand beside a known status or name one, but does."},
       }) {
    CHECK(sesv2::describe(row.violation) == row.description);
  }
  CHECK(sesv2::describe(static_cast<Violation>(6)).empty());
  CHECK(sesv2::name(static_cast<Violation>(6)).empty());
}

TEST_CASE("violations have the names of their enumerators") {
  CHECK(sesv2::name(Violation::MessageIdWithoutSuccess) == "MessageIdWithoutSuccess");
  CHECK(sesv2::name(Violation::ErrorWithoutFailure) == "ErrorWithoutFailure");
  CHECK(sesv2::name(Violation::SuccessWithoutMessageId) == "SuccessWithoutMessageId");
  CHECK(sesv2::name(Violation::FailureWithoutError) == "FailureWithoutError");
  CHECK(sesv2::name(Violation::StatusMissing) == "StatusMissing");
  CHECK(sesv2::name(Violation::StrayUnrecognizedStatus) == "StrayUnrecognizedStatus");
}

TEST_CASE("copies of an InvariantError carry its violations, also after it was moved from") {
  InvariantError error("said", {Violation::StatusMissing});
  const InvariantError copy(error);
  const InvariantError moved(std::move(error));  // NOLINT(performance-move-const-arg): that it copies is tested
  for (const InvariantError* each :
       {&copy, &moved, static_cast<const InvariantError*>(&error)}) {  // NOLINT(bugprone-use-after-move)
    CHECK(each->violations() == std::vector{Violation::StatusMissing});
    CHECK(&each->violations() == &copy.violations());
    CHECK(each->what() == std::string("said"));
  }
  InvariantError assigned("before", {Violation::FailureWithoutError});
  assigned = copy;
  CHECK(assigned.violations() == std::vector{Violation::StatusMissing});
  CHECK(assigned.what() == std::string("said"));
}

TEST_CASE("is_valid allocates nothing") {
  for (const auto& result : {BulkEmailEntryResult::success("id"), BulkEmailEntryResult{Status::Success, "", "e", "x"},
                             BulkEmailEntryResult{Status::Failed, "id", "", "x"}, BulkEmailEntryResult{}}) {
    CHECK(support::allocations_of([&] { static_cast<void>(sesv2::is_valid(result)); }).count == 0);
  }
}

TEST_CASE("success makes an accepted email, and asks for a MessageId") {
  CHECK(BulkEmailEntryResult::success("id") == BulkEmailEntryResult{Status::Success, "id", "", ""});
  CHECK_THROWS_AS(BulkEmailEntryResult::success(""), InvariantError);
}

TEST_CASE("failure makes an email that was not sent, and requires a status of failure and an error") {
  for (const auto status : failures()) {
    CHECK(BulkEmailEntryResult::failure(status, "error") == BulkEmailEntryResult{status, "", "error", ""});
    CHECK_THROWS_AS(BulkEmailEntryResult::failure(status, ""), InvariantError);
  }
  for (const auto status : {Status::Success, Status::Unrecognized, no_enumerator}) {
    CHECK_THROWS_AS(BulkEmailEntryResult::failure(status, "error"), InvariantError);
  }
}

TEST_CASE("an InvariantError says which result breaks what") {
  const BulkEmailEntryResult both{Status::Failed, "id", "", ""};
  try {
    sesv2::require_valid(both);
    FAIL("nothing was thrown");
  } catch (const InvariantError& error) {
    CHECK(error.violations() == std::vector{Violation::MessageIdWithoutSuccess, Violation::FailureWithoutError});
    CHECK(error.what() == std::string("FAILED: A failed entry must have no MessageId, but has one. "
                                      "A failed entry must have an Error, but has none."));
  }
  try {
    sesv2::require_valid(std::vector<BulkEmailEntryResult>{BulkEmailEntryResult::success("id"), {}, both});
    FAIL("nothing was thrown");
  } catch (const InvariantError& error) {
    CHECK(error.violations() == std::vector{Violation::StatusMissing});
    CHECK(error.what() == std::string("result 1: UNRECOGNIZED: An entry must have a Status, but has none."));
  }
}

TEST_CASE("require_valid looks at every result, the first and the last too") {
  const auto valid = BulkEmailEntryResult::success("id");
  CHECK_THROWS_AS(sesv2::require_valid({BulkEmailEntryResult{}, valid, valid}), InvariantError);
  CHECK_THROWS_AS(sesv2::require_valid({valid, valid, BulkEmailEntryResult{}}), InvariantError);
}

TEST_CASE("require_valid takes any number of valid results") {
  CHECK_NOTHROW(sesv2::require_valid(std::vector<BulkEmailEntryResult>{}));
  CHECK_NOTHROW(sesv2::require_valid({BulkEmailEntryResult::success("id"), {Status::Unrecognized, "", "", "NEW"}}));
}
