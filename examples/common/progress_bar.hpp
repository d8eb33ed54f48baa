// A progress bar for people who wait. Debian 12 packages no library of progress bars for C++.
#ifndef EXAMPLES_COMMON_PROGRESS_BAR_HPP
#define EXAMPLES_COMMON_PROGRESS_BAR_HPP

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace common {

/// One line on standard error that is rewritten in place, and wiped in the end. Where standard error is not a
/// terminal, it does nothing at all.
class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ProgressBar(ProgressBar&&) = delete;
  ProgressBar& operator=(ProgressBar&&) = delete;

  /// Shows how much is done, and `text` beside it; ten times a second at most. Without a total, `text` alone.
  void show(std::uint64_t done, std::optional<std::uint64_t> total, std::string_view text);

  /// Removes the line, for something else to be printed.
  void wipe();

 private:
  using Clock = std::chrono::steady_clock;

  bool enabled_;
  bool visible_ = false;
  Clock::time_point next_;
};

}  // namespace common

#endif  // EXAMPLES_COMMON_PROGRESS_BAR_HPP
