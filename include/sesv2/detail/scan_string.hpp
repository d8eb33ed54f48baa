// Scans a string of a JSON text: finds its end and checks its escapes and its UTF-8. Nothing is decoded here
// (decode.hpp).
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_SCAN_STRING_HPP
#define SESV2_DETAIL_SCAN_STRING_HPP

#include <cstddef>
#include <sesv2/detail/cursor.hpp>
#include <sesv2/detail/escapes.hpp>
#include <sesv2/detail/plain_text.hpp>
#include <sesv2/detail/utf8.hpp>
#include <string_view>

namespace sesv2::detail {

/// A string as it is written between its quotes, known to be well-formed.
struct JsonString {
  std::string_view written = {};
  std::size_t decoded_size = 0;  ///< In bytes of UTF-8; less than what is written if there is an escape.

  [[nodiscard]] constexpr bool has_escapes() const noexcept { return decoded_size != written.size(); }
};

enum class Half : unsigned char { NotLow, Low };

/// Scans the four digits of an escape. A digit after which they can no longer spell a low surrogate, or nothing else,
/// is at fault.
[[nodiscard]] inline bool scan_code_unit(Cursor& cursor, char32_t& unit, Half half) noexcept {
  unit = 0;
  for (const unsigned shift : {12U, 8U, 4U, 0U}) {
    const char32_t digit = cursor.at_end() ? 16 : hex_value(cursor.text[cursor.offset]);
    if (digit > 15) return cursor.fault("a hexadecimal digit");
    const char32_t smallest = unit | (digit << shift);
    const char32_t largest = smallest | ((char32_t{1} << shift) - 1);
    const bool only_low = smallest >= first_low_surrogate && largest <= last_low_surrogate;
    const bool never_low = largest < first_low_surrogate || smallest > last_low_surrogate;
    if (half == Half::Low && never_low) return cursor.fault("the low half of a surrogate pair");
    if (half == Half::NotLow && only_low) return cursor.fault("the high half of a surrogate pair first");
    unit = smallest;
    ++cursor.offset;
  }
  return true;
}

/// Scans an escape from its backslash on. Adds to `saved` how many bytes shorter than the escape its character is.
[[nodiscard]] inline bool scan_escape(Cursor& cursor, std::size_t& saved) noexcept {
  const std::size_t start = cursor.offset;
  std::size_t decoded_size = 1;
  ++cursor.offset;
  if (!cursor.at_end() && escape_letters.find(cursor.text[cursor.offset]) != std::string_view::npos) {
    ++cursor.offset;
  } else {
    if (!cursor.take('u')) return cursor.fault("an escape");
    char32_t unit = 0;
    if (!scan_code_unit(cursor, unit, Half::NotLow)) return false;
    if (unit >= 0x80) decoded_size = unit < 0x800 ? 2 : 3;
    if (is_high_surrogate(unit)) {
      if (!cursor.take('\\') || !cursor.take('u')) return cursor.fault("the low half of a surrogate pair");
      if (!scan_code_unit(cursor, unit, Half::Low)) return false;
      decoded_size = 4;
    }
  }
  saved += cursor.offset - start - decoded_size;
  return true;
}

/// Scans a code point that is not plain: one that is not ASCII.
[[nodiscard]] inline bool scan_code_point(Cursor& cursor) noexcept {
  if (cursor.at_end()) return cursor.fault("the end of the string");
  const CodePoint code_point = first_code_point(cursor.text.substr(cursor.offset));
  if (code_point.size == 1) return cursor.fault("an escape in the place of a control character");
  cursor.offset += code_point.well_formed;
  if (code_point.complete()) return true;
  return cursor.fault("well-formed UTF-8");
}

/// Scans the rest of a string from the first byte on that is not plain, up to the last quote. Most
/// strings have none: out of line, it does not get in their way.
[[nodiscard, gnu::noinline]] inline bool scan_special_text(Cursor& cursor, std::size_t& saved) noexcept {
  while (!cursor.at('"')) {
    if (!(cursor.at('\\') ? scan_escape(cursor, saved) : scan_code_point(cursor))) return false;
    cursor.offset = end_of_plain(cursor.text, cursor.offset);
  }
  return true;
}

/// Scans a string from its first quote to its last. Sets `string` once it has been scanned to its end.
[[nodiscard]] inline bool scan_string(Cursor& cursor, JsonString& string) noexcept {
  const std::size_t start = ++cursor.offset;
  std::size_t saved = 0;
  cursor.offset = end_of_plain(cursor.text, start);
  if (!cursor.at('"') && !scan_special_text(cursor, saved)) return false;
  const std::size_t size = cursor.offset - start;
  string = {std::string_view(&cursor.text[start], size), size - saved};
  ++cursor.offset;
  return true;
}

}  // namespace sesv2::detail

#endif  // SESV2_DETAIL_SCAN_STRING_HPP
