// Shows how far the reading is, if there is so much to read that somebody may wait for it.
#ifndef EXAMPLES_BULK_REPORT_READING_PROGRESS_HPP
#define EXAMPLES_BULK_REPORT_READING_PROGRESS_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/progress_bar.hpp"

namespace bulk_report {

class ReadingProgress {
 public:
  explicit ReadingProgress(const std::vector<std::string>& inputs);

  /// So many more bytes were read.
  void add(std::size_t bytes);

 private:
  std::optional<std::uint64_t> total_;
  std::uint64_t read_ = 0;
  common::ProgressBar bar_;
};

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_READING_PROGRESS_HPP
