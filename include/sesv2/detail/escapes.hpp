// The escapes of JSON strings: which there are, and what they stand for. Scanning, decoding, writing and printing share
// this.
//
// Source: https://www.rfc-editor.org/rfc/rfc8259#section-7
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_ESCAPES_HPP
#define SESV2_DETAIL_ESCAPES_HPP

#include <string>
#include <string_view>

namespace sesv2::detail {

/// The letters that may follow a backslash, `u` aside, and what they stand for in the same order.
inline constexpr std::string_view escape_letters = "\"\\bfnrt/";
inline constexpr std::string_view escaped_characters = "\"\\\b\f\n\r\t/";

/// UTF-16 spells a code point past U+FFFF as two surrogates, a high and a low one.
/// Source: https://www.rfc-editor.org/rfc/rfc2781#section-2.2
inline constexpr char32_t first_high_surrogate = 0xD800;
inline constexpr char32_t first_low_surrogate = 0xDC00;
inline constexpr char32_t last_low_surrogate = 0xDFFF;

constexpr bool is_high_surrogate(char32_t unit) noexcept {
  return unit >= first_high_surrogate && unit < first_low_surrogate;
}

constexpr char32_t combine_surrogates(char32_t high, char32_t low) noexcept {
  return 0x10000 + ((high - first_high_surrogate) << 10U) + (low - first_low_surrogate);
}

/// The number that a hexadecimal digit stands for; 16 for any other character.
constexpr char32_t hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return static_cast<char32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<char32_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<char32_t>(c - 'A' + 10);
  return 16;
}

/// Appends the escape of four digits.
inline void append_unicode_escape(std::string& out, char32_t unit) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) out += digits[(unit >> shift) & 0xFU];
}

/// Appends the shortest escape of an ASCII character that must be escaped.
inline void append_escape(std::string& out, char c) {
  const auto position = escaped_characters.find(c);
  if (position == std::string_view::npos) return append_unicode_escape(out, static_cast<unsigned char>(c));
  out += '\\';
  out += escape_letters[position];
}

}  // namespace sesv2::detail

#endif  // SESV2_DETAIL_ESCAPES_HPP
