/// @file
/// What to do about each result of a `SendBulkEmail` call: what to retry, when, and what to fix first.
///
///     const auto response = sesv2::salvage_send_bulk_email_response(body, entries_sent);
///     for (const auto index : indices_to_retry(response)) next_batch.push_back(entries[index]);
// SPDX-License-Identifier: MIT
#ifndef SESV2_RETRY_HPP
#define SESV2_RETRY_HPP

#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/detail/find_row.hpp>
#include <sesv2/salvaged_response.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

SESV2_BULK_EMAIL_NAMESPACE_BEGIN

/// @addtogroup retry What to do next: sesv2/retry.hpp
/// @copybrief retry.hpp
/// @copydetails retry.hpp
/// @{

/// What to do about an entry.
enum class RetryAdvice : std::uint8_t {
  /// Do not resend: the email was accepted, and resending would deliver it twice.
  NotNeeded,
  /// Retry after a pause, and make each further pause longer.
  Backoff,
  /// Retry when the account's 24-hour quota allows; until then, every entry fails.
  NextQuotaWindow,
  /// Do not resend the entry unchanged. Fix what `describe(status)` and the error point to, then resend it.
  AfterFix,
  /// Have a person investigate before you resend: the status does not say whether a retry is safe.
  Inspect
};

/// Which other entries fail for the same reason, and therefore what to stop.
enum class FailureScope : std::uint8_t {
  /// The result is not a failure. Continue.
  None,
  /// Only this entry. Continue with the others.
  Entry,
  /// Every entry with the same sender, template and configuration set, which the whole request has in common. Send
  /// no more of the request until the cause is fixed.
  Request,
  /// Everything the account sends. Send nothing until the cause has passed or is fixed.
  Account
};

/// Returns what to do about an entry with this status. Returns Inspect for Unrecognized, which is never retried
/// automatically, and for a number that is not an enumerator.
[[nodiscard]] constexpr RetryAdvice retry_advice(BulkEmailStatus status) noexcept;

/// Returns which other entries fail for the same reason. Returns Entry for Unrecognized, and for a number that is not
/// an enumerator.
[[nodiscard]] constexpr FailureScope failure_scope(BulkEmailStatus status) noexcept;

/// Returns the enumerator's name, for example "Backoff"; "" for a number that is not an enumerator.
[[nodiscard]] constexpr std::string_view name(RetryAdvice advice) noexcept;

/// Returns the enumerator's name, for example "Account"; "" for a number that is not an enumerator.
[[nodiscard]] constexpr std::string_view name(FailureScope scope) noexcept;

/// Returns what to do, in one human-readable sentence; "" for a number that is not an enumerator.
[[nodiscard]] constexpr std::string_view describe(RetryAdvice advice) noexcept;

/// Returns which entries a failure affects, in one human-readable sentence; "" for a number that is not an enumerator.
[[nodiscard]] constexpr std::string_view describe(FailureScope scope) noexcept;

/// Returns the positions of the results to retry after a pause, in ascending order: those whose advice is Backoff.
///
/// A position in the results is the position in the request only if the list of results is complete. To retry entries
/// of a request, pass the whole SalvagedResponse instead.
[[nodiscard]] std::vector<std::size_t> indices_to_retry(const std::vector<BulkEmailEntryResult>& results);

/// Returns the positions of the entries to retry after a pause, in ascending order: those whose advice is Backoff.
/// Returns none if there is a WrongCount, because then no result can be matched to its entry. If the response was
/// parsed with the number of entries that were sent, every position returned is that of an entry in the request.
[[nodiscard]] std::vector<std::size_t> indices_to_retry(const SalvagedResponse& response);

/// @}

// Defined in sesv2/json.hpp; declared here so that nlohmann/json does not write these as numbers.
template <typename BasicJson>
void to_json(BasicJson& json, const RetryAdvice& advice);
template <typename BasicJson>
void to_json(BasicJson& json, const FailureScope& scope);

namespace detail {

struct NextStep {
  BulkEmailStatus enumerator;
  RetryAdvice advice;
  FailureScope scope;
};

/// What to do about each status. These are not columns of status_rows, because the core header does not know
/// RetryAdvice and FailureScope.
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
};

static_assert(has_each_row(next_steps, all_statuses.size()), "Each status needs one row.");

/// Returns the row of a status, or the one given here for Unrecognized and for numbers that are not enumerators.
constexpr NextStep next_step(BulkEmailStatus status) noexcept {
  return find_row(next_steps, status,
                  NextStep{BulkEmailStatus::Unrecognized, RetryAdvice::Inspect, FailureScope::Entry});
}

using AdviceRow = TextRow<RetryAdvice>;
inline constexpr std::array advice_rows{
    AdviceRow{RetryAdvice::NotNeeded, "NotNeeded",
              "Do not resend: the email was accepted, and resending would deliver it twice."},
    AdviceRow{RetryAdvice::Backoff, "Backoff", "Retry after a pause, and make each further pause longer."},
    AdviceRow{RetryAdvice::NextQuotaWindow, "NextQuotaWindow", "Retry when the account's 24-hour quota allows."},
    AdviceRow{RetryAdvice::AfterFix, "AfterFix", "Fix the cause first, then resend."},
    AdviceRow{RetryAdvice::Inspect, "Inspect",
              "Investigate before resending: the status does not say whether a retry is safe."},
};

using ScopeRow = TextRow<FailureScope>;
inline constexpr std::array scope_rows{
    ScopeRow{FailureScope::None, "None", "There is no failure."},
    ScopeRow{FailureScope::Entry, "Entry", "Only this entry fails."},
    ScopeRow{FailureScope::Request, "Request",
             "Every entry with the same sender, template and configuration set fails until the cause is fixed."},
    ScopeRow{FailureScope::Account, "Account",
             "Everything that the account sends fails until the cause has passed or is fixed."},
};

}  // namespace detail

constexpr RetryAdvice retry_advice(BulkEmailStatus status) noexcept { return detail::next_step(status).advice; }

constexpr FailureScope failure_scope(BulkEmailStatus status) noexcept { return detail::next_step(status).scope; }

constexpr std::string_view name(RetryAdvice advice) noexcept {
  return detail::find_row(detail::advice_rows, advice).name;
}

constexpr std::string_view name(FailureScope scope) noexcept {
  return detail::find_row(detail::scope_rows, scope).name;
}

constexpr std::string_view describe(RetryAdvice advice) noexcept {
  return detail::find_row(detail::advice_rows, advice).description;
}

constexpr std::string_view describe(FailureScope scope) noexcept {
  return detail::find_row(detail::scope_rows, scope).description;
}

inline std::vector<std::size_t> indices_to_retry(const std::vector<BulkEmailEntryResult>& results) {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (retry_advice(results[i].status) == RetryAdvice::Backoff) indices.push_back(i);
  }
  return indices;
}

inline std::vector<std::size_t> indices_to_retry(const SalvagedResponse& response) {
  for (const auto& issue : response.issues) {
    if (issue.kind == ParseIssue::Kind::WrongCount) return {};
  }
  return indices_to_retry(response.results);
}

SESV2_BULK_EMAIL_NAMESPACE_END

#endif  // SESV2_RETRY_HPP
