// The lines of an input that hold no response: an error page in place of one, other lines of a log, or responses in
// strings.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_BULK_REPORT_OTHER_LINES_HPP
#define EXAMPLES_BULK_REPORT_OTHER_LINES_HPP

#include <sesv2/response.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bulk_report {

/// Lines that hold a response as the text of a string.
struct WrappedResponses {
  std::uint64_t lines = 0;
  std::size_t first_line = 0;
  std::string where = {};    // where the first response is: "inside a JSON string"
  std::string command = {};  // reports them, with FILE in place of the input's name
};

class OtherLines {
 public:
  using OnIssues = std::function<void(std::size_t line, const std::vector<sesv2::ParseIssue>&)>;

  /// @param expected   whether other lines are only counted; if not, they are issues
  /// @param on_issues  called with the issues of lines that belong together, and the number of the first one
  OtherLines(bool expected, OnIssues on_issues) : expected_(expected), on_issues_(std::move(on_issues)) {}

  /// Takes lines. If the last one has not ended, the next call continues it.
  /// @param line  the number of the first line
  void add(std::string_view text, std::size_t line);
  /// A response follows; it is on the last line, if that has not ended.
  void end_before_response();
  void end_of_input();
  /// Reports the issues of a text that holds no complete response.
  void report(std::size_t line, std::string_view text) const;

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  [[nodiscard]] const WrappedResponses& wrapped() const noexcept { return wrapped_; }

 private:
  /// Lines that belong together: up to the next one that begins with a brace. Blank ones are not counted.
  struct Block {
    std::string text = {};
    std::size_t line = 0;
    std::uint64_t lines = 0;
    std::uint64_t wrapped = 0;
  };

  void end_line();
  void end_block();

  bool expected_;
  OnIssues on_issues_;
  std::string line_;  // the line that has not ended
  std::size_t line_number_ = 0;
  Block block_;
  std::uint64_t count_ = 0;
  WrappedResponses wrapped_;
};

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_OTHER_LINES_HPP
