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

struct ViolationRow {
  Violation enumerator = {};
  std::string_view name = {};
  std::string_view description = {};
  bool (*is_in)(const BulkEmailEntryResult& result) = nullptr;
};

inline constexpr std::array violation_rows{
    ViolationRow{Violation::MessageIdWithoutSuccess, "MessageIdWithoutSuccess",
                 "A failed entry must not have a MessageId, but has one.",
                 [](const BulkEmailEntryResult& result) { return result.failed() && !result.message_id.empty(); }},
    ViolationRow{Violation::ErrorWithoutFailure, "ErrorWithoutFailure",
                 "A successful entry must not have an Error, but has one.",
                 [](const BulkEmailEntryResult& result) { return result.succeeded() && !result.error.empty(); }},
    ViolationRow{Violation::SuccessWithoutMessageId, "SuccessWithoutMessageId",
                 "A successful entry must have a MessageId, but has none.",
                 [](const BulkEmailEntryResult& result) { return result.succeeded() && result.message_id.empty(); }},
    ViolationRow{Violation::FailureWithoutError, "FailureWithoutError",
                 "A failed entry must have an Error, but has none.",
                 [](const BulkEmailEntryResult& result) { return result.failed() && result.error.empty(); }},
    ViolationRow{Violation::StatusMissing, "StatusMissing", "An entry must have a Status, but has none.",
                 [](const BulkEmailEntryResult& result) {
                   return wire_name(result.status).empty() && result.unrecognized_status.empty();
                 }},
    ViolationRow{Violation::StrayUnrecognizedStatus, "StrayUnrecognizedStatus",
                 "The text of an unrecognized status must not accompany or name a known status, but does.",
                 [](const BulkEmailEntryResult& result) {
                   const std::string& text = result.unrecognized_status;
                   if (!wire_name(result.status).empty()) return !text.empty();
                   return status_from_wire_name(text) != BulkEmailStatus::Unrecognized;
                 }},
};

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
    if (row.is_in(result)) found.push_back(row.enumerator);
  }
  return found;
}

inline bool is_valid(const BulkEmailEntryResult& result) noexcept {
  return std::none_of(detail::violation_rows.begin(), detail::violation_rows.end(),
                      [&](const auto& row) { return row.is_in(result); });
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
