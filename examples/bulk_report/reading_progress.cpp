#include "bulk_report/reading_progress.hpp"

#include <filesystem>
#include <system_error>

namespace bulk_report {
namespace {

/// The size of all inputs; unknown if any is not a regular file.
std::optional<std::uint64_t> total_size(const std::vector<std::string>& inputs) {
  std::uint64_t total = 0;
  for (const auto& input : inputs) {
    std::error_code error;
    const auto size = std::filesystem::file_size(input, error);
    if (error) return std::nullopt;
    total += size;
  }
  return total;
}

}  // namespace

ReadingProgress::ReadingProgress(const std::vector<std::string>& inputs) : total_(total_size(inputs)) {}

void ReadingProgress::add(std::size_t bytes) {
  constexpr std::uint64_t mebibyte = 1U << 20U;
  constexpr std::uint64_t worth_a_bar = 4 * mebibyte;
  read_ += bytes;
  if (total_.value_or(read_) >= worth_a_bar) bar_.show(read_, total_, std::to_string(read_ / mebibyte) + " MiB read");
}

}  // namespace bulk_report
