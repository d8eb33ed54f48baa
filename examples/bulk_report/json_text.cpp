// SPDX-License-Identifier: MIT
#include "bulk_report/json_text.hpp"

#include <algorithm>

namespace bulk_report {
namespace {

/// Returns whether the byte is escaped by a backslash.
bool is_escaped(std::string_view text, std::size_t place) {
  const auto last = text.substr(0, place).find_last_not_of('\\');
  return (place - (last + 1)) % 2 == 1;  // npos + 1 is 0
}

/// Returns the offset of the quote that ends a string; npos if there is none.
std::size_t end_of_string(std::string_view text, std::size_t quote) {
  auto end = text.find('"', quote + 1);
  while (end != npos && is_escaped(text, end)) end = text.find('"', end + 1);
  return end;
}

/// Returns the offset after the colon that follows a quoted name; npos if there is none.
std::size_t value_of(std::string_view text, std::size_t end_of_name) {
  const auto colon = skip_whitespace(text, end_of_name);
  return colon < text.size() && text[colon] == ':' ? colon + 1 : npos;
}

}  // namespace

std::size_t find_results(std::string_view text, std::size_t from) {
  for (auto name = text.find(results_name, from + 1); name != npos; name = text.find(results_name, name + 1)) {
    const auto end = name + results_name.size();
    const bool quoted = text[name - 1] == '"' && end < text.size() && text[end] == '"';
    if (quoted && !is_escaped(text, name - 1) && value_of(text, end + 1) != npos) return name - 1;
  }
  return npos;
}

std::size_t find_list(std::string_view text, std::size_t from) {
  for (auto quote = find_results(text, from); quote != npos; quote = find_results(text, quote + 1)) {
    const auto value = skip_whitespace(text, value_of(text, quote + results_name.size() + 2));
    if (value < text.size() && text[value] == '[') return quote;
  }
  return npos;
}

std::size_t beginning_of_string(std::string_view text, std::size_t end) {
  auto quote = text.substr(0, end).rfind('"');
  while (quote != npos && is_escaped(text, quote)) quote = text.substr(0, quote).rfind('"');
  return quote == npos ? 0 : quote;
}

bool begins_member(std::string_view text, std::size_t quote) {
  const auto end = end_of_string(text, quote);
  return end != npos && value_of(text, end + 1) != npos;
}

bool may_be_damaged(std::string_view object) {
  bool in_string = false;
  for (std::size_t i = 1; i < object.size(); ++i) {
    if (object[i] == '\\') return true;
    in_string = in_string != (object[i] == '"');
    if (object[i] != '{') continue;
    const char before = object[size_without_whitespace(object.substr(0, i)) - 1];
    if (before != ':' && before != '[') return true;
  }
  return in_string;
}

std::size_t depth_after(std::string_view text, std::size_t depth) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') i = end_of_string(text, i);
    if (i >= text.size()) break;
    if (text[i] == '{' || text[i] == '[') ++depth;
    if ((text[i] == '}' || text[i] == ']') && depth > 0) --depth;
  }
  return depth;
}

std::size_t last_open(std::string_view text) {
  std::size_t closed = 0;
  for (auto i = text.size(); i > 0; --i) {
    const char c = text[i - 1];
    if (c == '"') i = beginning_of_string(text, i - 1) + 1;
    if (c == '}' || c == ']') ++closed;
    if ((c == '{' || c == '[') && closed-- == 0) return i - 1;
  }
  return text.size();
}

std::size_t skip_whitespace(std::string_view text, std::size_t from) {
  while (from < text.size() && whitespace.find(text[from]) != npos) ++from;
  return from;
}

std::size_t size_without_whitespace(std::string_view text) { return text.find_last_not_of(whitespace) + 1; }

bool continues_entry(std::string_view text, std::size_t line) {
  constexpr std::string_view beginnings = " \t\r\n}],:\"";
  return line < text.size() && beginnings.find(text[line]) != npos;
}

std::size_t last_entry(std::string_view text, std::size_t from) {
  auto line = text.rfind('\n');
  while (line != npos && line + 1 > from && continues_entry(text, line + 1)) line = text.substr(0, line).rfind('\n');
  return std::max(from, line + 1);  // npos + 1 is 0
}

std::size_t words_of_prefix(std::string_view line) {
  const auto size = size_without_whitespace(line);
  // Only in single-line JSON is a member preceded by a brace or a comma on its line.
  if (size == 0 || line[size - 1] == '{' || line[size - 1] == ',') return 0;
  std::size_t words = 0;
  for (std::size_t i = 0; i < size; i = skip_whitespace(line, std::min(line.find_first_of(whitespace, i), size)))
    ++words;
  return words;
}

std::size_t line_ends(std::string_view text) {
  std::size_t count = 0;
  for (auto end = text.find('\n'); end != npos; end = text.find('\n', end + 1)) ++count;
  return count;
}

}  // namespace bulk_report
