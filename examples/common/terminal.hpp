// The terminal that the program's output goes to, if any.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_TERMINAL_HPP
#define EXAMPLES_COMMON_TERMINAL_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace common {

enum class Colors : unsigned char { None, Ansi };

/// Colors only on a terminal that supports them, and never with NO_COLOR (https://no-color.org).
[[nodiscard]] Colors colors_of_stdout();

/// Whether standard error is a terminal on which a line can be rewritten.
[[nodiscard]] bool stderr_obeys_escapes();

/// Returns the number of columns of the terminal on standard error; 80 if there is none.
[[nodiscard]] std::size_t stderr_columns();

/// Escapes control characters, so that a message with a file name stays on one line and cannot control the terminal.
[[nodiscard]] std::string without_control_characters(std::string_view message);

}  // namespace common

#endif  // EXAMPLES_COMMON_TERMINAL_HPP
