// The report for people.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_REPORT_TEXT_HPP
#define EXAMPLES_REPORT_TEXT_HPP

#include "common/terminal.hpp"
#include "report/page.hpp"
#include "report/report.hpp"

#include <iosfwd>

namespace report {

/// Prints a table of the statuses, the failures by status and error text, what to do about them, the violated
/// invariants, the issues found while reading, and other problems. Untrusted text is escaped.
void print(std::ostream& out, const Report& report, common::Colors colors, std::size_t columns = columns_of_stdout());

}  // namespace report

#endif  // EXAMPLES_REPORT_TEXT_HPP
