// What the program itself knows about the text of a log: where a list of results is, the strings and brackets of JSON,
// and which lines belong together. SPDX-License-Identifier: MIT
#ifndef EXAMPLES_BULK_REPORT_JSON_TEXT_HPP
#define EXAMPLES_BULK_REPORT_JSON_TEXT_HPP

#include <cstddef>
#include <string_view>

namespace bulk_report {

inline constexpr auto npos = std::string_view::npos;
inline constexpr std::string_view whitespace = " \t\r\n";
inline constexpr std::string_view results_name = "BulkEmailEntryResults";

/// Finds the name of the results where it is the name of a member. It cannot occur inside a string, because its quotes
/// would be escaped there.
/// @returns the offset of the quote before the name; npos if there is none
[[nodiscard]] std::size_t find_results(std::string_view text, std::size_t from);

/// Finds such a member whose value is an array.
[[nodiscard]] std::size_t find_list(std::string_view text, std::size_t from);

/// Returns the offset of the quote that begins the string that holds the byte before `end`; 0 if there is none.
[[nodiscard]] std::size_t beginning_of_string(std::string_view text, std::size_t end);

/// Returns whether a quote begins a member's name.
[[nodiscard]] bool begins_member(std::string_view text, std::size_t quote);

/// Returns whether an object may be malformed, because a string in it is not closed or another object begins where
/// none may. Only parsing with the library tells for certain; this check makes that unnecessary for nearly all
/// objects.
[[nodiscard]] bool may_be_damaged(std::string_view object);

/// Returns how many brackets are open after a text, if `depth` are open before it.
[[nodiscard]] std::size_t depth_after(std::string_view text, std::size_t depth);

/// Returns the offset of the innermost brace or bracket that is open at the end of the text; its size if none is.
[[nodiscard]] std::size_t last_open(std::string_view text);

/// Returns the offset of the first byte, not before `from`, that is not whitespace; the text's size if there is none.
[[nodiscard]] std::size_t skip_whitespace(std::string_view text, std::size_t from);

/// Returns the size without whitespace at the end.
[[nodiscard]] std::size_t size_without_whitespace(std::string_view text);

/// Returns whether a line can continue a log entry: an indented one, or a member or closing bracket of its JSON text.
[[nodiscard]] bool continues_entry(std::string_view text, std::size_t line);

/// Returns where the log entry that holds the last byte of the text begins, but no earlier than `from`.
[[nodiscard]] std::size_t last_entry(std::string_view text, std::size_t from);

/// Returns how many words a log puts before each line, including the lines of an indented response.
/// @param line  a line up to the name of a member
[[nodiscard]] std::size_t words_of_prefix(std::string_view line);

/// Returns how many line ends there are; std::count() is slower where they are few.
[[nodiscard]] std::size_t line_ends(std::string_view text);

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_JSON_TEXT_HPP
