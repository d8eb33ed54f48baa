// Reads a response: turns the values that the scanner finds into results and issues.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_READER_HPP
#define SESV2_DETAIL_READER_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/detail/cursor.hpp>
#include <sesv2/detail/decode.hpp>
#include <sesv2/detail/member_names.hpp>
#include <sesv2/detail/print_text.hpp>
#include <sesv2/detail/result_list.hpp>
#include <sesv2/detail/scan_string.hpp>
#include <sesv2/detail/scan_value.hpp>
#include <sesv2/response.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sesv2::detail {

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
    if (!scan_object(cursor_, [this](Cursor& at, std::string_view expected) { return read_root_member(at, expected); }))
      return false;
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

  [[nodiscard]] bool read_root_member(Cursor& cursor, std::string_view expected) {
    JsonString name;
    if (!scan_member_name(cursor, name, expected)) return false;
    if (is_name(name, results_name)) return cursor.next() == '[' ? read_list() : read_other_list();
    Value value;
    if (!scan_value(cursor, value)) return false;
    if (is_name(name, "message")) lower_message_ = value;
    if (is_name(name, "Message")) upper_message_ = value;
    return true;
  }

  [[nodiscard]] bool read_list() {
    list_.start_over();
    list_kind_ = ValueKind::Array;
    list_state_ = ListState::Open;
    if (!scan_array(cursor_, [this](Cursor& at, std::string_view expected) { return read_element(at, expected); }))
      return false;
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
    constexpr std::size_t usual_entry = std::string_view(R"({"Status":"SUCCESS","MessageId":"ses-550093745"},)").size();
    constexpr std::size_t shortest_entry = std::string_view("{},").size();
    constexpr std::size_t most = 1024;  // A longer list grows as it is read.
    const std::size_t rest = cursor_.text.size() - cursor_.offset;
    const std::size_t entries = expected_entries_.value_or(rest / usual_entry);
    list_.results.reserve((std::min)((std::min)(entries, rest / shortest_entry), most));
  }

  [[nodiscard]] bool read_element(Cursor& cursor, std::string_view expected) {
    if (list_.results.empty()) make_room();
    if (cursor.next() == '{') return read_entry(cursor);
    Value value;
    if (!scan_value(cursor, value, expected)) return false;
    list_.add_empty(value.kind);
    return true;
  }

  [[nodiscard]] bool read_entry(Cursor& cursor) {
    entry_.start_over();
    const bool closed =
        scan_object(cursor, [this](Cursor& at, std::string_view expected) { return read_member(at, expected); });
    if (closed || entry_.has_member()) list_.add(entry_);
    return closed;
  }

  [[nodiscard]] bool read_member(Cursor& cursor, std::string_view expected) {
    Value* value = entry_.take(cursor);
    if (value == nullptr) {
      JsonString name;
      if (!scan_member_name(cursor, name, expected)) return false;
      value = &entry_.find(name);
    }
    return scan_value(cursor, *value);
  }

  void check_list() {
    if (list_state_ != ListState::Ended) return;
    const std::size_t size = list_.results.size();
    if (list_kind_ != ValueKind::Array) {
      list_.issues.add(ParseIssue::Kind::NoResults, std::string(results_path), describe(ValueKind::Array),
                       std::string(describe(list_kind_)) + service_message());
    } else if (expected_entries_.has_value() && *expected_entries_ != size) {
      list_.issues.add(ParseIssue::Kind::WrongCount, std::string(results_path),
                       std::to_string(*expected_entries_) + (*expected_entries_ == 1 ? " entry" : " entries"),
                       std::to_string(size));
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
