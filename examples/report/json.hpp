// The report for other programs.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_REPORT_JSON_HPP
#define EXAMPLES_REPORT_JSON_HPP

#include "common/exit_status.hpp"
#include "report/report.hpp"

#include <string>

namespace report {

/// Returns the human-readable report's contents as ASCII JSON, ending with a newline.
/// @param status  the exit status of the program that prints it
[[nodiscard]] std::string to_json_text(const Report& report, common::ExitStatus status);

}  // namespace report

#endif  // EXAMPLES_REPORT_JSON_HPP
