// Finds the end of the plain part of a string: the one place that looks at sixteen bytes at a time.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_PLAIN_TEXT_HPP
#define SESV2_DETAIL_PLAIN_TEXT_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace sesv2::detail {

/// Whether a byte of a JSON string stands for itself: ASCII, and not a quote, a backslash or a control character.
/// Source: https://www.rfc-editor.org/rfc/rfc8259#section-7
constexpr bool is_plain(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

/// Returns the index of the first byte of `text` that is not plain, at or after `start`; the size of `text` if all are.
constexpr std::size_t end_of_plain_portable(std::string_view text, std::size_t start) noexcept {
  while (start < text.size() && is_plain(text[start])) ++start;
  return start;
}

/// The same, sixteen bytes at a time where the target has SSE2 or NEON: their headers would cost the compiler more than
/// the rest of the scanner, so that the vectors are those of GCC and clang.
/// Source: https://gcc.gnu.org/onlinedocs/gcc/Vector-Extensions.html
inline std::size_t end_of_plain(std::string_view text, std::size_t start) noexcept {
#if defined(__GNUC__) && (defined(__SSE2__) || (defined(__AARCH64EL__) && defined(__ARM_NEON)))
  using Bytes = char __attribute__((vector_size(16)));
  using SignedBytes = signed char __attribute__((vector_size(16)));
  for (; text.size() - start >= sizeof(Bytes); start += sizeof(Bytes)) {
    SignedBytes bytes;
    std::memcpy(&bytes, &text[start], sizeof(bytes));
    // The comparison is signed: what is not ASCII is less than a space, too.
    const auto not_plain = (bytes < ' ') | (bytes == '"') | (bytes == '\\');  // all bits of a byte, or none
#ifdef __SSE2__
    const auto mask = static_cast<unsigned>(__builtin_ia32_pmovmskb128(__builtin_bit_cast(Bytes, not_plain)));
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

}  // namespace sesv2::detail

#endif  // SESV2_DETAIL_PLAIN_TEXT_HPP
