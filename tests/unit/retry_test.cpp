#include <algorithm>
#include <cstddef>
#include <sesv2/retry.hpp>
#include <set>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace {

using sesv2::BulkEmailEntryResult;
using sesv2::BulkEmailStatus;
using sesv2::FailureScope;
using sesv2::RetryAdvice;

struct Row {
  BulkEmailStatus status;
  RetryAdvice advice;
  FailureScope scope;
};

// The contract's table, row by row.
const std::vector<Row> table{
    {BulkEmailStatus::Success, RetryAdvice::NotNeeded, FailureScope::None},
    {BulkEmailStatus::TransientFailure, RetryAdvice::Backoff, FailureScope::Entry},
    {BulkEmailStatus::AccountThrottled, RetryAdvice::Backoff, FailureScope::Account},
    {BulkEmailStatus::AccountDailyQuotaExceeded, RetryAdvice::NextQuotaWindow, FailureScope::Account},
    {BulkEmailStatus::AccountSuspended, RetryAdvice::AfterFix, FailureScope::Account},
    {BulkEmailStatus::AccountSendingPaused, RetryAdvice::AfterFix, FailureScope::Account},
    {BulkEmailStatus::MailFromDomainNotVerified, RetryAdvice::AfterFix, FailureScope::Request},
    {BulkEmailStatus::ConfigurationSetNotFound, RetryAdvice::AfterFix, FailureScope::Request},
    {BulkEmailStatus::TemplateNotFound, RetryAdvice::AfterFix, FailureScope::Request},
    {BulkEmailStatus::InvalidSendingPoolName, RetryAdvice::AfterFix, FailureScope::Request},
    {BulkEmailStatus::ConfigurationSetSendingPaused, RetryAdvice::AfterFix, FailureScope::Request},
    {BulkEmailStatus::MessageRejected, RetryAdvice::AfterFix, FailureScope::Entry},
    {BulkEmailStatus::InvalidParameter, RetryAdvice::AfterFix, FailureScope::Entry},
    {BulkEmailStatus::Failed, RetryAdvice::Inspect, FailureScope::Entry},
    {BulkEmailStatus::Unrecognized, RetryAdvice::Inspect, FailureScope::Entry},
};

BulkEmailEntryResult with_status(BulkEmailStatus status) { return {status, {}, {}, {}}; }

static_assert(noexcept(sesv2::retry_advice(BulkEmailStatus::Success)));
static_assert(noexcept(sesv2::failure_scope(BulkEmailStatus::Success)));
static_assert(noexcept(describe(RetryAdvice::Backoff)));
static_assert(sesv2::retry_advice(BulkEmailStatus::TransientFailure) == RetryAdvice::Backoff);
static_assert(sesv2::failure_scope(BulkEmailStatus::AccountThrottled) == FailureScope::Account);
static_assert(!describe(RetryAdvice::Inspect).empty());
static_assert(RetryAdvice{} == RetryAdvice::NotNeeded && FailureScope{} == FailureScope::None);

}  // namespace

TEST_CASE("every status has the advice and the scope of the contract's table") {
  for (const auto& row : table) {
    INFO("status " << wire_name(row.status));
    CHECK(sesv2::retry_advice(row.status) == row.advice);
    CHECK(sesv2::failure_scope(row.status) == row.scope);
  }
}

TEST_CASE("the table of advice has one row for each status and one for the unknown") {
  for (const auto status : sesv2::all_statuses) {
    INFO("status " << wire_name(status));
    CHECK(std::count_if(table.begin(), table.end(), [status](const Row& row) { return row.status == status; }) == 1);
  }
  CHECK(table.size() == sesv2::all_statuses.size() + 1);
}

TEST_CASE("a status that is decided twice, or not at all, is noticed") {
  CHECK(sesv2::detail::count_undecided_statuses() == 0);
  CHECK(sesv2::detail::count_next_steps(BulkEmailStatus::Unrecognized) == 1);
  CHECK(sesv2::detail::count_next_steps(static_cast<BulkEmailStatus>(200)) == 0);
}

TEST_CASE("a number that is not a status is to be inspected, never retried") {
  const auto status = static_cast<BulkEmailStatus>(200);
  CHECK(sesv2::retry_advice(status) == RetryAdvice::Inspect);
  CHECK(sesv2::failure_scope(status) == FailureScope::Entry);
}

TEST_CASE("each advice is described in a sentence of its own, which says what to do") {
  struct Described {
    RetryAdvice advice;
    std::string_view words;
  };
  std::set<std::string_view> sentences;
  for (const auto& [advice, words] :
       {Described{RetryAdvice::NotNeeded, "accepted"}, Described{RetryAdvice::Backoff, "after a pause"},
        Described{RetryAdvice::NextQuotaWindow, "24-hour quota"}, Described{RetryAdvice::AfterFix, "Fix the cause"},
        Described{RetryAdvice::Inspect, "Look into it"}}) {
    const auto sentence = describe(advice);
    REQUIRE_FALSE(sentence.empty());
    CHECK(sentence.back() == '.');
    CHECK(sentence.find(words) != std::string_view::npos);
    CHECK(sentences.insert(sentence).second);
  }
  CHECK(describe(static_cast<RetryAdvice>(200)).empty());
}

TEST_CASE("advice and scope have the names of their enumerators") {
  CHECK(name(RetryAdvice::NotNeeded) == "NotNeeded");
  CHECK(name(RetryAdvice::Backoff) == "Backoff");
  CHECK(name(RetryAdvice::NextQuotaWindow) == "NextQuotaWindow");
  CHECK(name(RetryAdvice::AfterFix) == "AfterFix");
  CHECK(name(RetryAdvice::Inspect) == "Inspect");
  CHECK(name(static_cast<RetryAdvice>(5)).empty());
  CHECK(name(FailureScope::None) == "None");
  CHECK(name(FailureScope::Entry) == "Entry");
  CHECK(name(FailureScope::Request) == "Request");
  CHECK(name(FailureScope::Account) == "Account");
  CHECK(name(static_cast<FailureScope>(4)).empty());
  static_assert(noexcept(name(RetryAdvice{}))&& noexcept(name(FailureScope{})));
}

TEST_CASE("the entries to retry are those with the advice Backoff, by position") {
  CHECK(sesv2::indices_to_retry({}).empty());

  std::vector<BulkEmailEntryResult> results;
  std::vector<std::size_t> expected;
  for (const auto& row : table) {
    if (row.advice == RetryAdvice::Backoff) expected.push_back(results.size());
    results.push_back(with_status(row.status));
  }
  CHECK(expected == std::vector<std::size_t>{1, 2});
  CHECK(sesv2::indices_to_retry(results) == expected);
}

TEST_CASE("an outcome that carries a MessageId though it failed is retried as its status says") {
  CHECK(sesv2::indices_to_retry({{BulkEmailStatus::TransientFailure, "id", "error", {}}}) ==
        std::vector<std::size_t>{0});
}
