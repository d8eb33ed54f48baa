// Tables with one row per enumerator, and the one function that looks up a row.
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_FIND_ROW_HPP
#define SESV2_DETAIL_FIND_ROW_HPP

#include <sesv2/detail/config.hpp>

#include <array>
#include <cstddef>
#include <string_view>

SESV2_BULK_EMAIL_NAMESPACE_BEGIN
namespace detail {

/// A row of a table that holds only text. Other tables define their own row types, which also have an `enumerator`.
template <typename Enum>
struct TextRow {
  Enum enumerator = {};
  std::string_view name = {};
  std::string_view description = {};
};

/// Returns the row of an enumerator, or `otherwise` if there is none (for example, if the value is not an enumerator).
/// Returns it by value: with -fsanitize=undefined, GCC 12 rejects the address of an element in a constant expression.
template <typename Row, std::size_t Size, typename Enum>
constexpr Row find_row(const std::array<Row, Size>& rows, Enum enumerator, Row otherwise = {}) noexcept {
  for (const Row& row : rows) {
    if (row.enumerator == enumerator) return row;
  }
  return otherwise;
}

/// Returns whether each number from 1 to `last` has exactly one row.
template <typename Row, std::size_t Size>
constexpr bool has_each_row(const std::array<Row, Size>& rows, std::size_t last) noexcept {
  for (std::size_t number = 1; number <= last; ++number) {
    std::size_t found = 0;
    for (const Row& row : rows) found += static_cast<std::size_t>(static_cast<std::size_t>(row.enumerator) == number);
    if (found != 1) return false;
  }
  return true;
}

}  // namespace detail
SESV2_BULK_EMAIL_NAMESPACE_END

#endif  // SESV2_DETAIL_FIND_ROW_HPP
