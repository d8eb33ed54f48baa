// Definitions of the functions that bulk_email_entry_result.hpp declares.
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_INVARIANTS_HPP
#define SESV2_DETAIL_INVARIANTS_HPP

#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/detail/find_row.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

SESV2_BULK_EMAIL_NAMESPACE_BEGIN
namespace detail {

using ViolationRow = TextRow<Violation>;
inline constexpr std::array violation_rows{
    ViolationRow{Violation::MessageIdWithoutSuccess, "MessageIdWithoutSuccess",
                 "A failed entry must have no MessageId, but has one."},
    ViolationRow{Violation::ErrorWithoutFailure, "ErrorWithoutFailure",
                 "A successful entry must have no Error, but has one."},
    ViolationRow{Violation::SuccessWithoutMessageId, "SuccessWithoutMessageId",
                 "A successful entry must have a MessageId, but has none."},
    ViolationRow{Violation::FailureWithoutError, "FailureWithoutError",
                 "A failed entry must have an Error, but has none."},
    ViolationRow{Violation::StatusMissing, "StatusMissing", "An entry must have a Status, but has none."},
    ViolationRow{Violation::StrayUnrecognizedStatus, "StrayUnrecognizedStatus",
                 "The text of an unrecognized status must not accompany or name a known status, but does."},
};

/// Returns whether the result has this violation.
inline bool has_violation(const BulkEmailEntryResult& result, Violation violation) noexcept {
  const bool recognized = result.succeeded() || result.failed();
  const std::string& text = result.unrecognized_status;
  switch (violation) {
    case Violation::MessageIdWithoutSuccess:
      return result.failed() && !result.message_id.empty();
    case Violation::ErrorWithoutFailure:
      return result.succeeded() && !result.error.empty();
    case Violation::SuccessWithoutMessageId:
      return result.succeeded() && result.message_id.empty();
    case Violation::FailureWithoutError:
      return result.failed() && result.error.empty();
    case Violation::StatusMissing:
      return !recognized && text.empty();
    case Violation::StrayUnrecognizedStatus:
      break;
  }
  return recognized ? !text.empty() : status_from_wire_name(text) != BulkEmailStatus::Unrecognized;
}

/// Returns the wire name, or UNRECOGNIZED for a status that has none.
constexpr std::string_view printed_name(BulkEmailStatus status) noexcept {
  const auto wire = wire_name(status);
  return wire.empty() ? "UNRECOGNIZED" : wire;
}

[[noreturn]] inline void throw_invariant_error(const BulkEmailEntryResult& result, std::string message) {
  message.append(printed_name(result.status)).append(":");
  auto found = violations(result);
  for (const auto violation : found) message.append(" ").append(describe(violation));
  throw InvariantError(message, std::move(found));
}

}  // namespace detail

constexpr std::string_view name(Violation violation) noexcept {
  return detail::find_row(detail::violation_rows, violation).name;
}

constexpr std::string_view describe(Violation violation) noexcept {
  return detail::find_row(detail::violation_rows, violation).description;
}

inline BulkEmailEntryResult BulkEmailEntryResult::success(std::string id) {
  BulkEmailEntryResult result{Status::Success, std::move(id), {}, {}};
  require_valid(result);
  return result;
}

inline BulkEmailEntryResult BulkEmailEntryResult::failure(Status code, std::string text) {
  BulkEmailEntryResult result{code, {}, std::move(text), {}};
  require_valid(result);
  return result;
}

inline bool BulkEmailEntryResult::succeeded() const noexcept { return status == Status::Success; }

inline bool BulkEmailEntryResult::failed() const noexcept { return !succeeded() && !wire_name(status).empty(); }

inline std::vector<Violation> violations(const BulkEmailEntryResult& result) {
  std::vector<Violation> found;
  for (const auto& row : detail::violation_rows) {
    if (detail::has_violation(result, row.enumerator)) found.push_back(row.enumerator);
  }
  return found;
}

inline bool is_valid(const BulkEmailEntryResult& result) noexcept {
  return std::none_of(detail::violation_rows.begin(), detail::violation_rows.end(),
                      [&](const auto& row) { return detail::has_violation(result, row.enumerator); });
}

inline void require_valid(const BulkEmailEntryResult& result) {
  if (!is_valid(result)) detail::throw_invariant_error(result, "");
}

inline void require_valid(const std::vector<BulkEmailEntryResult>& results) {
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!is_valid(results[i])) detail::throw_invariant_error(results[i], "result " + std::to_string(i) + ": ");
  }
}

SESV2_BULK_EMAIL_NAMESPACE_END

#endif  // SESV2_DETAIL_INVARIANTS_HPP
