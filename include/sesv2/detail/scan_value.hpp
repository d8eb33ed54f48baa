// Scans a value of a JSON text (RFC 8259). Converts no number, keeps no value, and never recurses: of a container that
// is skipped it keeps one bit for each level of nesting.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_SCAN_VALUE_HPP
#define SESV2_DETAIL_SCAN_VALUE_HPP

#include <cstddef>
#include <cstdint>
#include <sesv2/detail/cursor.hpp>
#include <sesv2/detail/scan_string.hpp>
#include <string_view>
#include <vector>

namespace sesv2::detail {

/// What a value is; Nothing if it is missing.
enum class ValueKind : std::uint8_t { Nothing, Null, Boolean, Number, String, Array, Object };

/// A value that has been scanned to its end.
struct Value {
  ValueKind kind = ValueKind::Nothing;
  JsonString string = {};  ///< Of any other kind than String: an empty one, where the value begins.
};

/// Scans a byte order mark if there is one.
/// Source: https://www.rfc-editor.org/rfc/rfc8259#section-8.1 (a parser may ignore it)
[[nodiscard]] constexpr bool scan_byte_order_mark(Cursor& cursor) noexcept {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (!cursor.at(mark.front())) return true;
  for (const char c : mark) {
    if (!cursor.take(c)) return cursor.fault("the rest of a byte order mark");
  }
  return true;
}

/// Scans at least one digit.
[[nodiscard]] constexpr bool scan_digits(Cursor& cursor) noexcept {
  if (!cursor.at_digit()) return cursor.fault("a digit");
  while (cursor.at_digit()) ++cursor.offset;
  return true;
}

/// Source: https://www.rfc-editor.org/rfc/rfc8259#section-6
[[nodiscard]] constexpr bool scan_number(Cursor& cursor) noexcept {
  static_cast<void>(cursor.take('-'));
  if (!cursor.take('0') && !scan_digits(cursor)) return false;
  if (cursor.take('.') && !scan_digits(cursor)) return false;
  if (!cursor.take('e') && !cursor.take('E')) return true;
  static_cast<void>(cursor.take('+') || cursor.take('-'));
  return scan_digits(cursor);
}

[[nodiscard]] constexpr bool scan_literal(Cursor& cursor, std::string_view literal) noexcept {
  for (const char c : literal) {
    if (!cursor.take(c)) return cursor.fault(literal);
  }
  return true;
}

/// Scans a value that is neither a string nor a container, and returns its kind; Nothing at a fault. `expected` says
/// what could stand here.
[[nodiscard]] constexpr ValueKind scan_scalar(Cursor& cursor, std::string_view expected) noexcept {
  switch (cursor.next()) {
    case 'n':
      return scan_literal(cursor, "null") ? ValueKind::Null : ValueKind::Nothing;
    case 't':
      return scan_literal(cursor, "true") ? ValueKind::Boolean : ValueKind::Nothing;
    case 'f':
      return scan_literal(cursor, "false") ? ValueKind::Boolean : ValueKind::Nothing;
    default:
      const bool begins_number = cursor.at('-') || cursor.at_digit();
      return (begins_number ? scan_number(cursor) : cursor.fault(expected)) ? ValueKind::Number : ValueKind::Nothing;
  }
}

/// Scans the name of a member and the colon after it.
[[nodiscard]] inline bool scan_member_name(Cursor& cursor, JsonString& name, std::string_view expected) noexcept {
  if (cursor.next() != '"') return cursor.fault(expected);
  if (!scan_string(cursor, name)) return false;
  if (cursor.next() != ':') return cursor.fault("':'");
  ++cursor.offset;
  return true;
}

/// What could stand in a container, in the words of a message.
inline constexpr std::string_view first_name = "a member name or '}'";
inline constexpr std::string_view other_name = "a member name";
inline constexpr std::string_view rest_of_object = "',' or '}'";
inline constexpr std::string_view first_element = "a value or ']'";
inline constexpr std::string_view other_element = "a value";
inline constexpr std::string_view rest_of_array = "',' or ']'";

/// Scans the object that begins here. Calls `scan_member(cursor, expected)` for each member, to scan its name and
/// value.
template <typename ScanMember>
[[nodiscard]] bool scan_object(Cursor& cursor, ScanMember scan_member) {
  ++cursor.offset;
  if (cursor.take_next('}')) return true;
  std::string_view expected = first_name;
  do {
    if (!scan_member(cursor, expected)) return false;
    expected = other_name;
  } while (cursor.take_next(','));
  if (cursor.take('}')) return true;
  return cursor.fault(rest_of_object);
}

/// Scans the array that begins here. Calls `scan_element(cursor, expected)` for each element, to scan it.
template <typename ScanElement>
[[nodiscard]] bool scan_array(Cursor& cursor, ScanElement scan_element) {
  ++cursor.offset;
  if (cursor.take_next(']')) return true;
  std::string_view expected = first_element;
  do {
    if (!scan_element(cursor, expected)) return false;
    expected = other_element;
  } while (cursor.take_next(','));
  if (cursor.take(']')) return true;
  return cursor.fault(rest_of_array);
}

/// Scans the container that begins here, whatever it holds.
[[nodiscard]] inline bool skip_container(Cursor& cursor) {
  std::vector<bool> open;  // the containers that are open: true is an object, false an array
  bool first = false;      // whether a container was opened just now
  JsonString string;
  do {
    const bool in_object = !open.empty() && open.back();
    const bool follows = !open.empty() && !first;
    if (follows && !cursor.take_next(',')) return cursor.fault(in_object ? rest_of_object : rest_of_array);
    if (in_object && !scan_member_name(cursor, string, first ? first_name : other_name)) return false;
    const char c = cursor.next();
    const std::string_view expected = first && !in_object ? first_element : other_element;
    first = c == '{' || c == '[';
    if (first) {
      open.push_back(c == '{');
      ++cursor.offset;
    } else if (c == '"' ? !scan_string(cursor, string) : scan_scalar(cursor, expected) == ValueKind::Nothing) {
      return false;
    }
    while (!open.empty() && cursor.take_next(open.back() ? '}' : ']')) {
      open.pop_back();
      first = false;
    }
  } while (!open.empty());
  return true;
}

/// Scans a value that is not a string. Few are: out of line, it does not get in the way of those that are.
[[nodiscard, gnu::noinline]] inline bool scan_other_value(Cursor& cursor, Value& value, std::string_view expected) {
  const char c = cursor.next();
  const std::string_view start = cursor.text.substr(cursor.offset, 0);
  ValueKind kind = c == '{' ? ValueKind::Object : ValueKind::Array;
  if (c == '{' || c == '[') {
    if (!skip_container(cursor)) return false;
  } else {
    kind = scan_scalar(cursor, expected);
    if (kind == ValueKind::Nothing) return false;
  }
  value = {kind, {start, 0}};
  return true;
}

/// Scans any value. Sets `value` once it has been scanned to its end, and not at a fault. `expected` says what could
/// stand here.
[[nodiscard]] inline bool scan_value(Cursor& cursor, Value& value, std::string_view expected = other_element) {
  if (cursor.next() != '"') return scan_other_value(cursor, value, expected);
  if (!scan_string(cursor, value.string)) return false;
  value.kind = ValueKind::String;
  return true;
}

}  // namespace sesv2::detail

#endif  // SESV2_DETAIL_SCAN_VALUE_HPP
