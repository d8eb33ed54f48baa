// Holds what has been read of a response: the members of an entry, and the results and issues of a list.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_RESULT_LIST_HPP
#define SESV2_DETAIL_RESULT_LIST_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/detail/cursor.hpp>
#include <sesv2/detail/decode.hpp>
#include <sesv2/detail/issue_list.hpp>
#include <sesv2/detail/member_names.hpp>
#include <sesv2/detail/scan_string.hpp>
#include <sesv2/detail/scan_value.hpp>
#include <sesv2/response.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sesv2::detail {

/// Whether a name as it is written, escaped or not, is `name`. Compares as many characters as `name` has, which the
/// compiler knows, so that it makes no call of it.
inline bool is_name(const JsonString& written, std::string_view name) {
  if (written.decoded_size != name.size()) return false;
  if (written.has_escapes()) return decode(written) == name;
  return std::char_traits<char>::compare(written.written.data(), name.data(), name.size()) == 0;
}

/// What has been read of an entry: the last value of each member.
struct Entry {
  Value status = {};
  Value message_id = {};
  Value error = {};
  Value other = {};  ///< Of a name that the library does not know.

  void start_over() noexcept { status.kind = message_id.kind = error.kind = ValueKind::Nothing; }

  [[nodiscard]] constexpr bool has_member() const noexcept {
    return status.kind != ValueKind::Nothing || message_id.kind != ValueKind::Nothing ||
           error.kind != ValueKind::Nothing;
  }

  /// Returns the value of this name.
  [[nodiscard]] Value& find(const JsonString& name) {
    if (is_name(name, status_name)) return status;
    if (is_name(name, message_id_name)) return message_id;
    if (is_name(name, error_name)) return error;
    return other;
  }

  /// Moves past a name and its colon if both are written as services write them, and returns its value; otherwise
  /// nullptr. Such a name is compared, not scanned: that is faster, since what follows it is at a known place.
  [[nodiscard]] Value* take(Cursor& cursor) noexcept {
    if (cursor.next() != '"') return nullptr;
    if (cursor.take(written_status)) return &status;
    if (cursor.take(written_message_id)) return &message_id;
    if (cursor.take(written_error)) return &error;
    return nullptr;
  }
};

/// Sets an empty `text` to the text of a value, if the value is a string.
inline void set_text(std::string& text, const Value& value) {
  if (value.kind == ValueKind::String) text = decode(value.string);
}

/// Sets the status that a value names, or its text if the library does not know it.
inline void set_status(BulkEmailEntryResult& result, const Value& value) {
  if (value.kind != ValueKind::String) return;
  if (!value.string.has_escapes()) result.status = status_from_wire_name(value.string.written);
  if (result.status != BulkEmailStatus::Unrecognized) return;
  auto text = decode(value.string);
  result.status = status_from_wire_name(text);
  if (result.status == BulkEmailStatus::Unrecognized) result.unrecognized_status = std::move(text);
}

constexpr bool is_wrong_type(const Value& value) noexcept {
  return value.kind != ValueKind::String && value.kind != ValueKind::Null && value.kind != ValueKind::Nothing;
}

/// The results of a list, and the issues of its entries.
class ResultList {
 public:
  /// Forgets all results and issues: of several lists the last one wins.
  void start_over() noexcept {
    results.clear();
    issues.clear();
  }

  void add(const Entry& entry) {
    auto& result = results.emplace_back();
    set_status(result, entry.status);
    set_text(result.message_id, entry.message_id);
    set_text(result.error, entry.error);
    if (is_wrong_type(entry.status) || is_wrong_type(entry.message_id) || is_wrong_type(entry.error)) {
      add_member_issues(entry);
    }
  }

  /// Holds the place of an entry that is not an object.
  void add_empty(ValueKind found) {
    results.emplace_back();
    if (issues.full()) return;
    issues.add(ParseIssue::Kind::WrongType, last_path(), describe(ValueKind::Object), describe(found));
  }

  std::vector<BulkEmailEntryResult> results = {};
  IssueList issues = {};

 private:
  [[nodiscard]] std::string last_path() const {
    return std::string(results_path).append("/").append(std::to_string(results.size() - 1));
  }

  /// Adds the issues in the order in which the values stand.
  void add_member_issues(const Entry& entry) {
    struct Member {
      std::string_view name;
      const Value* value;
    };
    std::array<Member, 3> members{
        {{status_name, &entry.status}, {message_id_name, &entry.message_id}, {error_name, &entry.error}}};
    const auto is_after = [](const Member& left, const Member& right) {
      return std::less<>()(right.value->string.written.data(), left.value->string.written.data());
    };
    for (const std::size_t i : {0U, 1U, 0U}) {  // sorts three; std::sort and std::swap would cost each compilation more
      const Member member = members[i];
      if (!is_after(member, members[i + 1])) continue;
      members[i] = members[i + 1];
      members[i + 1] = member;
    }
    for (const auto& [name, value] : members) {
      if (!is_wrong_type(*value) || issues.full()) continue;
      issues.add(ParseIssue::Kind::WrongType, last_path().append("/").append(name), describe(ValueKind::String),
                 describe(value->kind));
    }
  }
};

}  // namespace sesv2::detail

#endif  // SESV2_DETAIL_RESULT_LIST_HPP
