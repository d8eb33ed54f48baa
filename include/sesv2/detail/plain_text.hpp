// Finds the end of the plain part of a string: the only code that reads sixteen bytes at a time.
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_PLAIN_TEXT_HPP
#define SESV2_DETAIL_PLAIN_TEXT_HPP

#include <sesv2/detail/config.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

SESV2_BULK_EMAIL_NAMESPACE_BEGIN
namespace detail {

/// Returns whether a byte of a JSON string stands for itself: ASCII, and not a quote, a backslash or a control
/// character. Source: https://www.rfc-editor.org/rfc/rfc8259#section-7
constexpr bool is_plain(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

/// Returns the index of the first byte of `text` that is not plain, at or after `start`; the size of `text` if there is
/// none.
constexpr std::size_t end_of_plain_portable(std::string_view text, std::size_t start) noexcept {
  while (start < text.size() && is_plain(text[start])) ++start;
  return start;
}

/// Does the same as end_of_plain_portable(), sixteen bytes at a time where the target has SSE2 or NEON. Their headers
/// would take longer to compile than the rest of the scanner, so this uses the vector extensions of GCC and clang.
/// Source: https://gcc.gnu.org/onlinedocs/gcc/Vector-Extensions.html
inline std::size_t end_of_plain(std::string_view text, std::size_t start) noexcept {
#if defined(SESV2_BULK_EMAIL_SSE2) || defined(SESV2_BULK_EMAIL_NEON)
  using Bytes = signed char __attribute__((vector_size(16)));
  for (; text.size() - start >= sizeof(Bytes); start += sizeof(Bytes)) {
    std::array<char, sizeof(Bytes)> block{};
    std::char_traits<char>::copy(block.data(), &text[start], block.size());
    const auto bytes = __builtin_bit_cast(Bytes, block);
    // The comparison is signed, so a byte that is not ASCII also compares less than a space.
    const auto not_plain = (bytes < ' ') | (bytes == '"') | (bytes == '\\');  // all bits of a byte, or none
#ifdef SESV2_BULK_EMAIL_SSE2
    using Chars = char __attribute__((vector_size(16)));
    const auto mask = static_cast<unsigned>(__builtin_ia32_pmovmskb128(__builtin_bit_cast(Chars, not_plain)));
    if (mask != 0) return start + static_cast<unsigned>(__builtin_ctz(mask));
#else
    using Halves = std::uint64_t __attribute__((vector_size(16)));
    const auto halves = __builtin_bit_cast(Halves, not_plain);
    if (halves[0] != 0) return start + static_cast<unsigned>(__builtin_ctzll(halves[0])) / 8;
    if (halves[1] != 0) return start + 8 + static_cast<unsigned>(__builtin_ctzll(halves[1])) / 8;
#endif
  }
#endif
  return end_of_plain_portable(text, start);
}

}  // namespace detail
SESV2_BULK_EMAIL_NAMESPACE_END

#endif  // SESV2_DETAIL_PLAIN_TEXT_HPP
