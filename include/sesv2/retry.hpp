/// @file
/// What to do about each outcome of a `SendBulkEmail` call: what to send again, when, and what to fix before that.
///
///     for (const auto index : sesv2::indices_to_retry(results)) next_batch.push_back(entries[index]);
///     if (failure_scope(result.status) == sesv2::FailureScope::Account) stop_sending();
///
/// This header needs the standard library only.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_RETRY_HPP
#define SESV2_RETRY_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/detail/enumerator_text.hpp>
#include <string_view>
#include <vector>

namespace sesv2 {

/// @addtogroup retry What to do next: sesv2/retry.hpp
/// @copybrief retry.hpp
/// @copydetails retry.hpp
/// @{

/// What to do about an entry.
enum class RetryAdvice : std::uint8_t {
  /// It was accepted. Never send it again: the recipient would get it twice.
  NotNeeded,
  /// Send it again after a pause, and after a longer one each time.
  Backoff,
  /// Send it again when the account's 24-hour quota has room; before that, every entry fails.
  NextQuotaWindow,
  /// Do not send it again as it is. Fix what `describe(status)` and the error name, then send it.
  AfterFix,
  /// Have a person look into it before you send it again: the status does not say whether that is safe.
  Inspect
};

/// Which other entries will fail alike, and so what to stop.
enum class FailureScope : std::uint8_t {
  /// It is not a failure. Go on.
  None,
  /// This entry alone. Go on with the others.
  Entry,
  /// Every entry with the same sender, template and configuration set, which belong to the whole request. Send no more
  /// of the request until it is fixed.
  Request,
  /// Whatever the account sends. Send nothing until it has passed or is fixed.
  Account
};

/// Returns what to do about an entry with this status: Inspect for Unrecognized, which is never retried automatically,
/// and for a number that is not an enumerator.
[[nodiscard]] constexpr RetryAdvice retry_advice(BulkEmailStatus status) noexcept;

/// Returns which other entries will fail alike: Entry for Unrecognized, and for a number that is not an enumerator.
[[nodiscard]] constexpr FailureScope failure_scope(BulkEmailStatus status) noexcept;

/// Returns the enumerator's name: "Backoff"; "" for a number that is not an enumerator.
[[nodiscard]] constexpr std::string_view name(RetryAdvice advice) noexcept;

/// Returns the enumerator's name: "Account"; "" for a number that is not an enumerator.
[[nodiscard]] constexpr std::string_view name(FailureScope scope) noexcept;

/// Returns what to do, in one sentence for people; "" for a number that is not an enumerator.
[[nodiscard]] constexpr std::string_view describe(RetryAdvice advice) noexcept;

/// Returns the positions of the entries to send again after a pause, in rising order: those whose advice is Backoff.
/// Each is also the position in the request, since the service answers by position, unless reading reported a
/// WrongCount.
[[nodiscard]] std::vector<std::size_t> indices_to_retry(const std::vector<BulkEmailEntryResult>& results);

/// @}

namespace detail {

struct NextStep {
  BulkEmailStatus status;
  RetryAdvice advice;
  FailureScope scope;
};

/// What to do about each status. A row of status_rows without one here does not compile.
inline constexpr std::array next_steps{
    NextStep{BulkEmailStatus::Success, RetryAdvice::NotNeeded, FailureScope::None},
    NextStep{BulkEmailStatus::TransientFailure, RetryAdvice::Backoff, FailureScope::Entry},
    NextStep{BulkEmailStatus::AccountThrottled, RetryAdvice::Backoff, FailureScope::Account},
    NextStep{BulkEmailStatus::AccountDailyQuotaExceeded, RetryAdvice::NextQuotaWindow, FailureScope::Account},
    NextStep{BulkEmailStatus::AccountSuspended, RetryAdvice::AfterFix, FailureScope::Account},
    NextStep{BulkEmailStatus::AccountSendingPaused, RetryAdvice::AfterFix, FailureScope::Account},
    // Sender, template and configuration set belong to the whole request.
    NextStep{BulkEmailStatus::MailFromDomainNotVerified, RetryAdvice::AfterFix, FailureScope::Request},
    NextStep{BulkEmailStatus::ConfigurationSetNotFound, RetryAdvice::AfterFix, FailureScope::Request},
    NextStep{BulkEmailStatus::TemplateNotFound, RetryAdvice::AfterFix, FailureScope::Request},
    NextStep{BulkEmailStatus::InvalidSendingPoolName, RetryAdvice::AfterFix, FailureScope::Request},
    NextStep{BulkEmailStatus::ConfigurationSetSendingPaused, RetryAdvice::AfterFix, FailureScope::Request},
    NextStep{BulkEmailStatus::MessageRejected, RetryAdvice::AfterFix, FailureScope::Entry},
    NextStep{BulkEmailStatus::InvalidParameter, RetryAdvice::AfterFix, FailureScope::Entry},
    NextStep{BulkEmailStatus::Failed, RetryAdvice::Inspect, FailureScope::Entry},
    NextStep{BulkEmailStatus::Unrecognized, RetryAdvice::Inspect, FailureScope::Entry},
};

constexpr std::size_t count_next_steps(BulkEmailStatus status) noexcept {
  std::size_t count = 0;
  for (const auto& step : next_steps) count += static_cast<std::size_t>(step.status == status);
  return count;
}

constexpr std::size_t count_undecided_statuses() noexcept {
  std::size_t count = 0;
  for (const auto status : all_statuses) count += static_cast<std::size_t>(count_next_steps(status) != 1);
  return count;
}
static_assert(count_undecided_statuses() == 0);

constexpr NextStep next_step(BulkEmailStatus status) noexcept {
  for (const auto& step : next_steps) {
    if (step.status == status) return step;
  }
  return {status, RetryAdvice::Inspect, FailureScope::Entry};
}

using AdviceText = EnumeratorText<RetryAdvice>;
inline constexpr std::array advice_texts{
    AdviceText{RetryAdvice::NotNeeded, "NotNeeded",
               "Nothing: the email was accepted, and sending it again would deliver it twice."},
    AdviceText{RetryAdvice::Backoff, "Backoff", "Send it again after a pause, and after a longer one each time."},
    AdviceText{RetryAdvice::NextQuotaWindow, "NextQuotaWindow",
               "Send it again when the account's 24-hour quota has room."},
    AdviceText{RetryAdvice::AfterFix, "AfterFix", "Fix the cause first, then send it again."},
    AdviceText{RetryAdvice::Inspect, "Inspect",
               "Look into it before anything is sent again: the status does not say whether that is safe."},
};

using ScopeText = EnumeratorText<FailureScope>;
inline constexpr std::array scope_texts{
    ScopeText{FailureScope::None, "None"},
    ScopeText{FailureScope::Entry, "Entry"},
    ScopeText{FailureScope::Request, "Request"},
    ScopeText{FailureScope::Account, "Account"},
};

}  // namespace detail

constexpr RetryAdvice retry_advice(BulkEmailStatus status) noexcept { return detail::next_step(status).advice; }

constexpr FailureScope failure_scope(BulkEmailStatus status) noexcept { return detail::next_step(status).scope; }

constexpr std::string_view name(RetryAdvice advice) noexcept {
  return detail::find_text(detail::advice_texts, advice).name;
}

constexpr std::string_view name(FailureScope scope) noexcept {
  return detail::find_text(detail::scope_texts, scope).name;
}

constexpr std::string_view describe(RetryAdvice advice) noexcept {
  return detail::find_text(detail::advice_texts, advice).description;
}

inline std::vector<std::size_t> indices_to_retry(const std::vector<BulkEmailEntryResult>& results) {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (retry_advice(results[i].status) == RetryAdvice::Backoff) indices.push_back(i);
  }
  return indices;
}

}  // namespace sesv2

#endif  // SESV2_RETRY_HPP
