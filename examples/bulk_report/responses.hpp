// Finds and reads the responses in an input: one as JSON, several one after another, or JSON Lines.
#ifndef EXAMPLES_BULK_REPORT_RESPONSES_HPP
#define EXAMPLES_BULK_REPORT_RESPONSES_HPP

#include <cstddef>
#include <functional>
#include <sesv2/response.hpp>

#include "bulk_report/input.hpp"

namespace bulk_report {

/// What is to be said of a response besides its issues.
enum class Remark : unsigned char {
  None,
  TooLong,         // its rest was skipped: an entry, or something between responses, is longer than Input::max_text
  ResultsRepeated  // BulkEmailEntryResults is there twice in a response that was read in parts; both are counted
};

/// A response; or a part of one that is longer than the buffer.
struct Response {
  /// The line on which it begins, from 1.
  std::size_t line = 0;
  /// The index of the part's first result; more than 0 if it is not the first part.
  std::size_t first_index = 0;
  Remark remark = Remark::None;
  /// Paths and bytes of the issues count from the beginning of the response.
  const sesv2::SalvagedResponse& salvaged;
};

/// Calls `visit` with each response, or part of one, as soon as it is read. Memory does not grow with the input.
///
/// A response ends where its root object ends, wherever the lines end. A broken one ends where the next one seems to
/// begin: at a line that begins with `{`, or at `{"BulkEmailEntryResults"` anywhere. So a broken line of JSON Lines
/// costs that line at most, and whatever is between two responses is one broken response. Where a line that begins with
/// `{` may be an entry, because the response is not finished, it is taken for a new response if it names
/// BulkEmailEntryResults, or if the unfinished one is indented.
///
/// The library finds the ends: its issues name the byte at which a text cannot go on. So each byte is read once, but
/// for responses that share a line or are broken, and for the last response in a full buffer.
void for_each_response(Input& input, const std::function<void(const Response&)>& visit);

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_RESPONSES_HPP
