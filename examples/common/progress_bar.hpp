// A progress bar. No C++ library packaged in Debian 12 has one.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_PROGRESS_BAR_HPP
#define EXAMPLES_COMMON_PROGRESS_BAR_HPP

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace common {

/// A line on standard error that is rewritten in place and finally removed. It is shown only on a terminal, and not on
/// one that does not support escape sequences.
class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ProgressBar(ProgressBar&&) = delete;
  ProgressBar& operator=(ProgressBar&&) = delete;

  /// Shows how much is done, followed by `text`, at most ten times per second. Without a total, shows only `text`.
  void show(std::uint64_t done, std::optional<std::uint64_t> total, std::string_view text);

  /// Removes the line, so that something else can be printed.
  void wipe();

 private:
  using Clock = std::chrono::steady_clock;

  bool enabled_;
  bool visible_ = false;
  Clock::time_point next_;
};

}  // namespace common

#endif  // EXAMPLES_COMMON_PROGRESS_BAR_HPP
