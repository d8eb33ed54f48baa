// Reads a response: turns the values that the scanner finds into results and issues.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_READER_HPP
#define SESV2_DETAIL_READER_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/detail/cursor.hpp>
#include <sesv2/detail/decode.hpp>
#include <sesv2/detail/issue_list.hpp>
#include <sesv2/detail/member_names.hpp>
#include <sesv2/detail/print_text.hpp>
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

  void start_over() noexcept { status.kind = message_id.kind = error.kind = ValueKind::Nothing; }

  [[nodiscard]] constexpr bool has_member() const noexcept {
    return status.kind != ValueKind::Nothing || message_id.kind != ValueKind::Nothing ||
           error.kind != ValueKind::Nothing;
  }

  /// The value of this name, nullptr if the library does not know the name.
  [[nodiscard]] Value* find(const JsonString& name) {
    if (is_name(name, status_name)) return &status;
    if (is_name(name, message_id_name)) return &message_id;
    if (is_name(name, error_name)) return &error;
    return nullptr;
  }
};

inline std::string text_of(const Value& value) {
  return value.kind == ValueKind::String ? decode(value.string) : std::string();
}

/// Returns the status that a value names, and its text if the library does not know it.
inline std::pair<BulkEmailStatus, std::string> status_of(const Value& value) {
  if (value.kind != ValueKind::String) return {BulkEmailStatus::Unrecognized, std::string()};
  if (!value.string.has_escapes()) {
    const auto status = status_from_wire_name(value.string.written);
    if (status != BulkEmailStatus::Unrecognized) return {status, std::string()};
  }
  auto text = decode(value.string);
  const auto status = status_from_wire_name(text);
  if (status != BulkEmailStatus::Unrecognized) text.clear();
  return {status, std::move(text)};
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
    auto [status, unrecognized] = status_of(entry.status);
    results.push_back({status, text_of(entry.message_id), text_of(entry.error), std::move(unrecognized)});
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
    using Member = std::pair<std::string_view, const Value*>;
    std::array members{Member{status_name, &entry.status}, Member{message_id_name, &entry.message_id},
                       Member{error_name, &entry.error}};
    std::sort(members.begin(), members.end(), [](const Member& left, const Member& right) {
      return std::less<>()(left.second->string.written.data(), right.second->string.written.data());
    });
    for (const auto& [name, value] : members) {
      if (!is_wrong_type(*value) || issues.full()) continue;
      issues.add(ParseIssue::Kind::WrongType, last_path().append("/").append(name), describe(ValueKind::String),
                 describe(value->kind));
    }
  }
};

/// Reads a response from its first byte to its last, or to the fault.
class ResponseReader {
 public:
  ResponseReader(std::string_view body, std::optional<std::size_t> expected_entries)
      : cursor_{body}, expected_entries_(expected_entries) {}

  [[nodiscard]] SalvagedResponse read() {
    const bool well_formed = read_text();
    check_list();
    if (!well_formed) add_fault();
    return {std::move(list_.results), list_.issues.take()};
  }

 private:
  /// What is known of the list once the reading has ended.
  enum class ListState : std::uint8_t { Unknown, Open, Ended };

  [[nodiscard]] bool read_text() {
    if (!scan_byte_order_mark(cursor_)) return false;
    if (!(cursor_.next() == '{' ? read_root() : read_other_root())) return false;
    cursor_.next();
    if (cursor_.at_end()) return true;
    return cursor_.fault("the end of the body");
  }

  [[nodiscard]] bool read_root() {
    if (!scan_object(cursor_, [this](const JsonString& name) { return read_root_member(name); })) return false;
    list_state_ = ListState::Ended;
    return true;
  }

  [[nodiscard]] bool read_other_root() {
    const bool is_array = cursor_.at('[');  // An array is one from its first byte on, even if the rest is at fault.
    if (is_array) add_root_issue(ValueKind::Array);
    Value root;
    if (!scan_value(cursor_, root)) return false;
    if (!is_array) add_root_issue(root.kind);
    return true;
  }

  [[nodiscard]] bool read_root_member(const JsonString& name) {
    if (is_name(name, results_name)) return cursor_.next() == '[' ? read_list() : read_other_list();
    Value value;
    if (!scan_value(cursor_, value)) return false;
    if (is_name(name, "message")) lower_message_ = value;
    if (is_name(name, "Message")) upper_message_ = value;
    return true;
  }

