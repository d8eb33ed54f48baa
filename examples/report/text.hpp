// The report for people.
#ifndef EXAMPLES_REPORT_TEXT_HPP
#define EXAMPLES_REPORT_TEXT_HPP

#include <iosfwd>

#include "common/terminal.hpp"
#include "report/report.hpp"

namespace report {

/// Prints a table of the statuses, the failures by index, what to do about them, the invariants broken, and what could
/// not be read. Texts from outside are escaped.
void print(std::ostream& out, const Report& report, common::Colours colours);

}  // namespace report

#endif  // EXAMPLES_REPORT_TEXT_HPP
