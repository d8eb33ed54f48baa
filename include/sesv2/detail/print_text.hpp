// Untrusted text, escaped for log lines and terminals.
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_PRINT_TEXT_HPP
#define SESV2_DETAIL_PRINT_TEXT_HPP

#include <sesv2/detail/characters.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

SESV2_BULK_EMAIL_NAMESPACE_BEGIN
namespace detail {

/// Code points that a terminal acts on, that end a line, or that are invisible and so make one text look like another:
/// control characters, line and paragraph separators, and format characters (categories Cc, Zl, Zp and Cf).
/// Source: https://www.unicode.org/Public/16.0.0/ucd/extracted/DerivedGeneralCategory.txt
inline constexpr std::array<std::pair<char32_t, char32_t>, 23> control_ranges{
    {{0x00, 0x1F},       {0x7F, 0x9F},       {0xAD, 0xAD},       {0x600, 0x605},     {0x61C, 0x61C},
     {0x6DD, 0x6DD},     {0x70F, 0x70F},     {0x890, 0x891},     {0x8E2, 0x8E2},     {0x180E, 0x180E},
     {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x2064},   {0x2066, 0x206F},   {0xFEFF, 0xFEFF},
     {0xFFF9, 0xFFFB},   {0x110BD, 0x110BD}, {0x110CD, 0x110CD}, {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3},
     {0x1D173, 0x1D17A}, {0xE0001, 0xE0001}, {0xE0020, 0xE007F}}};

constexpr bool is_control(char32_t code_point) noexcept {
  for (const auto& [first, last] : control_ranges) {
    if (first <= code_point && code_point <= last) return true;
  }
  return false;
}

/// Appends `text` with control and format characters, quotes and backslashes escaped as in JSON. A byte that is not
/// UTF-8 becomes the escape of U+FFFD.
inline void append_escaped(std::string& out, std::string_view text) {
  constexpr char32_t replacement_character = 0xFFFD;
  while (!text.empty()) {
    const CodePoint code_point = first_code_point(text);
    const std::size_t size = code_point.complete() ? code_point.size : 1;
    if (!code_point.complete()) {
      append_unicode_escape(out, replacement_character);
    } else if (code_point.value != '"' && code_point.value != '\\' && !is_control(code_point.value)) {
      out.append(text.substr(0, size));
    } else if (size == 1) {
      append_escape(out, text.front());
    } else {
      append_unicode_escape(out, code_point.value);
    }
    text.remove_prefix(size);
  }
}

/// Returns at most `limit` bytes of untrusted text, escaped and in quotes.
inline std::string quote(std::string_view text, std::size_t limit) {
  const std::string_view quoted = first_bytes(text, limit);
  std::string out = "\"";
  append_escaped(out, quoted);
  out += '"';
  if (quoted.size() < text.size()) out += "...";
  return out;
}

}  // namespace detail
SESV2_BULK_EMAIL_NAMESPACE_END

#endif  // SESV2_DETAIL_PRINT_TEXT_HPP
