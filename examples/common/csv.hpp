// Comma-separated values (RFC 4180) for spreadsheets.
#ifndef EXAMPLES_COMMON_CSV_HPP
#define EXAMPLES_COMMON_CSV_HPP

#include <string>
#include <string_view>
#include <vector>

namespace common {

/// Returns the text as a field of a row: quoted if it must be, and with an apostrophe first if a spreadsheet
/// would take it for a formula.
[[nodiscard]] std::string csv_field(std::string_view text);

/// Returns a row with its line end.
[[nodiscard]] std::string csv_row(const std::vector<std::string_view>& fields);

}  // namespace common

#endif  // EXAMPLES_COMMON_CSV_HPP
