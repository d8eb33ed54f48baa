// The report for other programs.
#ifndef EXAMPLES_REPORT_JSON_HPP
#define EXAMPLES_REPORT_JSON_HPP

#include <string>

#include "report/report.hpp"

namespace report {

/// The same as the report for people, as JSON in ASCII with a line end.
[[nodiscard]] std::string to_json_text(const Report& report);

}  // namespace report

#endif  // EXAMPLES_REPORT_JSON_HPP