  [[nodiscard]] bool read_list() {
    list_.start_over();
    list_kind_ = ValueKind::Array;
    list_state_ = ListState::Open;
    if (!scan_array(cursor_, [this](std::string_view expected) { return read_element(expected); })) return false;
    list_state_ = ListState::Ended;
    return true;
  }

  [[nodiscard]] bool read_other_list() {
    Value value;
    if (!scan_value(cursor_, value)) return false;
    list_.start_over();
    list_kind_ = value.kind;
    list_state_ = ListState::Ended;
    return true;
  }

  /// Asks for the memory of the results before the first, at once for the 50 that a call returns.
  void make_room() {
    // Hardly any entry is shorter; a list that is longer than usual grows as it is read, so that memory is bounded by
    // the results.
    constexpr std::size_t short_entry = std::string_view(R"({"Status":"SUCCESS","MessageId":"ses-550093745"},)").size();
    constexpr std::size_t long_list = 1024;
    const std::size_t most = (cursor_.text.size() - cursor_.offset) / short_entry;
    list_.results.reserve((std::min)(most, expected_entries_.value_or(long_list)));
  }

  [[nodiscard]] bool read_element(std::string_view expected) {
    if (list_.results.empty()) make_room();
    if (cursor_.next() == '{') return read_entry();
    Value value;
    if (!scan_value(cursor_, value, expected)) return false;
    list_.add_empty(value.kind);
    return true;
  }

  [[nodiscard]] bool read_entry() {
    entry_.start_over();
    const bool closed = scan_object(cursor_, [this](const JsonString& name) {
      Value other;
      Value* const member = entry_.find(name);
      return scan_value(cursor_, member == nullptr ? other : *member);
    });
    if (closed || entry_.has_member()) list_.add(entry_);
    return closed;
  }

  void check_list() {
    if (list_state_ != ListState::Ended) return;
    const std::size_t size = list_.results.size();
    if (list_kind_ != ValueKind::Array) {
      list_.issues.add(ParseIssue::Kind::NoResults, std::string(results_path), describe(ValueKind::Array),
                       std::string(describe(list_kind_)) + service_message());
    } else if (expected_entries_.has_value() && *expected_entries_ != size) {
      list_.issues.add(ParseIssue::Kind::WrongCount, std::string(results_path),
                       std::to_string(*expected_entries_) + " entries", std::to_string(size));
    }
  }

  void add_root_issue(ValueKind found) {
    list_.issues.add(ParseIssue::Kind::NoResults, "", describe(ValueKind::Object), describe(found));
  }

  void add_fault() {
    constexpr std::size_t excerpt_size = 32;
    const std::string_view rest = cursor_.text.substr(cursor_.offset);
    const bool truncated = rest.empty();
    std::string found = truncated ? "the end of the body" : quote(rest, excerpt_size);
    if (cursor_.text.empty()) found = "an empty body";
    if (list_state_ == ListState::Unknown) found += service_message();
    list_.issues.add_fault(truncated ? ParseIssue::Kind::Truncated : ParseIssue::Kind::Malformed, cursor_.offset,
                           cursor_.expected, found);
  }

  [[nodiscard]] std::string service_message() const {
    constexpr std::size_t longest_message = 1024;
    const Value& message = lower_message_.kind == ValueKind::String ? lower_message_ : upper_message_;
    if (message.kind != ValueKind::String) return {};
    return "; the service says " + quote(decode_first(message.string, longest_message + 1), longest_message);
  }

  Cursor cursor_;
  std::optional<std::size_t> expected_entries_;
  Entry entry_ = {};
  ResultList list_ = {};
  ListState list_state_ = ListState::Unknown;
  ValueKind list_kind_ = ValueKind::Nothing;
  Value lower_message_ = {};  // of the root's `message`
  Value upper_message_ = {};  // of the root's `Message`
};

}  // namespace sesv2::detail

namespace sesv2 {

inline SalvagedResponse salvage_send_bulk_email_response(std::string_view body,
                                                         std::optional<std::size_t> expected_entries) {
  return detail::ResponseReader(body, expected_entries).read();
}

inline std::vector<BulkEmailEntryResult> parse_send_bulk_email_response(std::string_view body,
                                                                        std::optional<std::size_t> expected_entries) {
  auto response = salvage_send_bulk_email_response(body, expected_entries);
  if (!response.complete()) throw ParseError(std::move(response));
  return std::move(response.results);
}

}  // namespace sesv2

#endif  // SESV2_DETAIL_READER_HPP
