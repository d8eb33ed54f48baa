// Progress on standard error: a live line on a terminal, and one line per message.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_PROGRESS_HPP
#define EXAMPLES_SES_CLIENT_PROGRESS_HPP

#include "common/progress_bar.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace ses_client {

class Progress {
 public:
  /// @param total  entries to be sent in this run
  explicit Progress(std::size_t total) : total_(total) {}

  /// Shows how many entries are done, how many of those failed or are unknown, and the reason for a pause, if any.
  void show(std::size_t done, std::size_t failed, const std::string& waiting);

  /// Wipes the live line before the report.
  void wipe() { bar_.wipe(); }

  /// Prints a line.
  void say(const std::string& message);

 private:
  std::size_t total_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  common::ProgressBar bar_;
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_PROGRESS_HPP
