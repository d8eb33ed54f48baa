// Definitions of the functions that bulk_email_entry_result.hpp declares.
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_INVARIANTS_HPP
#define SESV2_DETAIL_INVARIANTS_HPP

#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/detail/find_row.hpp>

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

using ViolationFlags = std::array<bool, violation_rows.size()>;

/// Returns one flag per violation, in the order of violation_rows and of the enumerators.
inline ViolationFlags check_invariants(const BulkEmailEntryResult& result) noexcept {
  const bool succeeded = result.succeeded();
  const bool failed = result.failed();
  const bool recognized = succeeded || failed;
  const bool has_message_id = !result.message_id.empty();
  const bool has_error = !result.error.empty();
  const std::string& text = result.unrecognized_status;
  const bool names_a_status = status_from_wire_name(text) != BulkEmailStatus::Unrecognized;
  return {failed && has_message_id, succeeded && has_error,      succeeded && !has_message_id,
          failed && !has_error,     !recognized && text.empty(), recognized ? !text.empty() : names_a_status};
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
  const auto flags = detail::check_invariants(result);
  std::vector<Violation> found;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (flags[i]) found.push_back(detail::violation_rows[i].enumerator);
  }
  return found;
}

inline bool is_valid(const BulkEmailEntryResult& result) noexcept {
  return detail::check_invariants(result) == detail::ViolationFlags{};
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
