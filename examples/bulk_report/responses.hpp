// Finds and reads the responses in an input, regardless of what else the input holds.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_BULK_REPORT_RESPONSES_HPP
#define EXAMPLES_BULK_REPORT_RESPONSES_HPP

#include <sesv2/response.hpp>
#include "bulk_report/other_lines.hpp"
#include "common/text_input.hpp"

#include <cstddef>
#include <functional>

namespace bulk_report {

struct Response {
  /// The line on which it begins, counting from 1.
  std::size_t line = 0;
  /// Offsets in the issues are counted from the beginning of the response.
  sesv2::SalvagedResponse salvaged = {};
  /// The size of the rest of a response that is too long to be kept; 0 if it was read to its end.
  std::size_t skipped = 0;
  /// The line on which reading continued after the rest was skipped; 0 if the input ended there.
  std::size_t next_line = 0;
};

/// Calls `visit` with each response as soon as it is read.
///
/// A response is recognized by its list: the name BulkEmailEntryResults in quotes, a colon and a bracket, in an object
/// at any depth. The library parses from there, and its issues tell where the response ends, or where it is damaged.
/// Anything else on the lines of a response, or in a JSON text around it, is part of the log. Other lines go to
/// `others`.
///
/// Each byte is parsed once, except in damaged responses. Of a response longer than common::TextInput::max_text, only
/// the results at the beginning of its list are kept.
void for_each_response(common::TextInput& input, OtherLines& others, const std::function<void(const Response&)>& visit);

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_RESPONSES_HPP
