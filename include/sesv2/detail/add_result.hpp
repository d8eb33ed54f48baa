// Turns the values read from an entry into a result and its issues.
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_ADD_RESULT_HPP
#define SESV2_DETAIL_ADD_RESULT_HPP

#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/detail/scan_string.hpp>
#include <sesv2/detail/scan_value.hpp>
#include <sesv2/salvaged_response.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

SESV2_BULK_EMAIL_NAMESPACE_BEGIN
namespace detail {

/// Returns the name of a kind of value, for messages.
constexpr std::string_view noun(ValueKind kind) noexcept {
  constexpr std::array<std::string_view, 7> nouns{"nothing",  "null",     "a boolean", "a number",
                                                  "a string", "an array", "an object"};
  return nouns[static_cast<std::size_t>(kind)];
}

/// The members read from an entry: the last value of each.
struct Entry {
  Value status = {};
  Value message_id = {};
  Value error = {};

  /// Cheaper than a new Entry, because the offsets and strings of missing values do not matter.
  void clear() noexcept { status.kind = message_id.kind = error.kind = ValueKind::Nothing; }

  [[nodiscard]] constexpr bool has_member() const noexcept {
    return status.kind != ValueKind::Nothing || message_id.kind != ValueKind::Nothing ||
           error.kind != ValueKind::Nothing;
  }
};

/// If the value is a string, copies it to `text`.
inline void set_text(std::string& text, const Value& value) {
  if (value.kind == ValueKind::String) text = decode(value.string);
}

/// Sets the status with this wire name, or keeps the text of an unrecognized one.
inline void set_status(BulkEmailEntryResult& result, std::string_view text) {
  result.status = status_from_wire_name(text);
  if (result.status == BulkEmailStatus::Unrecognized) result.unrecognized_status = text;
}

/// If the value is a string, sets the status that it names. Decodes it only if it has escapes.
inline void set_status(BulkEmailEntryResult& result, const Value& value) {
  if (value.kind != ValueKind::String) return;
  if (value.string.has_escapes()) return set_status(result, decode(value.string));
  set_status(result, value.string.written);
}

constexpr bool is_wrong_type(const Value& value) noexcept {
  return value.kind != ValueKind::String && value.kind != ValueKind::Null && value.kind != ValueKind::Nothing;
}

/// Adds an issue, regardless of the limit in add_wrong_type().
inline void add_issue(SalvagedResponse& response, ParseIssue::Kind kind, std::string path, std::string_view expected,
                      std::string_view found, std::optional<std::size_t> byte = std::nullopt) {
  std::string message = "expected ";
  message.append(expected).append(", found ").append(found);
  response.issues.push_back({kind, std::move(path), byte, std::move(message)});
}

/// Adds an issue for the last result, or for its member of that name, unless the limit is reached.
inline void add_wrong_type(SalvagedResponse& response, std::string_view name, std::string_view expected,
                           ValueKind found) {
  constexpr std::size_t most_issues = 64;
  if (response.issues.size() >= most_issues) return;
  std::string path(results_path);
  path.append("/").append(std::to_string(response.results.size() - 1));
  if (!name.empty()) path.append("/").append(name);
  add_issue(response, ParseIssue::Kind::WrongType, std::move(path), expected, noun(found));
}

/// Adds the issues for the last result's members, in the order in which their values appear.
inline void add_member_issues(SalvagedResponse& response, const Entry& entry) {
  using Member = std::pair<std::string_view, const Value*>;
  std::array members{Member{status_name, &entry.status}, Member{message_id_name, &entry.message_id},
                     Member{error_name, &entry.error}};
  std::sort(members.begin(), members.end(),
            [](const Member& left, const Member& right) { return left.second->offset < right.second->offset; });
  for (const auto& [name, value] : members) {
    if (is_wrong_type(*value)) add_wrong_type(response, name, noun(ValueKind::String), value->kind);
  }
}

/// Adds the result of an entry.
inline void add_result(SalvagedResponse& response, const Entry& entry) {
  auto& result = response.results.emplace_back();
  set_status(result, entry.status);
  set_text(result.message_id, entry.message_id);
  set_text(result.error, entry.error);
  if (is_wrong_type(entry.status) || is_wrong_type(entry.message_id) || is_wrong_type(entry.error)) {
    add_member_issues(response, entry);
  }
}

}  // namespace detail
SESV2_BULK_EMAIL_NAMESPACE_END

#endif  // SESV2_DETAIL_ADD_RESULT_HPP
