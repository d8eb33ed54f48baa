// A position in a JSON text, and what was expected there after a syntax error.
//
// The functions that scan (scan_string.hpp, scan_value.hpp) move a Cursor past what they read. Each returns false at a
// syntax error: the cursor is then at the first byte that cannot continue any valid JSON text, or at the end of a
// truncated text, and nothing more may be scanned.
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_CURSOR_HPP
#define SESV2_DETAIL_CURSOR_HPP

#include <sesv2/detail/config.hpp>

#include <cstddef>
#include <string>
#include <string_view>

SESV2_BULK_EMAIL_NAMESPACE_BEGIN
namespace detail {

/// Most bytes are greater than a space, and need only the first comparison.
/// Source: https://www.rfc-editor.org/rfc/rfc8259#section-2
constexpr bool is_whitespace(char c) noexcept { return c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t'); }

struct Cursor {
  std::string_view text;
  std::size_t offset = 0;
  std::string_view expected = {};  ///< Set at a syntax error.

  [[nodiscard]] constexpr bool at_end() const noexcept { return offset == text.size(); }

  /// Returns the next byte, or, at the end of the text, a zero byte, which no JSON text can contain.
  [[nodiscard]] constexpr char peek() const noexcept { return at_end() ? '\0' : text[offset]; }

  /// Skips whitespace and returns the byte after it, as peek() does.
  [[nodiscard]] constexpr char skip_to_token() noexcept {
    for (; !at_end(); ++offset) {
      if (!is_whitespace(text[offset])) return text[offset];
    }
    return '\0';
  }

  /// Moves past `c` if it is next.
  [[nodiscard]] constexpr bool skip(char c) noexcept {
    if (peek() != c) return false;
    ++offset;
    return true;
  }

  /// Moves past `chars`, which must not be empty, if they are next. A constant is compared inline.
  [[nodiscard]] constexpr bool skip(std::string_view chars) noexcept {
    if (text.size() - offset < chars.size()) return false;
    if (std::char_traits<char>::compare(&text[offset], chars.data(), chars.size()) != 0) return false;
    offset += chars.size();
    return true;
  }

  /// Records a syntax error at this position, and returns false.
  [[nodiscard]] constexpr bool fail(std::string_view what_was_expected) noexcept {
    expected = what_was_expected;
    return false;
  }
  [[nodiscard]] constexpr bool failed() const noexcept { return !expected.empty(); }
};

}  // namespace detail
SESV2_BULK_EMAIL_NAMESPACE_END

#endif  // SESV2_DETAIL_CURSOR_HPP
