// Prefixes that a log puts before each line, also within an indented response: "mailer-1  | ", "2026-11-28T03:12:00Z ".
#ifndef EXAMPLES_BULK_REPORT_LINE_PREFIX_HPP
#define EXAMPLES_BULK_REPORT_LINE_PREFIX_HPP

#include <cstddef>
#include <string_view>

namespace bulk_report {

/// Returns how many words a log puts before each line.
/// @param before_member  the beginning of a line, up to the name of a member
[[nodiscard]] std::size_t prefix_words(std::string_view before_member);

/// Returns the size of a prefix of so many words; 0 if the line begins with whitespace or has nothing else.
[[nodiscard]] std::size_t prefix_size(std::string_view line, std::size_t words);

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_LINE_PREFIX_HPP
