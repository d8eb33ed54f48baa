// Comma-separated values (RFC 4180) for spreadsheets.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_CSV_HPP
#define EXAMPLES_COMMON_CSV_HPP

#include <initializer_list>
#include <string>
#include <string_view>

namespace common {

/// Appends a field and a comma. The field is quoted only where necessary, and begins with an apostrophe if a
/// spreadsheet would take it for a formula.
void append_csv_field(std::string& table, std::string_view text);

/// Ends a row, replacing its last comma.
void end_csv_row(std::string& table);

/// Appends a row of fields.
void append_csv_row(std::string& table, std::initializer_list<std::string_view> fields);

}  // namespace common

#endif  // EXAMPLES_COMMON_CSV_HPP
