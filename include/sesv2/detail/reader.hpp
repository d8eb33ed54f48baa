// Reads a response into results and issues, level by level: root, list, entry, member.
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_READER_HPP
#define SESV2_DETAIL_READER_HPP

#include <sesv2/detail/add_result.hpp>
#include <sesv2/detail/cursor.hpp>
#include <sesv2/detail/print_text.hpp>
#include <sesv2/detail/scan_string.hpp>
#include <sesv2/detail/scan_value.hpp>
#include <sesv2/salvaged_response.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

SESV2_BULK_EMAIL_NAMESPACE_BEGIN
namespace detail {

/// The members read from the root, except the list's elements.
struct Root {
  ValueKind kind = ValueKind::Nothing;  ///< Nothing unless the root was read to its end.
  ValueKind list = ValueKind::Nothing;  ///< The kind of the last BulkEmailEntryResults.
  bool list_closed = false;             ///< Whether that list is an array that was read to its end.
  Value lower_message = {};             ///< Of `message`.
  Value upper_message = {};             ///< Of `Message`.
};

/// Reads a response from its first byte to its last, or to a syntax error.
class ResponseReader {
 public:
  ResponseReader(std::string_view body, std::optional<std::size_t> expected_entries)
      : cursor_{body}, expected_entries_(expected_entries) {}

  [[nodiscard]] SalvagedResponse read() {
    const bool well_formed = read_body();
    check_list();
    if (!well_formed) add_syntax_error();
    return std::move(response_);
  }

 private:
  [[nodiscard]] bool read_body() {
    if (!scan_byte_order_mark(cursor_) || !read_root()) return false;
    if (cursor_.skip_to_token() == '\0' && cursor_.at_end()) return true;
    return cursor_.fail("the end of the body");
  }

  [[nodiscard]] bool read_root() {
    if (cursor_.skip_to_token() != '{') return read_wrong_root();
    Items members(cursor_);
    while (members.next() && read_root_member(members.expected())) {
    }
    if (members.closed()) root_.kind = ValueKind::Object;
    return members.closed();
  }

  [[nodiscard]] bool read_wrong_root() {
    Value root;
    if (!scan_value(cursor_, root)) return false;
    root_.kind = root.kind;
    return true;
  }

  [[nodiscard]] bool read_root_member(std::string_view expected) {
    JsonString name;
    if (!scan_member_name(cursor_, name, expected)) return false;
    if (equals(name, results_name)) return cursor_.skip_to_token() == '[' ? read_list() : read_wrong_list();
    Value value;
    if (!scan_value(cursor_, value)) return false;
    if (equals(name, "message")) root_.lower_message = value;
    if (equals(name, "Message")) root_.upper_message = value;
    return true;
  }

  [[nodiscard]] bool read_list() {
    start_list(ValueKind::Array);
    Items elements(cursor_);
    while (elements.next() && read_element(elements.expected())) {
    }
    root_.list_closed = elements.closed();
    return root_.list_closed;
  }

  [[nodiscard]] bool read_wrong_list() {
    Value value;
    if (!scan_value(cursor_, value)) return false;
    start_list(value.kind);
    return true;
  }

  /// Discards what an earlier list left, because the last one wins.
  void start_list(ValueKind kind) noexcept {
    root_.list = kind;
    root_.list_closed = false;
    response_.results.clear();
    response_.issues.clear();
  }

  [[nodiscard]] bool read_element(std::string_view expected) {
    if (response_.results.empty()) make_room();
    if (cursor_.skip_to_token() == '{') return read_entry();
    Value value;
    if (!scan_value(cursor_, value, expected)) return false;
    response_.results.emplace_back();  // keeps the positions of the others
    add_wrong_type(response_, "", noun(ValueKind::Object), value.kind);
    return true;
  }

  /// Reserves space for all results up front: for the expected number, or else for 50 (the most that a call returns),
  /// or for more if the list is long.
  void make_room() {
    constexpr std::size_t usual_entry = std::string_view(R"({"Status":"SUCCESS","MessageId":"ses-550093745"},)").size();
    constexpr std::size_t shortest_entry = std::string_view("1,").size();
    constexpr std::size_t most_entries = 1024;  // A longer list grows as it is read.
    const std::size_t rest = cursor_.text.size() - cursor_.offset;
    const std::size_t entries = expected_entries_.value_or((std::max)(rest / usual_entry, std::size_t{50}));
    response_.results.reserve((std::min)({entries, rest / shortest_entry, most_entries}));
  }

