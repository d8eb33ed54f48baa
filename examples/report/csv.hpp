// Comma-separated values (RFC 4180) that a spreadsheet can open without harm.
#ifndef EXAMPLES_REPORT_CSV_HPP
#define EXAMPLES_REPORT_CSV_HPP

#include <initializer_list>
#include <string>
#include <string_view>

namespace report {

/// Appends one row. A field is quoted where RFC 4180 asks for it. One that a spreadsheet would take for a formula,
/// because it begins with =, +, -, @, a tab or a carriage return, gets an apostrophe first.
///
/// Sources: https://www.rfc-editor.org/rfc/rfc4180, https://owasp.org/www-community/attacks/CSV_Injection
void append_csv_row(std::string& out, std::initializer_list<std::string_view> fields);

}  // namespace report

#endif  // EXAMPLES_REPORT_CSV_HPP
