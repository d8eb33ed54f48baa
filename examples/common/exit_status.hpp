// The exit statuses of the programs.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_EXIT_STATUS_HPP
#define EXAMPLES_COMMON_EXIT_STATUS_HPP

#include <algorithm>

namespace common {

/// A larger number means a worse outcome.
enum class ExitStatus : unsigned char {
  AllSent = 0,
  /// --help and --version printed what was asked for.
  Done = AllSent,
  /// Every outcome is known, but not every entry was sent.
  NotAllSent = 1,
  /// Something could not be read or written, or an outcome is unknown.
  Incomplete = 2,
  /// The arguments, the environment or a file that they name cannot be used; nothing was done. EX_USAGE of sysexits.h.
  WrongUsage = 64
};

/// The status that a shell reports after a signal.
[[nodiscard]] constexpr ExitStatus interrupted_by(int signal) noexcept {
  constexpr int offset = 128;
  return static_cast<ExitStatus>(offset + signal);
}

[[nodiscard]] constexpr ExitStatus worse(ExitStatus a, ExitStatus b) noexcept { return std::max(a, b); }

}  // namespace common

#endif  // EXAMPLES_COMMON_EXIT_STATUS_HPP
