// Decodes a string that has been scanned.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_DECODE_HPP
#define SESV2_DETAIL_DECODE_HPP

#include <algorithm>
#include <cstddef>
#include <sesv2/detail/escapes.hpp>
#include <sesv2/detail/scan_string.hpp>
#include <sesv2/detail/utf8.hpp>
#include <string>
#include <string_view>

namespace sesv2::detail {

/// Returns the UTF-16 code unit whose four digits begin at `start`.
constexpr char32_t code_unit_at(std::string_view written, std::size_t start) noexcept {
  char32_t unit = 0;
  for (std::size_t i = 0; i < 4; ++i) unit = (unit << 4U) | hex_value(written[start + i]);
  return unit;
}

/// Appends what the escape at `start` stands for, and returns the index after the escape.
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

/// Returns at least the first `size` bytes of the text of a string; all of it if it has no more.
inline std::string decode_first(const JsonString& string, std::size_t size) {
  const std::string_view written = string.written;
  std::string text;
  text.reserve((std::min)(size, string.decoded_size));
  std::size_t at = 0;
  while (at < written.size() && text.size() < size) {
    if (written[at] == '\\') {
      at = append_decoded_escape(text, written, at);
    } else {
      const std::size_t plain = (std::min)(written.find('\\', at) - at, size - text.size());
      text.append(written, at, plain);
      at = (std::min)(at + plain, written.size());
    }
  }
  return text;
}

/// Returns the text of a string.
inline std::string decode(const JsonString& string) {
  return string.has_escapes() ? decode_first(string, string.decoded_size) : std::string(string.written);
}

}  // namespace sesv2::detail

#endif  // SESV2_DETAIL_DECODE_HPP
