// Texts of enumerators: a table each, searched by the enumerator, so that a number that is not one has no text.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_ENUMERATOR_TEXT_HPP
#define SESV2_DETAIL_ENUMERATOR_TEXT_HPP

#include <array>
#include <cstddef>
#include <string_view>

namespace sesv2::detail {

template <typename Enum>
struct EnumeratorText {
  Enum enumerator;
  std::string_view name;
  std::string_view description = {};
};

/// Returns the row of an enumerator; an empty one if there is none.
template <typename Enum, std::size_t Size>
constexpr EnumeratorText<Enum> find_text(const std::array<EnumeratorText<Enum>, Size>& rows, Enum enumerator) noexcept {
  for (const auto& row : rows) {
    if (row.enumerator == enumerator) return row;
  }
  return {enumerator, {}, {}};
}

}  // namespace sesv2::detail

#endif  // SESV2_DETAIL_ENUMERATOR_TEXT_HPP
