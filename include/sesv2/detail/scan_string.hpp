// Scans a string of a JSON text: finds its end, and checks its escapes and its UTF-8. Decodes it only when asked.
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_SCAN_STRING_HPP
#define SESV2_DETAIL_SCAN_STRING_HPP

#include <sesv2/detail/characters.hpp>
#include <sesv2/detail/cursor.hpp>
#include <sesv2/detail/plain_text.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

SESV2_BULK_EMAIL_NAMESPACE_BEGIN
namespace detail {

/// A well-formed string, exactly as it appears between its quotes.
struct JsonString {
  std::string_view written = {};
  std::size_t decoded_size = 0;  ///< In bytes of UTF-8; less than the size of `written` if there is an escape.

  [[nodiscard]] constexpr bool has_escapes() const noexcept { return decoded_size != written.size(); }
};

/// What the code unit of an escape must be: either anything but a low surrogate (DC00 to DFFF), or a low surrogate.
enum class CodeUnit : unsigned char { First, LowSurrogate };

/// Scans the four digits of an escape. Checks them one by one, because the cursor must stop at the first byte that
/// cannot continue a valid JSON text.
[[nodiscard]] inline bool scan_code_unit(Cursor& cursor, char32_t& unit, CodeUnit wanted) noexcept {
  constexpr std::string_view low_half = "the low half of a surrogate pair";
  const bool wants_low = wanted == CodeUnit::LowSurrogate;
  unit = 0;
  for (std::size_t place = 0; place < 4; ++place) {
    const char32_t digit = hex_value(cursor.peek());
    if (digit > 0xF) return cursor.fail("a hexadecimal digit");
    if (place == 0 && wants_low && digit != 0xD) return cursor.fail(low_half);
    if (place == 1) {
      const bool is_low = unit == 0xD && digit >= 0xC;
      if (wants_low && !is_low) return cursor.fail(low_half);
      if (is_low && !wants_low) return cursor.fail("the high half of a surrogate pair first");
    }
    unit = (unit << 4U) | digit;
    ++cursor.offset;
  }
  return true;
}

/// Scans an escape, starting at its backslash. Adds to `saved` the number of bytes by which decoding shortens the
/// escape.
[[nodiscard]] inline bool scan_escape(Cursor& cursor, std::size_t& saved) noexcept {
  const std::size_t start = cursor.offset;
  std::size_t decoded_size = 1;
  ++cursor.offset;
  if (escape_letters.find(cursor.peek()) != std::string_view::npos) {
    ++cursor.offset;
  } else {
    if (!cursor.skip('u')) return cursor.fail("an escape");
    char32_t unit = 0;
    if (!scan_code_unit(cursor, unit, CodeUnit::First)) return false;
    if (unit >= 0x80) decoded_size = unit < 0x800 ? 2 : 3;
    if (is_high_surrogate(unit)) {
      if (!cursor.skip('\\') || !cursor.skip('u')) return cursor.fail("the low half of a surrogate pair");
      if (!scan_code_unit(cursor, unit, CodeUnit::LowSurrogate)) return false;
      decoded_size = 4;
    }
  }
  saved += cursor.offset - start - decoded_size;
  return true;
}

/// Scans a code point that is not ASCII; reports a control character or the end of the text.
[[nodiscard]] inline bool scan_code_point(Cursor& cursor) noexcept {
  if (cursor.at_end()) return cursor.fail("the end of the string");
  const CodePoint code_point = first_code_point(cursor.text.substr(cursor.offset));
  if (code_point.size == 1) return cursor.fail("an escape in place of a control character");
  cursor.offset += code_point.well_formed;
  if (code_point.complete()) return true;
  return cursor.fail("well-formed UTF-8");
}

/// Scans the rest of a string from the first byte that is not plain, up to the closing quote. Not inlined, because most
/// strings have no such byte.
[[nodiscard]] SESV2_BULK_EMAIL_NOINLINE inline bool scan_special_text(Cursor& cursor, std::size_t& saved) noexcept {
  while (cursor.peek() != '"') {
    const bool scanned = cursor.peek() == '\\' ? scan_escape(cursor, saved) : scan_code_point(cursor);
    if (!scanned) return false;
    cursor.offset = end_of_plain(cursor.text, cursor.offset);
  }
  return true;
}

/// Scans a string from its opening to its closing quote. Sets `string` only if it has been scanned to its end.
[[nodiscard]] inline bool scan_string(Cursor& cursor, JsonString& string) noexcept {
  const std::size_t start = ++cursor.offset;
  std::size_t saved = 0;
  cursor.offset = end_of_plain(cursor.text, start);
  if (cursor.peek() != '"' && !scan_special_text(cursor, saved)) return false;
  const std::size_t size = cursor.offset - start;
  string = {std::string_view(&cursor.text[start], size), size - saved};
  ++cursor.offset;
  return true;
}

/// Returns the UTF-16 code unit whose four digits begin at `start`.
constexpr char32_t code_unit_at(std::string_view written, std::size_t start) noexcept {
  char32_t unit = 0;
  for (std::size_t i = 0; i < 4; ++i) unit = (unit << 4U) | hex_value(written[start + i]);
  return unit;
}

/// Appends the character that the escape at `start` stands for, and returns the index after the escape.
inline std::size_t append_decoded_escape(std::string& out, std::string_view written, std::size_t start) {
  const char letter = written[start + 1];
  if (letter != 'u') {
    out += escaped_characters[escape_letters.find(letter)];
    return start + 2;
  }
  const char32_t unit = code_unit_at(written, start + 2);
  if (!is_high_surrogate(unit)) {
    append_utf8(out, unit);
    return start + 6;
  }
  append_utf8(out, combine_surrogates(unit, code_unit_at(written, start + 8)));
  return start + 12;
}

/// Returns at least the first `size` bytes of the text of a string; all of it if it is shorter.
inline std::string decode_first(const JsonString& string, std::size_t size) {
  const std::string_view written = string.written;
  std::string text;
  text.reserve((std::min)(size, string.decoded_size));
  std::size_t at = 0;
  while (at < written.size() && text.size() < size) {
    if (written[at] == '\\') {
      at = append_decoded_escape(text, written, at);
    } else {
      const std::size_t next_escape = (std::min)(written.find('\\', at), written.size());
      const std::size_t count = (std::min)(next_escape - at, size - text.size());
      text.append(written, at, count);
      at += count;
    }
  }
  return text;
}

/// Returns the text of a string.
inline std::string decode(const JsonString& string) {
  return string.has_escapes() ? decode_first(string, string.decoded_size) : std::string(string.written);
}

/// Returns whether the text of a string is `name`. Pass a constant, so that the comparison is compiled inline.
inline bool equals(const JsonString& string, std::string_view name) {
  if (string.decoded_size != name.size()) return false;
  if (string.has_escapes()) return decode(string) == name;
  return std::char_traits<char>::compare(string.written.data(), name.data(), name.size()) == 0;
}

}  // namespace detail
SESV2_BULK_EMAIL_NAMESPACE_END

#endif  // SESV2_DETAIL_SCAN_STRING_HPP
