// The rows of the benchmark: ways to turn the body of a response into a vector of structs.
// SPDX-License-Identifier: MIT
#ifndef SESV2_TESTS_BENCHMARK_READERS_HPP
#define SESV2_TESTS_BENCHMARK_READERS_HPP

#include <sesv2/response.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

inline constexpr std::string_view copy_only = "allocate and copy only";
inline constexpr std::string_view this_library = "this library";
inline constexpr std::string_view simdjson_by_hand = "simdjson DOM by hand";

using Results = std::vector<sesv2::BulkEmailEntryResult>;
using Read = std::function<void()>;

struct Reader {
  std::string_view name;
  double least;  ///< Threshold: its time must be at least this many times that of this library.
  /// Returns a function that reads `body` each time it is called. Throws if what it reads is not what this library
  /// reads. What a program would make only once, such as a parser, is made here; the body must outlive the function.
  std::function<Read(const std::string& body)> prepare;
};

/// Returns all readers, with the thresholds for a response to one call. Each round measures them in this order: readers
/// whose times are close are neighbors, and the first two are copy_only and this_library.
std::vector<Reader> make_readers();

/// Parses `body` with this library. Defined next to main(), so that it is compiled as in a program, where no other
/// parser calls functions of this library.
Results read_with_this_library(const std::string& body);

#endif  // SESV2_TESTS_BENCHMARK_READERS_HPP
