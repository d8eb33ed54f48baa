// What the program's output goes to, and what may be done there.
#ifndef EXAMPLES_COMMON_TERMINAL_HPP
#define EXAMPLES_COMMON_TERMINAL_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace common {

enum class Colours : unsigned char { None, Ansi };

/// Colours only on a terminal that knows them, and never with NO_COLOR (https://no-color.org).
[[nodiscard]] Colours colours_of_stdout();

/// Whether a person watches standard error.
[[nodiscard]] bool stderr_is_terminal();

/// Returns the number of columns of the terminal that standard error is; 80 if it is none.
[[nodiscard]] std::size_t stderr_columns();

/// Escapes control characters, so that a message that names a file stays one line and does not drive the terminal.
[[nodiscard]] std::string without_control_characters(std::string_view message);

}  // namespace common

#endif  // EXAMPLES_COMMON_TERMINAL_HPP
