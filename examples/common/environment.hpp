// Environment variables.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_ENVIRONMENT_HPP
#define EXAMPLES_COMMON_ENVIRONMENT_HPP

#include <string>

namespace common {

/// Returns the value of the variable, or "" if it is not set: a shell expands an unset variable to "", too.
[[nodiscard]] std::string environment(const char* name);

}  // namespace common

#endif  // EXAMPLES_COMMON_ENVIRONMENT_HPP
