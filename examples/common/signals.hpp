// The signals that ask a program to stop.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_SIGNALS_HPP
#define EXAMPLES_COMMON_SIGNALS_HPP

namespace common {

/// After this call, the first SIGINT, SIGTERM or SIGHUP only sets `stop_signal`. A second SIGINT or SIGTERM removes the
/// temporary files and ends the program. Writing to a closed pipe or beyond the file size limit causes an error instead
/// of a signal.
void handle_signals();

/// Returns the number of the signal that asked to stop, or 0.
[[nodiscard]] int stop_signal() noexcept;

/// Waits until the file can be read, or a signal asks to stop. Returns whether the file can be read.
[[nodiscard]] bool wait_until_readable(int descriptor);

}  // namespace common

#endif  // EXAMPLES_COMMON_SIGNALS_HPP
