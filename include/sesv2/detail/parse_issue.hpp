// Defines what response.hpp declares of issues and of the error that carries them.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_PARSE_ISSUE_HPP
#define SESV2_DETAIL_PARSE_ISSUE_HPP

#include <array>
#include <sesv2/detail/enumerator_text.hpp>
#include <sesv2/response.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sesv2 {

namespace detail {

using KindText = EnumeratorText<ParseIssue::Kind>;
inline constexpr std::array kind_names{
    KindText{ParseIssue::Kind::Truncated, "Truncated"}, KindText{ParseIssue::Kind::Malformed, "Malformed"},
    KindText{ParseIssue::Kind::NoResults, "NoResults"}, KindText{ParseIssue::Kind::WrongCount, "WrongCount"},
    KindText{ParseIssue::Kind::WrongType, "WrongType"},
};

/// The first issue, and how many more were kept.
inline std::string summarize(const std::vector<ParseIssue>& issues) {
  if (issues.empty()) return "the response could not be read";
  const std::string first = describe(issues.front());
  return issues.size() == 1 ? first : first + " (and " + std::to_string(issues.size() - 1) + " more)";
}

}  // namespace detail

constexpr std::string_view name(ParseIssue::Kind kind) noexcept {
  return detail::find_text(detail::kind_names, kind).name;
}

inline std::string describe(const ParseIssue& issue) {
  std::string where = issue.path;
  if (issue.byte.has_value()) where += (where.empty() ? "byte " : ", byte ") + std::to_string(*issue.byte);
  return where.empty() ? issue.message : where + ": " + issue.message;
}

inline ParseError::ParseError(SalvagedResponse response)
    : std::runtime_error(detail::summarize(response.issues)), response_(std::move(response)) {}

}  // namespace sesv2

#endif  // SESV2_DETAIL_PARSE_ISSUE_HPP
