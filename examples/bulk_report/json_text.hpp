// The little that the program itself knows of JSON: where a list of results is, strings and brackets.
#ifndef EXAMPLES_BULK_REPORT_JSON_TEXT_HPP
#define EXAMPLES_BULK_REPORT_JSON_TEXT_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace bulk_report {

inline constexpr std::string_view whitespace = " \t\r\n";
inline constexpr std::string_view results_name = "BulkEmailEntryResults";

/// Finds a member with this name and a value, which may be in any object. A string cannot hold one: its quotes would
/// be escaped.
/// @returns the offset of the quote before the name; npos if there is none
[[nodiscard]] std::size_t find_results(std::string_view text, std::size_t from);

/// Finds such a member whose value is an array.
[[nodiscard]] std::size_t find_list(std::string_view text, std::size_t from);

/// Returns the offset of the first byte, not before `from`, that is not whitespace; the text's size if there is none.
[[nodiscard]] std::size_t skip_whitespace(std::string_view text, std::size_t from);

/// Returns the size without whitespace at the end.
[[nodiscard]] std::size_t size_without_whitespace(std::string_view text);

/// Returns the offset after the string that begins at `quote`; the text's size if it is not closed.
[[nodiscard]] std::size_t end_of_string(std::string_view text, std::size_t quote);

/// Returns whether a quote begins a member's name.
[[nodiscard]] bool begins_member(std::string_view text, std::size_t quote);

/// Returns the offset of the first line end, not before `from`, after which a line begins with a brace; else npos.
[[nodiscard]] std::size_t find_braced_line(std::string_view text, std::size_t from);

/// How many line ends there are; std::count() is slower where they are few.
[[nodiscard]] std::size_t line_ends(std::string_view text);

/// How much of a text can begin a JSON text.
struct Prefix {
  std::size_t size;
  bool open;  // All of it can, and the JSON text goes on.
};
[[nodiscard]] Prefix json_prefix(std::string_view text);

/// The brackets that are open around a response.
class OpenBrackets {
 public:
  /// Follows the brackets of a text outside strings.
  /// @returns the offset of the last one in the text that stays open; npos if there is none
  std::size_t follow(std::string_view text);
  void close_last() { brackets_.resize(brackets_.size() - (brackets_.empty() ? 0 : 1)); }
  void clear() { brackets_.clear(); }

  [[nodiscard]] bool empty() const noexcept { return brackets_.empty(); }
  [[nodiscard]] bool in_array() const noexcept { return !brackets_.empty() && brackets_.front() == '['; }

  /// Returns how much of `text` can go on within these brackets, behind a value.
  [[nodiscard]] Prefix prefix_within(std::string_view text) const;

 private:
  std::string brackets_;
};

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_JSON_TEXT_HPP
