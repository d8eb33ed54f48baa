// A place in a JSON text, and what was expected there once scanning has met a fault.
//
// The functions that scan (scan_string.hpp, scan_value.hpp) take a Cursor and move it past what they read. Each returns
// false at a fault: the cursor is then at the first byte that no JSON text could have there, or at the end of a text
// that is truncated. After a fault nothing more may be scanned.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_CURSOR_HPP
#define SESV2_DETAIL_CURSOR_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace sesv2::detail {

/// Source: https://www.rfc-editor.org/rfc/rfc8259#section-2
constexpr bool is_whitespace(char c) noexcept { return c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t'); }

struct Cursor {
  std::string_view text;
  std::size_t offset = 0;
  std::string_view expected = {};  ///< Set by a fault.

  [[nodiscard]] constexpr bool at_end() const noexcept { return offset == text.size(); }

  [[nodiscard]] constexpr bool at(char c) const noexcept { return !at_end() && text[offset] == c; }

  [[nodiscard]] constexpr bool at_digit() const noexcept {
    return !at_end() && text[offset] >= '0' && text[offset] <= '9';
  }

  /// Moves past `c` if it is next.
  [[nodiscard]] constexpr bool take(char c) noexcept {
    const bool is_next = at(c);
    if (is_next) ++offset;
    return is_next;
  }

  /// Moves past `chars`, which are not empty, if they are next. Compares as many as `chars` has, which the compiler
  /// knows, so that it makes no call of it.
  [[nodiscard]] constexpr bool take(std::string_view chars) noexcept {
    const bool is_next = text.size() - offset >= chars.size() &&
                         std::char_traits<char>::compare(&text[offset], chars.data(), chars.size()) == 0;
    if (is_next) offset += chars.size();
    return is_next;
  }

  /// Skips whitespace and returns the byte after it; a zero byte, which is never valid there, at the end of the text.
  constexpr char next() noexcept {
    for (; !at_end(); ++offset) {
      if (!is_whitespace(text[offset])) return text[offset];
    }
    return '\0';
  }

  /// Skips whitespace, and moves past `c` if it comes after that.
  [[nodiscard]] constexpr bool take_next(char c) noexcept {
    const bool is_next = next() == c;
    if (is_next) ++offset;
    return is_next;
  }

  /// Reports a fault here.
  [[nodiscard]] constexpr bool fault(std::string_view what_was_expected) noexcept {
    expected = what_was_expected;
    return false;
  }
};

}  // namespace sesv2::detail

#endif  // SESV2_DETAIL_CURSOR_HPP
