#include "common/csv.hpp"

namespace common {

std::string csv_field(std::string_view text) {
  std::string field;
  // Source: https://owasp.org/www-community/attacks/CSV_Injection
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) field = "'";
  field += text;
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + "\"";
}

std::string csv_row(const std::vector<std::string_view>& fields) {
  std::string row;
  for (std::size_t i = 0; i < fields.size(); ++i) row.append(i == 0 ? "" : ",").append(csv_field(fields[i]));
  return row + "\r\n";
}

}  // namespace common
