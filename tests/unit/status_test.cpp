// What the library says of each status, and what it retries. A status that AWS adds is one more row and case here.
// SPDX-License-Identifier: MIT
#include <sesv2/retry.hpp>
#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

using sesv2::BulkEmailEntryResult;
using sesv2::ParseIssue;
using Advice = sesv2::RetryAdvice;
using Indices = std::vector<std::size_t>;
using Scope = sesv2::FailureScope;
using Status = sesv2::BulkEmailStatus;

namespace {

struct SpecifiedStatus {
  int number;  // never changes
  Status status;
  const char* wire_name;
  const char* described_by;  // a word of the service's own description
  Advice advice;
  Scope scope;
};

/// `BulkEmailStatus` of AWS's service model, in its order, with the contract's advice and scope.
constexpr SpecifiedStatus specification[] = {
    {1, Status::Success, "SUCCESS", "accepted", Advice::NotNeeded, Scope::None},
    {2, Status::MessageRejected, "MESSAGE_REJECTED", "virus", Advice::AfterFix, Scope::Entry},
    {3, Status::MailFromDomainNotVerified, "MAIL_FROM_DOMAIN_NOT_VERIFIED", "domain", Advice::AfterFix, Scope::Request},
    {4, Status::ConfigurationSetNotFound, "CONFIGURATION_SET_NOT_FOUND", "configuration set does not exist",
     Advice::AfterFix, Scope::Request},
    {5, Status::TemplateNotFound, "TEMPLATE_NOT_FOUND", "template does not exist", Advice::AfterFix, Scope::Request},
    {6, Status::AccountSuspended, "ACCOUNT_SUSPENDED", "shut down", Advice::AfterFix, Scope::Account},
    {7, Status::AccountThrottled, "ACCOUNT_THROTTLED", "rate", Advice::Backoff, Scope::Account},
    {8, Status::AccountDailyQuotaExceeded, "ACCOUNT_DAILY_QUOTA_EXCEEDED", "24", Advice::NextQuotaWindow,
     Scope::Account},
    {9, Status::InvalidSendingPoolName, "INVALID_SENDING_POOL_NAME", "pool", Advice::AfterFix, Scope::Request},
    {10, Status::AccountSendingPaused, "ACCOUNT_SENDING_PAUSED", "UpdateAccountSendingEnabled", Advice::AfterFix,
     Scope::Account},
    {11, Status::ConfigurationSetSendingPaused, "CONFIGURATION_SET_SENDING_PAUSED",
     "UpdateConfigurationSetSendingEnabled", Advice::AfterFix, Scope::Request},
    {12, Status::InvalidParameter, "INVALID_PARAMETER", "parameter", Advice::AfterFix, Scope::Entry},
    {13, Status::TransientFailure, "TRANSIENT_FAILURE", "retry", Advice::Backoff, Scope::Entry},
    {14, Status::Failed, "FAILED", "not sent", Advice::Inspect, Scope::Entry},
};

/// Whether a number is an enumerator. The switch has no default, so that an enumerator without a case does not compile.
bool is_enumerator(int number) {
  switch (static_cast<Status>(number)) {
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
      return true;
  }
  return false;
}

BulkEmailEntryResult with(Status status) { return {status, {}, {}, {}}; }

}  // namespace

TEST_CASE("all_statuses lists the statuses of the service model in its order") {
  CHECK(std::equal(sesv2::all_statuses.begin(), sesv2::all_statuses.end(), std::begin(specification),
                   std::end(specification), [](Status status, const auto& row) { return status == row.status; }));
}

