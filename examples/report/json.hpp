// The report for other programs.
#ifndef EXAMPLES_REPORT_JSON_HPP
#define EXAMPLES_REPORT_JSON_HPP

#include <string>

#include "common/exit_status.hpp"
#include "report/report.hpp"

namespace report {

/// Returns the human-readable report's contents as JSON in ASCII, with a line end.
/// @param status  the exit status of the program that prints it
[[nodiscard]] std::string to_json_text(const Report& report, common::ExitStatus status);

}  // namespace report

#endif  // EXAMPLES_REPORT_JSON_HPP
