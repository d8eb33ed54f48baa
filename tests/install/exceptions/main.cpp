// Lets every side throw to every side.
// SPDX-License-Identifier: MIT
#include "side.hpp"

#include <array>
#include <cstdio>

int main() {
  const std::array sides{program(), shared_library(), static_library()};
  constexpr std::array errors{Error::Invariant, Error::Parse};
  int failures = 0;
  for (const auto& thrower : sides) {
    for (const auto& catcher : sides) {
      for (const auto error : errors) {
        if (catcher.catches(thrower.throw_error, error)) continue;
        std::printf("%s thrown by %s is not caught by %s\n",
                    error == Error::Invariant ? "InvariantError" : "ParseError", thrower.name, catcher.name);
        ++failures;
      }
    }
  }
  return failures == 0 ? 0 : 1;
}
