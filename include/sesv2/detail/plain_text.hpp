// Finds the end of the plain part of a string: the one place that looks at sixteen bytes at a time.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_PLAIN_TEXT_HPP
#define SESV2_DETAIL_PLAIN_TEXT_HPP

#include <cstddef>
#include <string_view>

#if defined(__GNUC__) && defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__GNUC__) && defined(__AARCH64EL__) && defined(__ARM_NEON)
#include <arm_neon.h>
#endif

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

/// The same, sixteen bytes at a time where the target has SSE2 or NEON.
inline std::size_t end_of_plain(std::string_view text, std::size_t start) noexcept {
#if defined(__GNUC__) && defined(__SSE2__)
  for (; text.size() - start >= 16; start += 16) {
    const __m128i bytes = _mm_loadu_si128(static_cast<const __m128i*>(static_cast<const void*>(&text[start])));
    // The comparison is signed: what is not ASCII is less than a space, too.
    const __m128i below_space = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' '));
    const __m128i quote_or_backslash =
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    const auto not_plain = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(below_space, quote_or_backslash)));
    if (not_plain != 0) return start + static_cast<unsigned>(__builtin_ctz(not_plain));
  }
#elif defined(__GNUC__) && defined(__AARCH64EL__) && defined(__ARM_NEON)
  for (; text.size() - start >= 16; start += 16) {
    const int8x16_t bytes = vld1q_s8(static_cast<const signed char*>(static_cast<const void*>(&text[start])));
    // The comparison is signed: what is not ASCII is less than a space, too.
    const uint8x16_t below_space = vcltq_s8(bytes, vdupq_n_s8(' '));
    const uint8x16_t quote_or_backslash = vorrq_u8(vceqq_s8(bytes, vdupq_n_s8('"')), vceqq_s8(bytes, vdupq_n_s8('\\')));
    const uint16x8_t not_plain = vreinterpretq_u16_u8(vorrq_u8(below_space, quote_or_backslash));
    // Four bits for each byte.
    const unsigned long long mask = vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(not_plain, 4)), 0);
    if (mask != 0) return start + static_cast<unsigned>(__builtin_ctzll(mask)) / 4;
  }
#endif
  return end_of_plain_portable(text, start);
}

}  // namespace sesv2::detail

#endif  // SESV2_DETAIL_PLAIN_TEXT_HPP
