// Finds the responses in an input: one as JSON, or one a line as JSON Lines.
#ifndef EXAMPLES_BULK_REPORT_BODIES_HPP
#define EXAMPLES_BULK_REPORT_BODIES_HPP

#include <cstddef>
#include <functional>
#include <string_view>

#include "bulk_report/line_reader.hpp"

namespace bulk_report {

/// The text of one response.
struct Body {
  std::string_view text;
  /// Its line in JSON Lines, from 1; 0: it is the whole input.
  std::size_t line = 0;
  /// It was longer than may be held in memory; `text` is its beginning.
  bool too_long = false;
};

/// Calls `visit` with each response. Holds one of them in memory, of `max_size` bytes at most; blank lines are skipped.
///
/// A pretty-printed response has many lines too, and the first lines of a log may be broken. An input is JSON Lines
/// if its first line is a whole JSON object and more follows; or if a later line is a whole response by itself; or if
/// two lines begin with `{` and name BulkEmailEntryResults.
/// @throws std::system_error if the input cannot be read to its end, after what could be read of it was visited
void for_each_body(LineReader& reader, std::size_t max_size, const std::function<void(const Body&)>& visit);

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_BODIES_HPP
