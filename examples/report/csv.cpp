#include "report/csv.hpp"

namespace report {
namespace {

void append_field(std::string& out, std::string_view field) {
  constexpr std::string_view formula_beginnings = "=+-@\t\r";
  constexpr std::string_view to_be_quoted = ",\"\r\n";
  const bool formula = !field.empty() && formula_beginnings.find(field.front()) != std::string_view::npos;
  if (field.find_first_of(to_be_quoted) == std::string_view::npos) {
    out.append(formula ? "'" : "").append(field);
    return;
  }
  out.append(formula ? "\"'" : "\"");
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

void append_csv_row(std::string& out, std::initializer_list<std::string_view> fields) {
  std::string_view separator;
  for (const auto field : fields) {
    out.append(separator);
    append_field(out, field);
    separator = ",";
  }
  out.append("\r\n");
}

}  // namespace report
