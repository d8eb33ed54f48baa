// UTF-8, one code point at a time: the scanner checks with it, and printing decides with it what to escape.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_UTF8_HPP
#define SESV2_DETAIL_UTF8_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace sesv2::detail {

/// What a text begins with.
struct CodePoint {
  char32_t value = 0;           ///< The code point, if it is complete.
  std::size_t size = 0;         ///< The bytes that its first byte announces; 0 if no code point begins with that byte.
  std::size_t well_formed = 0;  ///< How many of them are there and in their place, before the first that is not.

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
  // The second byte has a range of its own after these four: no overlong forms, no surrogates, nothing past U+10FFFF.
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
  if (code_point < 0x80) return append(code_point);
  if (code_point < 0x800) {
    append(0xC0U | (code_point >> 6U));
  } else {
    if (code_point < 0x10000) {
      append(0xE0U | (code_point >> 12U));
    } else {
      append(0xF0U | (code_point >> 18U));
      append(0x80U | ((code_point >> 12U) & 0x3FU));
    }
    append(0x80U | ((code_point >> 6U) & 0x3FU));
  }
  append(0x80U | (code_point & 0x3FU));
}

/// Returns the first `limit` bytes of `text`, or a few less so that the cut does not split a code point.
constexpr std::string_view first_bytes(std::string_view text, std::size_t limit) noexcept {
  if (text.size() <= limit) return text;
  std::size_t size = limit;
  while (size > 0 && limit - size < 3 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return {text.data(), size};
}

}  // namespace sesv2::detail

#endif  // SESV2_DETAIL_UTF8_HPP
