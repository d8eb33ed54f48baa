// Scans JSON values (RFC 8259): scalars whole, containers item by item. Converts no numbers, stores no values, and
// never recurses; skipping a container takes one bit per nesting level.
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_SCAN_VALUE_HPP
#define SESV2_DETAIL_SCAN_VALUE_HPP

#include <sesv2/detail/cursor.hpp>
#include <sesv2/detail/scan_string.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

SESV2_BULK_EMAIL_NAMESPACE_BEGIN
namespace detail {

/// The kind of a value; Nothing if it is missing.
enum class ValueKind : std::uint8_t { Nothing, Null, Boolean, Number, String, Array, Object };

/// A value that has been scanned to its end.
struct Value {
  ValueKind kind = ValueKind::Nothing;
  std::size_t offset = 0;  ///< Where it begins in the text; not set if it is a string.
  JsonString string = {};  ///< Set only if the value is a string.
};

/// A container's syntax, as worded in error messages.
struct ContainerSyntax {
  char closing_bracket;
  std::string_view first_item;
  std::string_view item;
  std::string_view after_item;
};
inline constexpr ContainerSyntax object_syntax{'}', "a member name or '}'", "a member name", "',' or '}'"};
inline constexpr ContainerSyntax array_syntax{']', "a value or ']'", "a value", "',' or ']'"};
inline constexpr std::string_view member_value = "a value";

/// Moves to the next item of a container, past the comma before it. Returns false past its closing bracket, and at a
/// syntax error.
[[nodiscard]] constexpr bool next_item(Cursor& cursor, const ContainerSyntax& syntax, bool is_first) noexcept {
  if (cursor.skip_to_token() == syntax.closing_bracket) {
    ++cursor.offset;
    return false;
  }
  return is_first || cursor.skip(',') ? true : cursor.fail(syntax.after_item);
}

/// The members of an object or the elements of an array, one after another.
///
///     Items elements(cursor);  // moves past the opening bracket
///     while (elements.next() && scan_value(cursor, value, elements.expected())) {}
///     return elements.closed();
class Items {
 public:
  explicit Items(Cursor& cursor) noexcept
      : cursor_(cursor), syntax_(cursor.peek() == '{' ? object_syntax : array_syntax) {
    ++cursor_.offset;
  }

  /// Moves to the next item. Returns false after the last one, and at a syntax error.
  [[nodiscard]] bool next() noexcept {
    is_first_ = !std::exchange(has_begun_, true);
    return next_item(cursor_, syntax_, is_first_);
  }

  /// Returns what can begin at the position that next() moved to.
  [[nodiscard]] std::string_view expected() const noexcept { return is_first_ ? syntax_.first_item : syntax_.item; }

  /// After the last item: returns whether the closing bracket was reached, rather than a syntax error.
  [[nodiscard]] bool closed() const noexcept { return !cursor_.failed(); }

