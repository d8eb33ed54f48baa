// SPDX-License-Identifier: MIT
#include "common/csv.hpp"

#include <algorithm>

namespace common {

void append_csv_field(std::string& table, std::string_view text) {
  constexpr std::string_view special = ",\"\r\n";
  const bool must_be_quoted =
      std::any_of(special.begin(), special.end(), [text](char c) { return text.find(c) != std::string_view::npos; });
  if (must_be_quoted) table += '"';
  // Source: https://owasp.org/www-community/attacks/CSV_Injection
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) table += '\'';
  if (must_be_quoted) {
    for (const char c : text) table.append(c == '"' ? 2 : 1, c);
    table += '"';
  } else {
    table += text;
  }
  table += ',';
}

void end_csv_row(std::string& table) { table.replace(table.size() - 1, 1, "\r\n"); }

void append_csv_row(std::string& table, std::initializer_list<std::string_view> fields) {
  for (const auto field : fields) append_csv_field(table, field);
  end_csv_row(table);
}

}  // namespace common
