// Catch2 3 where it is installed, Catch2 2.13 elsewhere (Debian 12), and what tests of any header use.
// SPDX-License-Identifier: MIT
#ifndef SESV2_TESTS_CATCH_HPP
#define SESV2_TESTS_CATCH_HPP

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <cstddef>
#include <sstream>
#include <string>
#include <vector>

namespace support {

/// What a stream prints.
template <typename T>
std::string streamed(const T& value) {
  std::ostringstream stream;
  stream << value;
  return stream.str();
}

/// Checks that each value equals its copy and no other value.
template <typename T>
void check_equality(const std::vector<T>& values) {
  const std::vector<T> copies(values.begin(), values.end());
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t k = 0; k < values.size(); ++k) {
      CHECK((copies[i] == values[k]) == (i == k));
      CHECK((copies[i] != values[k]) == (i != k));
    }
  }
}

}  // namespace support

#endif  // SESV2_TESTS_CATCH_HPP
