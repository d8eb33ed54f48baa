// What the programs say with a number when they end.
#ifndef EXAMPLES_COMMON_EXIT_STATUS_HPP
#define EXAMPLES_COMMON_EXIT_STATUS_HPP

#include <algorithm>

namespace common {

/// The larger the number, the more is amiss.
enum class ExitStatus : unsigned char {
  AllSent = 0,
  /// Everything is known, but not every entry was sent.
  NotAllSent = 1,
  /// Something could not be read or written, or is not known.
  Incomplete = 2,
  /// The arguments, the environment or a file that they name is wrong; nothing was done. EX_USAGE of sysexits.h.
  WrongUsage = 64
};

[[nodiscard]] constexpr ExitStatus worse(ExitStatus a, ExitStatus b) noexcept { return std::max(a, b); }

}  // namespace common

#endif  // EXAMPLES_COMMON_EXIT_STATUS_HPP
