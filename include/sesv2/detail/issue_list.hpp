// The issues of a reading: how each is worded, and how many are kept.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_ISSUE_LIST_HPP
#define SESV2_DETAIL_ISSUE_LIST_HPP

#include <array>
#include <cstddef>
#include <optional>
#include <sesv2/detail/scan_value.hpp>
#include <sesv2/response.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sesv2::detail {

/// A kind of value in the words of a message.
constexpr std::string_view describe(ValueKind kind) noexcept {
  constexpr std::array<std::string_view, 7> words{"nothing",  "null",     "a boolean", "a number",
                                                  "a string", "an array", "an object"};
  return words[static_cast<std::size_t>(kind)];
}

class IssueList {
 public:
  /// Whether there are as many issues as are kept, so that the words of a further one need not be made.
  [[nodiscard]] bool full() const noexcept { return issues_.size() >= most_issues; }

  /// Adds an issue, unless the list is full.
  void add(ParseIssue::Kind kind, std::string path, std::string_view expected, std::string_view found) {
    if (!full()) push_back(kind, std::move(path), std::nullopt, expected, found);
  }

  /// Adds the issue that ends the reading. It is kept however many there are.
  void add_fault(ParseIssue::Kind kind, std::size_t byte, std::string_view expected, std::string_view found) {
    push_back(kind, {}, byte, expected, found);
  }

  void clear() noexcept { issues_.clear(); }

  [[nodiscard]] std::vector<ParseIssue> take() noexcept { return std::move(issues_); }

 private:
  static constexpr std::size_t most_issues = 64;

  void push_back(ParseIssue::Kind kind, std::string path, std::optional<std::size_t> byte, std::string_view expected,
                 std::string_view found) {
    std::string message = "expected ";
    message.append(expected).append(", found ").append(found);
    issues_.push_back({kind, std::move(path), byte, std::move(message)});
  }

  std::vector<ParseIssue> issues_ = {};
};

}  // namespace sesv2::detail

#endif  // SESV2_DETAIL_ISSUE_LIST_HPP
