// Untrusted texts, kept short.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_REPORT_SHORTENED_HPP
#define EXAMPLES_REPORT_SHORTENED_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace report {

/// The size of the longest prefix of at most `max_size` bytes that ends between two UTF-8 characters.
[[nodiscard]] inline std::size_t whole_characters(std::string_view text, std::size_t max_size) {
  if (text.size() <= max_size) return text.size();
  constexpr unsigned payload_bits = 6;
  const auto continues_character = [text](std::size_t i) {
    return static_cast<unsigned char>(text[i]) >> payload_bits == 2;
  };
  auto size = max_size;
  while (size > 0 && continues_character(size)) --size;
  return size;
}

/// The text, or its beginning and "..." if it is longer than `max_size` bytes.
[[nodiscard]] inline std::string shortened(std::string_view text, std::size_t max_size) {
  const auto size = whole_characters(text, max_size);
  return std::string(text.substr(0, size)).append(size < text.size() ? "..." : "");
}

}  // namespace report

#endif  // EXAMPLES_REPORT_SHORTENED_HPP
