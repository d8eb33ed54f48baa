// Where responses, and entries within them, may begin in a text.
#ifndef EXAMPLES_BULK_REPORT_BOUNDARIES_HPP
#define EXAMPLES_BULK_REPORT_BOUNDARIES_HPP

#include <cstddef>
#include <optional>
#include <string_view>

namespace bulk_report {

inline constexpr std::string_view whitespace = " \t\r\n";
inline constexpr std::string_view results_name = "BulkEmailEntryResults";

/// Whether the text begins with an object; a byte order mark, spaces and tabs may come first.
[[nodiscard]] bool begins_object(std::string_view text);

struct Start {
  std::size_t line_end;      // before the line that begins with it; npos if there is none
  std::size_t lines_passed;  // other line ends that were met
};

/// The first line end, not before `from`, after which a response may begin: the next line begins with `{`, or begins
/// with spaces, tabs and `{` and names BulkEmailEntryResults.
[[nodiscard]] Start find_start(std::string_view text, std::size_t from);

/// The beginning of a response, wherever it is in a line. Within a JSON string its quotes would be escaped, so it is
/// never a part of one.
inline constexpr std::string_view response_beginning = R"({"BulkEmailEntryResults")";

/// How many line ends there are; std::count() is slower where they are few.
[[nodiscard]] std::size_t line_ends(std::string_view text);

/// Whether the line at `start` begins a response rather than an entry of the response at the beginning of the text.
[[nodiscard]] bool begins_response(std::string_view text, std::size_t start);

struct EntryBoundary {
  std::size_t end;   // of an entry
  std::size_t next;  // the beginning of the next one
};

/// The last place in the text where an entry seems to end and another to begin. It may be in a string.
[[nodiscard]] std::optional<EntryBoundary> last_entry_boundary(std::string_view text);

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_BOUNDARIES_HPP
