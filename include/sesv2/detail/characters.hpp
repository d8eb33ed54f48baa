// The characters of a string: UTF-8, one code point at a time, and the escapes of JSON strings.
// Source: https://www.rfc-editor.org/rfc/rfc8259#section-7
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_CHARACTERS_HPP
#define SESV2_DETAIL_CHARACTERS_HPP

#include <sesv2/detail/config.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

SESV2_BULK_EMAIL_NAMESPACE_BEGIN
namespace detail {

/// The code point at the start of a string.
struct CodePoint {
  char32_t value = 0;           ///< The code point, if it is complete.
  std::size_t size = 0;         ///< Its length according to its first byte; 0 if that byte cannot start a code point.
  std::size_t well_formed = 0;  ///< How many of these bytes are present and valid.

  [[nodiscard]] constexpr bool complete() const noexcept { return size > 0 && size == well_formed; }
};

/// Returns the code point that `text` begins with. `text` must not be empty.
/// Source: https://www.rfc-editor.org/rfc/rfc3629#section-4
constexpr CodePoint first_code_point(std::string_view text) noexcept {
  const auto byte = [text](std::size_t i) { return char32_t{static_cast<unsigned char>(text[i])}; };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1, 1};
  if (lead < 0xC2 || lead > 0xF4) return {};
  const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  // After E0, ED, F0 and F4, fewer second bytes are valid: no overlong forms, no surrogates, nothing past U+10FFFF.
  char32_t lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  char32_t highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  CodePoint found{lead & (0x7FU >> size), size, 1};
  while (found.well_formed < size && found.well_formed < text.size()) {
    const char32_t next = byte(found.well_formed);
    if (next < lowest || next > highest) break;
    found.value = (found.value << 6U) | (next & 0x3FU);
    ++found.well_formed;
    lowest = 0x80;
    highest = 0xBF;
  }
  return found;
}

/// Appends a code point that is not a surrogate.
inline void append_utf8(std::string& out, char32_t code_point) {
  const auto append = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  const unsigned more = code_point < 0x80 ? 0 : code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
  constexpr std::array<char32_t, 4> leads{0x00, 0xC0, 0xE0, 0xF0};
  append(leads[more] | code_point >> (6 * more));
  for (unsigned left = more; left > 0; --left) append(0x80U | ((code_point >> (6 * (left - 1))) & 0x3FU));
}

/// Returns the first `limit` bytes of `text`, or up to three fewer to avoid splitting a code point.
constexpr std::string_view first_bytes(std::string_view text, std::size_t limit) noexcept {
  if (text.size() <= limit) return text;
  std::size_t size = limit;
  while (size > 0 && limit - size < 3 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return {text.data(), size};
}

/// The letters that may follow a backslash, except `u`, and what they stand for in the same order.
inline constexpr std::string_view escape_letters = "\"\\bfnrt/";
inline constexpr std::string_view escaped_characters = "\"\\\b\f\n\r\t/";

/// UTF-16 encodes a code point past U+FFFF as two surrogates, a high and a low one.
/// Source: https://www.rfc-editor.org/rfc/rfc2781#section-2.2
inline constexpr char32_t first_high_surrogate = 0xD800;
inline constexpr char32_t first_low_surrogate = 0xDC00;

constexpr bool is_high_surrogate(char32_t unit) noexcept {
  return unit >= first_high_surrogate && unit < first_low_surrogate;
}

constexpr char32_t combine_surrogates(char32_t high, char32_t low) noexcept {
  return 0x10000 + ((high - first_high_surrogate) << 10U) + (low - first_low_surrogate);
}

/// Returns the number that a hexadecimal digit stands for; 16 for any other character.
constexpr char32_t hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return static_cast<char32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<char32_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<char32_t>(c - 'A' + 10);
  return 16;
}

/// Appends the escape of a UTF-16 code unit.
inline void append_unit_escape(std::string& out, char32_t unit) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) out += digits[(unit >> shift) & 0xFU];
}

/// Appends a code point's escape; above U+FFFF, a surrogate pair.
inline void append_unicode_escape(std::string& out, char32_t code_point) {
  if (code_point <= 0xFFFF) return append_unit_escape(out, code_point);
  append_unit_escape(out, first_high_surrogate + ((code_point - 0x10000) >> 10U));
  append_unit_escape(out, first_low_surrogate + ((code_point - 0x10000) & 0x3FFU));
}

/// Appends the shortest escape of an ASCII character that must be escaped.
inline void append_escape(std::string& out, char c) {
  const auto position = escaped_characters.find(c);
  if (position == std::string_view::npos) return append_unicode_escape(out, static_cast<unsigned char>(c));
  out += '\\';
  out += escape_letters[position];
}

}  // namespace detail
SESV2_BULK_EMAIL_NAMESPACE_END

#endif  // SESV2_DETAIL_CHARACTERS_HPP
