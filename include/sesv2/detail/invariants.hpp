// Defines what bulk_email_entry_result.hpp declares of invariants.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_INVARIANTS_HPP
#define SESV2_DETAIL_INVARIANTS_HPP

#include <array>
#include <cstddef>
#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/detail/enumerator_text.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sesv2 {

namespace detail {

using ViolationText = EnumeratorText<Violation>;
inline constexpr std::array violation_texts{
    ViolationText{Violation::MessageIdWithoutSuccess, "MessageIdWithoutSuccess",
                  "A failed entry must have no MessageId, but has one."},
    ViolationText{Violation::ErrorWithoutFailure, "ErrorWithoutFailure",
                  "A successful entry must have no Error, but has one."},
    ViolationText{Violation::SuccessWithoutMessageId, "SuccessWithoutMessageId",
                  "A successful entry must have a MessageId, but has none."},
    ViolationText{Violation::FailureWithoutError, "FailureWithoutError",
                  "A failed entry must have an Error, but has none."},
    ViolationText{Violation::StatusMissing, "StatusMissing", "An entry must have a Status, but has none."},
    ViolationText{Violation::StrayUnrecognizedStatus, "StrayUnrecognizedStatus",
                  "The text of an unrecognized status must not stand beside a known status or name one, but does."},
};

/// Calls `visit` with each violation, in the order of the enumerators.
template <typename Visitor>
void for_each_violation(const BulkEmailEntryResult& result, Visitor visit) {
  const bool succeeded = result.succeeded();
  const bool failed = result.failed();
  const bool recognized = succeeded || failed;
  const std::string& text = result.unrecognized_status;
  if (failed && !result.message_id.empty()) visit(Violation::MessageIdWithoutSuccess);
  if (succeeded && !result.error.empty()) visit(Violation::ErrorWithoutFailure);
  if (succeeded && result.message_id.empty()) visit(Violation::SuccessWithoutMessageId);
  if (failed && result.error.empty()) visit(Violation::FailureWithoutError);
  if (!recognized && text.empty()) visit(Violation::StatusMissing);
  const bool names_a_status = status_from_wire_name(text) != BulkEmailStatus::Unrecognized;
  if (recognized ? !text.empty() : names_a_status) visit(Violation::StrayUnrecognizedStatus);
}

/// Returns the wire name, or UNRECOGNIZED for a status that has none.
constexpr std::string_view printed_name(BulkEmailStatus status) noexcept {
  const auto name = wire_name(status);
  return name.empty() ? "UNRECOGNIZED" : name;
}

[[noreturn]] inline void throw_invariant_error(const BulkEmailEntryResult& result, std::string message) {
  message.append(printed_name(result.status)).append(":");
  auto found = violations(result);
  for (const auto violation : found) message.append(" ").append(describe(violation));
  throw InvariantError(message, std::move(found));
}

}  // namespace detail

constexpr std::string_view name(Violation violation) noexcept {
  return detail::find_text(detail::violation_texts, violation).name;
}

constexpr std::string_view describe(Violation violation) noexcept {
  return detail::find_text(detail::violation_texts, violation).description;
}

inline BulkEmailEntryResult BulkEmailEntryResult::success(std::string message_id) {
  BulkEmailEntryResult result{Status::Success, std::move(message_id), {}, {}};
  require_valid(result);
  return result;
}

inline BulkEmailEntryResult BulkEmailEntryResult::failure(Status status, std::string error) {
  BulkEmailEntryResult result{status, {}, std::move(error), {}};
  require_valid(result);
  return result;
}

inline bool BulkEmailEntryResult::succeeded() const noexcept { return status == Status::Success; }

inline bool BulkEmailEntryResult::failed() const noexcept { return !succeeded() && !wire_name(status).empty(); }

inline std::vector<Violation> violations(const BulkEmailEntryResult& result) {
  std::vector<Violation> found;
  detail::for_each_violation(result, [&found](Violation violation) { found.push_back(violation); });
  return found;
}

inline bool is_valid(const BulkEmailEntryResult& result) noexcept {
  bool valid = true;
  detail::for_each_violation(result, [&valid](Violation) { valid = false; });
  return valid;
}

inline void require_valid(const BulkEmailEntryResult& result) {
  if (!is_valid(result)) detail::throw_invariant_error(result, "");
}

inline void require_valid(const std::vector<BulkEmailEntryResult>& results) {
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!is_valid(results[i])) detail::throw_invariant_error(results[i], "result " + std::to_string(i) + ": ");
  }
}

}  // namespace sesv2

#endif  // SESV2_DETAIL_INVARIANTS_HPP