TEST_CASE("every status has its number, wire name, description, advice and scope") {
  std::set<std::string_view> descriptions;
  std::vector<BulkEmailEntryResult> results;
  std::vector<std::size_t> to_retry;
  for (const auto& row : specification) {
    CAPTURE(row.wire_name);
    CHECK(static_cast<int>(row.status) == row.number);
    CHECK(wire_name(row.status) == row.wire_name);
    CHECK(sesv2::status_from_wire_name(row.wire_name) == row.status);
    CHECK(std::string(describe(row.status)).find(row.described_by) != std::string::npos);
    CHECK(describe(row.status).back() == '.');
    CHECK(descriptions.insert(describe(row.status)).second);
    CHECK(retry_advice(row.status) == row.advice);
    CHECK(failure_scope(row.status) == row.scope);
    CHECK(with(row.status).succeeded() == (row.status == Status::Success));
    CHECK(with(row.status).failed() == (row.status != Status::Success));
    if (row.advice == Advice::Backoff) to_retry.push_back(results.size());
    results.push_back(with(row.status));
  }
  CHECK(sesv2::indices_to_retry(results) == to_retry);
  // The compiler has checked the tables already: this is for the measurement of coverage, and for a missing row.
  CHECK(sesv2::detail::list_statuses() == sesv2::all_statuses);
  CHECK(sesv2::detail::has_each_row(sesv2::detail::status_rows, sesv2::all_statuses.size()));
  CHECK_FALSE(sesv2::detail::has_each_row(sesv2::detail::status_rows, sesv2::all_statuses.size() + 1));
  CHECK_FALSE(sesv2::detail::has_each_row(std::array{sesv2::detail::status_rows[1]}, 1));
}

TEST_CASE("every other number is treated as Unrecognized, and is never retried") {
  for (int number = 0; number < 256; ++number) {
    CAPTURE(number);
    const auto status = static_cast<Status>(number);
    const bool known = std::count_if(std::begin(specification), std::end(specification),
                                     [&](const auto& row) { return row.number == number; }) == 1;
    CHECK(is_enumerator(number) == (known || number == 0));
    CHECK(wire_name(status).empty() == !known);
    if (known) continue;
    CHECK(describe(status) == describe(Status::Unrecognized));
    CHECK(retry_advice(status) == Advice::Inspect);
    CHECK(failure_scope(status) == Scope::Entry);
    CHECK_FALSE(with(status).succeeded());
    CHECK_FALSE(with(status).failed());
    CHECK(sesv2::indices_to_retry({with(status)}).empty());
  }
  CHECK(std::string(describe(Status::Unrecognized)).find("unknown") != std::string::npos);
}

TEST_CASE("only an exact wire name is a known status") {
  for (const std::string_view text :
       {"", "success", "Success", "SUCCESS ", " SUCCESS", "SUCCES", "SUCCESSS", "SUCCERr", "UNRECOGNIZED",
        "TEMPLATE_DOES_NOT_EXIST", "CONFIGURATION_SET_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE", "FAILED\n"}) {
    CAPTURE(text);
    CHECK(sesv2::status_from_wire_name(text) == Status::Unrecognized);
  }
  CHECK(sesv2::status_from_wire_name(std::string_view("SUCCESS\0", 8)) == Status::Unrecognized);
}

TEST_CASE("nothing of a response with a wrong count is retried, because its positions match nothing") {
  const BulkEmailEntryResult throttled{Status::AccountThrottled, "", "error", ""};
  for (const auto kind : {ParseIssue::Kind::Truncated, ParseIssue::Kind::Malformed, ParseIssue::Kind::NoResults,
                          ParseIssue::Kind::WrongCount, ParseIssue::Kind::WrongType}) {
    const bool counted = kind != ParseIssue::Kind::WrongCount;
    for (std::size_t before = 0; before < 66; ++before) {
      sesv2::SalvagedResponse response{{{}, throttled}, std::vector<ParseIssue>(before, {ParseIssue::Kind::WrongType})};
      response.issues.push_back({kind});
      CHECK(sesv2::indices_to_retry(response) == (counted ? Indices{1} : Indices{}));
    }
  }
  CHECK(sesv2::indices_to_retry(sesv2::SalvagedResponse{{throttled}, {}}) == Indices{0});
}
