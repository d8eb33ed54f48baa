// SPDX-License-Identifier: MIT
#include "common/progress_bar.hpp"

#include "common/terminal.hpp"

#include <algorithm>
#include <iostream>
#include <string>

namespace common {
namespace {

constexpr std::chrono::milliseconds interval{100};

std::string bar(std::uint64_t done, std::uint64_t total) {
  constexpr std::size_t width = 30;
  const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(width));
  const auto percent = std::to_string(static_cast<int>(share * 100));
  return "[" + std::string(filled, '#') + std::string(width - filled, '.') + "] " + percent + "%  ";
}

}  // namespace

ProgressBar::ProgressBar() : enabled_(stderr_obeys_escapes()), next_(Clock::now() + interval) {}

ProgressBar::~ProgressBar() { wipe(); }

void ProgressBar::show(std::uint64_t done, std::optional<std::uint64_t> total, std::string_view text) {
  if (!enabled_) return;
  const auto now = Clock::now();
  if (now < next_) return;
  next_ = now + interval;
  visible_ = true;
  auto line = total.value_or(0) > 0 ? bar(done, *total) : std::string();
  line.append(text).resize(std::min(line.size(), stderr_columns() - 1));  // a line that wraps could not be rewritten
  std::cerr << "\r" << line << "\x1b[K" << std::flush;
}

void ProgressBar::wipe() {
  if (visible_) std::cerr << "\r\x1b[K" << std::flush;
  visible_ = false;
}

}  // namespace common
