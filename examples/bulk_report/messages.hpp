// How inputs are named in messages, tables and reports, and what is said if one was not read completely.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_BULK_REPORT_MESSAGES_HPP
#define EXAMPLES_BULK_REPORT_MESSAGES_HPP

#include "bulk_report/other_lines.hpp"
#include "bulk_report/responses.hpp"

#include <string>

namespace bulk_report {

/// Returns "standard input" for "-". If a name is not UTF-8, its bytes are written as `\\xE9`, so that names stay
/// distinct.
[[nodiscard]] std::string shown(const std::string& input);

/// About a response that is too long.
[[nodiscard]] std::string message_of(const Response& response);
[[nodiscard]] std::string message_of(const WrappedResponses& wrapped, const std::string& input);
[[nodiscard]] std::string interruption_by(int signal);

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_MESSAGES_HPP