  [[nodiscard]] bool read_entry() {
    entry_.clear();
    Items members(cursor_);
    while (members.next() && read_member(members.expected())) {
    }
    if (members.closed() || entry_.has_member()) add_result(response_, entry_);
    return members.closed();
  }

  [[nodiscard]] bool read_member(std::string_view expected) {
    // Comparing a name with the service's spelling is faster than scanning it.
    if (cursor_.skip_to_token() == '"') {
      if (cursor_.skip(R"("Status":)")) return scan_value(cursor_, entry_.status);
      if (cursor_.skip(R"("MessageId":)")) return scan_value(cursor_, entry_.message_id);
      if (cursor_.skip(R"("Error":)")) return scan_value(cursor_, entry_.error);
    }
    JsonString name;
    Value ignored;
    if (!scan_member_name(cursor_, name, expected)) return false;
    if (equals(name, status_name)) return scan_value(cursor_, entry_.status);
    if (equals(name, message_id_name)) return scan_value(cursor_, entry_.message_id);
    if (equals(name, error_name)) return scan_value(cursor_, entry_.error);
    return scan_value(cursor_, ignored);
  }

  /// Returns whether reading ended before any list, so that the syntax error is the only issue.
  [[nodiscard]] bool ended_early() const {
    return root_.kind == ValueKind::Nothing && root_.list == ValueKind::Nothing;
  }

  /// Adds the issue for the list as a whole, if there is one. The list may be followed by a syntax error.
  void check_list() {
    if (root_.list == ValueKind::Array) return check_count();
    if (ended_early()) return;
    if (root_.kind != ValueKind::Nothing && root_.kind != ValueKind::Object) {
      return add_issue(response_, ParseIssue::Kind::NoResults, "", noun(ValueKind::Object), noun(root_.kind));
    }
    add_issue(response_, ParseIssue::Kind::NoResults, std::string(results_path), noun(ValueKind::Array),
              std::string(noun(root_.list)) + service_message());
  }

  /// A list that was not read to its end can have too many entries, but not too few.
  void check_count() {
    if (!expected_entries_.has_value()) return;
    const std::size_t size = response_.results.size();
    if (root_.list_closed ? size == *expected_entries_ : size <= *expected_entries_) return;
    add_issue(response_, ParseIssue::Kind::WrongCount, std::string(results_path),
              std::to_string(*expected_entries_) + (*expected_entries_ == 1 ? " entry" : " entries"),
              (root_.list_closed ? "" : "at least ") + std::to_string(size));
  }

  void add_syntax_error() {
    constexpr std::size_t excerpt_size = 32;
    const std::string_view rest = cursor_.text.substr(cursor_.offset);
    const auto kind = rest.empty() ? ParseIssue::Kind::Truncated : ParseIssue::Kind::Malformed;
    std::string found = rest.empty() ? "the end of the body" : quote(rest, excerpt_size);
    if (cursor_.text.empty()) found = "an empty body";
    if (ended_early()) found += service_message();
    add_issue(response_, kind, {}, cursor_.expected, found, cursor_.offset);
  }

  /// Returns a phrase that quotes the service's message; "" if there is none.
  [[nodiscard]] std::string service_message() const {
    constexpr std::size_t longest_message = 1024;
    for (const Value* message : {&root_.lower_message, &root_.upper_message}) {
      if (message->kind != ValueKind::String || message->string.decoded_size == 0) continue;
      return "; the service says " + quote(decode_first(message->string, longest_message + 1), longest_message);
    }
    return {};
  }

  Cursor cursor_;
  std::optional<std::size_t> expected_entries_;
  Root root_ = {};
  Entry entry_ = {};
  SalvagedResponse response_ = {};
};

}  // namespace detail
SESV2_BULK_EMAIL_NAMESPACE_END

#endif  // SESV2_DETAIL_READER_HPP
