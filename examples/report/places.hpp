// Where something was read.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_REPORT_PLACES_HPP
#define EXAMPLES_REPORT_PLACES_HPP

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace report {

/// Where a response was read.
struct Source {
  static constexpr std::size_t no_input = std::numeric_limits<std::size_t>::max();

  /// What Report::add_input() returned; no_input: there is nothing to name.
  std::size_t input = no_input;
  /// The line on which the response begins, from 1; 0: unknown.
  std::size_t line = 0;
};

/// Where a result was read.
struct Place {
  Source source;
  /// Counts from 0, within the response.
  std::size_t index = 0;
  /// The intended recipient of the email; empty: unknown.
  std::string recipient = {};
};

/// How many there were, and the first of them.
template <typename T>
struct Listing {
  std::uint64_t count = 0;
  std::vector<T> first = {};

  /// Counts one more item. Calls `make` to build it only if fewer than `limit` have been kept: even of millions, only a
  /// few are.
  template <typename Make>
  void add(std::size_t limit, Make make) {
    ++count;
    if (first.size() < limit) first.push_back(make());
  }

  [[nodiscard]] std::uint64_t rest() const noexcept { return count - first.size(); }
};

/// Removes the recipients of all places, if they turn out to be wrong.
inline void forget_recipients(Listing<Place>& places) {
  for (auto& place : places.first) place.recipient.clear();
}

}  // namespace report

#endif  // EXAMPLES_REPORT_PLACES_HPP
