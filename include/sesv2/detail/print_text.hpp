// Untrusted text made fit for a line of a log and for a terminal.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_PRINT_TEXT_HPP
#define SESV2_DETAIL_PRINT_TEXT_HPP

#include <array>
#include <cstddef>
#include <sesv2/detail/escapes.hpp>
#include <sesv2/detail/utf8.hpp>
#include <string>
#include <string_view>

namespace sesv2::detail {

struct CodePointRange {
  char32_t first;
  char32_t last;
};

/// What a terminal or a reader of lines may act on instead of showing it.
/// Source: https://www.unicode.org/reports/tr9/ (marks, embeddings, overrides and isolates of direction)
inline constexpr std::array control_ranges{
    CodePointRange{0x00, 0x1F},      // C0
    CodePointRange{0x7F, 0x9F},      // DEL and C1
    CodePointRange{0x061C, 0x061C},  // Arabic letter mark
    CodePointRange{0x200E, 0x200F},  // left-to-right and right-to-left mark
    CodePointRange{0x2028, 0x202E},  // line and paragraph separator, embeddings and overrides of direction
    CodePointRange{0x2066, 0x2069},  // isolates of direction
};

constexpr bool is_control(char32_t code_point) noexcept {
  for (const auto& range : control_ranges) {
    if (range.first <= code_point && code_point <= range.last) return true;
  }
  return false;
}

/// Appends `text` with control characters, quotes and backslashes escaped as in JSON. A byte that is not UTF-8 becomes
/// the escape of U+FFFD.
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

/// Untrusted text in quotes, escaped, and at most `limit` bytes of it.
inline std::string quote(std::string_view text, std::size_t limit) {
  const std::string_view quoted = first_bytes(text, limit);
  std::string out = "\"";
  append_escaped(out, quoted);
  out += '"';
  if (quoted.size() < text.size()) out += "...";
  return out;
}

}  // namespace sesv2::detail

#endif  // SESV2_DETAIL_PRINT_TEXT_HPP
