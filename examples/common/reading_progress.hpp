// Shows the progress of reading, if there is enough to read that someone may be waiting for it.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_READING_PROGRESS_HPP
#define EXAMPLES_COMMON_READING_PROGRESS_HPP

#include "common/progress_bar.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace common {

class ReadingProgress {
 public:
  explicit ReadingProgress(const std::vector<std::string>& inputs) {
    for (const auto& input : inputs) {
      std::error_code not_a_regular_file;
      const auto size = std::filesystem::file_size(input, not_a_regular_file);
      total_ = not_a_regular_file || !total_ ? std::nullopt : std::optional(*total_ + size);
    }
  }

  void add(std::size_t bytes) {
    constexpr std::uint64_t mebibyte = 1U << 20U;
    constexpr std::uint64_t worth_a_bar = 4 * mebibyte;
    read_ += bytes;
    if (total_.value_or(read_) >= worth_a_bar) bar_.show(read_, total_, std::to_string(read_ / mebibyte) + " MiB read");
  }

 private:
  std::optional<std::uint64_t> total_ = 0;  // nullopt if any input is not a regular file
  std::uint64_t read_ = 0;
  ProgressBar bar_;
};

}  // namespace common

#endif  // EXAMPLES_COMMON_READING_PROGRESS_HPP
