// A body as a failed test shows it.
#ifndef SESV2_TESTS_EXCERPT_HPP
#define SESV2_TESTS_EXCERPT_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace support {

/// The first 600 bytes, those that are not printable ASCII in hexadecimal, and how many more there are.
inline std::string excerpt(std::string_view body) {
  constexpr std::size_t longest = 600;
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const char c : body.substr(0, longest)) {
    if (c >= ' ' && c <= '~') {
      text += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      text += {'\\', 'x', digits[byte >> 4U], digits[byte & 0xFU]};
    }
  }
  if (body.size() > longest) text += "... (" + std::to_string(body.size()) + " bytes)";
  return text;
}

}  // namespace support

#endif  // SESV2_TESTS_EXCERPT_HPP
