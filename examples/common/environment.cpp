// SPDX-License-Identifier: MIT
#include "common/environment.hpp"

#include <cstdlib>

namespace common {

std::string environment(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing changes the environment
  return value == nullptr ? "" : value;
}

}  // namespace common
