// What to do about each outcome of a `SendBulkEmail` call: whom to send to again, when, and what to fix before that.
//
//   for (const auto index : sesv2::indices_to_retry(results)) next_batch.push_back(entries[index]);  // after a pause
//   if (failure_scope(result.status) == sesv2::FailureScope::Account) stop_sending();  // every other entry fails alike
//
// This header needs the standard library only.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_RETRY_HPP
#define SESV2_RETRY_HPP

#include <cstddef>
#include <cstdint>
#include <sesv2/bulk_email_entry_result.hpp>
#include <string_view>
#include <vector>

namespace sesv2 {

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
  /// Have a person look into it, and do not send it again before: the status does not tell whether that is safe.
  Inspect
};

/// Whom else the failure will hit, and so what to stop.
enum class FailureScope : std::uint8_t {
  /// It is no failure. Go on.
  None,
  /// This entry alone. Go on with the others.
  Entry,
  /// Every entry with the same sender, template and configuration set, which belong to the whole request. Send no more
  /// of the request until it is fixed.
  Request,
  /// Whatever the account sends. Send nothing until it has passed or is fixed.
  Account
};

/// What to do about an entry with this status. An Unrecognized outcome is never retried by itself: Inspect.
[[nodiscard]] constexpr RetryAdvice retry_advice(BulkEmailStatus status) noexcept;

/// Whom else a failure with this status will hit.
[[nodiscard]] constexpr FailureScope failure_scope(BulkEmailStatus status) noexcept;

/// What to do, in one sentence for people.
[[nodiscard]] constexpr std::string_view describe(RetryAdvice advice) noexcept;

/// The positions of the entries to send again after a pause, in rising order: those whose advice is Backoff. Each is
/// the position in the request too, since the service answers by position.
[[nodiscard]] std::vector<std::size_t> indices_to_retry(const std::vector<BulkEmailEntryResult>& results);

namespace detail {

struct NextStep {
  RetryAdvice advice;
  FailureScope scope;
};

/// All that the library knows of what comes next. There is no `default`, so that the compiler names a status that is
/// added and not decided here.
constexpr NextStep next_step(BulkEmailStatus status) noexcept {
  switch (status) {
    case BulkEmailStatus::Success:
      return {RetryAdvice::NotNeeded, FailureScope::None};
    case BulkEmailStatus::TransientFailure:
      return {RetryAdvice::Backoff, FailureScope::Entry};
    case BulkEmailStatus::AccountThrottled:
      return {RetryAdvice::Backoff, FailureScope::Account};
    case BulkEmailStatus::AccountDailyQuotaExceeded:
      return {RetryAdvice::NextQuotaWindow, FailureScope::Account};
    case BulkEmailStatus::AccountSuspended:
    case BulkEmailStatus::AccountSendingPaused:
      return {RetryAdvice::AfterFix, FailureScope::Account};
    case BulkEmailStatus::MailFromDomainNotVerified:
    case BulkEmailStatus::ConfigurationSetNotFound:
    case BulkEmailStatus::TemplateNotFound:
    case BulkEmailStatus::InvalidSendingPoolName:
    case BulkEmailStatus::ConfigurationSetSendingPaused:
      return {RetryAdvice::AfterFix, FailureScope::Request};
    case BulkEmailStatus::MessageRejected:
    case BulkEmailStatus::InvalidParameter:
      return {RetryAdvice::AfterFix, FailureScope::Entry};
    case BulkEmailStatus::Failed:
    case BulkEmailStatus::Unrecognized:
      break;
  }
  return {RetryAdvice::Inspect, FailureScope::Entry};
}

}  // namespace detail

constexpr RetryAdvice retry_advice(BulkEmailStatus status) noexcept { return detail::next_step(status).advice; }

constexpr FailureScope failure_scope(BulkEmailStatus status) noexcept { return detail::next_step(status).scope; }

constexpr std::string_view describe(RetryAdvice advice) noexcept {
  switch (advice) {
    case RetryAdvice::NotNeeded:
      return "Nothing: the email was accepted, and sending it again would deliver it twice.";
    case RetryAdvice::Backoff:
      return "Send it again after a pause, and after a longer one each time.";
    case RetryAdvice::NextQuotaWindow:
      return "Send it again when the account's 24-hour quota has room.";
    case RetryAdvice::AfterFix:
      return "Fix the cause first, then send it again.";
    case RetryAdvice::Inspect:
      return "Look into it before anything is sent again: the status does not tell whether that is safe.";
  }
  return {};
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