 private:
  Cursor& cursor_;
  const ContainerSyntax& syntax_;
  bool has_begun_ = false;
  bool is_first_ = false;  // of the position that next() moved to
};

/// Scans these bytes, one after another.
[[nodiscard]] constexpr bool scan_bytes(Cursor& cursor, std::string_view bytes, std::string_view expected) noexcept {
  for (const char byte : bytes) {
    if (!cursor.skip(byte)) return cursor.fail(expected);
  }
  return true;
}

/// Scans a byte order mark if there is one.
/// Source: https://www.rfc-editor.org/rfc/rfc8259#section-8.1 (a parser may ignore it)
[[nodiscard]] constexpr bool scan_byte_order_mark(Cursor& cursor) noexcept {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  return cursor.peek() != mark.front() || scan_bytes(cursor, mark, "the rest of a byte order mark");
}

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Scans at least one digit.
[[nodiscard]] constexpr bool scan_digits(Cursor& cursor) noexcept {
  if (!is_digit(cursor.peek())) return cursor.fail("a digit");
  while (is_digit(cursor.peek())) ++cursor.offset;
  return true;
}

/// Source: https://www.rfc-editor.org/rfc/rfc8259#section-6
[[nodiscard]] constexpr bool scan_number(Cursor& cursor) noexcept {
  static_cast<void>(cursor.skip('-'));
  if (!cursor.skip('0') && !scan_digits(cursor)) return false;
  if (cursor.skip('.') && !scan_digits(cursor)) return false;
  if (!cursor.skip('e') && !cursor.skip('E')) return true;
  static_cast<void>(cursor.skip('+') || cursor.skip('-'));
  return scan_digits(cursor);
}

/// Scans a value that is neither a string nor a container, and returns its kind; Nothing at a syntax error. `expected`
/// describes what can begin here.
[[nodiscard]] constexpr ValueKind scan_scalar(Cursor& cursor, std::string_view expected) noexcept {
  const char c = cursor.peek();
  if (c == 'n') return scan_bytes(cursor, "null", "null") ? ValueKind::Null : ValueKind::Nothing;
  if (c == 't') return scan_bytes(cursor, "true", "true") ? ValueKind::Boolean : ValueKind::Nothing;
  if (c == 'f') return scan_bytes(cursor, "false", "false") ? ValueKind::Boolean : ValueKind::Nothing;
  const bool scanned = c == '-' || is_digit(c) ? scan_number(cursor) : cursor.fail(expected);
  return scanned ? ValueKind::Number : ValueKind::Nothing;
}

/// Scans the name of a member and the colon after it.
[[nodiscard]] inline bool scan_member_name(Cursor& cursor, JsonString& name, std::string_view expected) noexcept {
  if (cursor.skip_to_token() != '"') return cursor.fail(expected);
  if (!scan_string(cursor, name)) return false;
  if (cursor.skip_to_token() != ':') return cursor.fail("':'");
  ++cursor.offset;
  return true;
}

/// Skips the container that begins here, and everything in it, and returns its kind; Nothing at a syntax error.
[[nodiscard]] inline ValueKind skip_container(Cursor& cursor) {
  const ValueKind kind = cursor.peek() == '{' ? ValueKind::Object : ValueKind::Array;
  std::vector<bool> in_object{kind == ValueKind::Object};  // one bit per open container; false is an array
  bool is_first = true;                                    // whether the innermost one has had no item yet
  ++cursor.offset;
  while (!in_object.empty()) {
    const ContainerSyntax& syntax = in_object.back() ? object_syntax : array_syntax;
    if (!next_item(cursor, syntax, is_first)) {
      if (cursor.failed()) return ValueKind::Nothing;
      in_object.pop_back();
      is_first = false;
      continue;
    }
    std::string_view expected = is_first ? syntax.first_item : syntax.item;
    is_first = false;
    JsonString ignored;
    if (in_object.back()) {
      if (!scan_member_name(cursor, ignored, expected)) return ValueKind::Nothing;
      expected = member_value;
    }
    const char c = cursor.skip_to_token();
    if (c == '{' || c == '[') {
      is_first = true;
      in_object.push_back(c == '{');
      ++cursor.offset;
    } else if (c == '"') {
      if (!scan_string(cursor, ignored)) return ValueKind::Nothing;
    } else if (scan_scalar(cursor, expected) == ValueKind::Nothing) {
      return ValueKind::Nothing;
    }
  }
  return kind;
}

/// Scans a value that is not a string. Not inlined, because most values are strings.
[[nodiscard]] SESV2_BULK_EMAIL_NOINLINE inline bool scan_nonstring(Cursor& cursor, Value& value,
                                                                   std::string_view expected) {
  const char c = cursor.skip_to_token();
  const std::size_t offset = cursor.offset;
  const ValueKind kind = c == '{' || c == '[' ? skip_container(cursor) : scan_scalar(cursor, expected);
  if (kind == ValueKind::Nothing) return false;
  value = {kind, offset, {}};
  return true;
}

/// Scans any value. Sets `value` only if it has been scanned to its end. `expected` is as in scan_scalar().
[[nodiscard]] inline bool scan_value(Cursor& cursor, Value& value, std::string_view expected = member_value) {
  if (cursor.skip_to_token() != '"') return scan_nonstring(cursor, value, expected);
  if (!scan_string(cursor, value.string)) return false;
  value.kind = ValueKind::String;
  return true;
}

}  // namespace detail
SESV2_BULK_EMAIL_NAMESPACE_END

#endif  // SESV2_DETAIL_SCAN_VALUE_HPP
