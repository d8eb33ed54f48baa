// SPDX-License-Identifier: MIT
#include "ses_client/progress.hpp"

#include "common/terminal.hpp"

#include <cmath>
#include <iostream>

namespace ses_client {
namespace {

std::string time_text(double seconds) {
  constexpr long minute = 60;
  constexpr long hour = 3600;
  const auto whole = std::lround(seconds);
  if (whole < minute) return std::to_string(whole) + " s";
  if (whole < hour) return std::to_string(whole / minute) + " min " + std::to_string(whole % minute) + " s";
  return std::to_string(whole / hour) + " h " + std::to_string(whole % hour / minute) + " min";
}

}  // namespace

void Progress::show(std::size_t done, std::size_t failed, const std::string& waiting) {
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - started_;
  const auto rate = static_cast<double>(done) / elapsed.count();
  auto text = std::to_string(done) + " of " + std::to_string(total_) + " entries";
  if (failed > 0) text += ", " + std::to_string(failed) + " failed or unknown";
  if (!waiting.empty()) {
    text += ", " + waiting;
  } else if (done > 0) {
    text += ", " + std::to_string(std::lround(rate)) + "/s, " + time_text(static_cast<double>(total_ - done) / rate) +
            " left";
  }
  bar_.show(done, total_, text);
}

void Progress::say(const std::string& message) {
  bar_.wipe();
  std::cerr << "ses_client: " << common::without_control_characters(message) << std::endl;
}

}  // namespace ses_client
