#include "bulk_report/json_text.hpp"

#include <algorithm>
#include <sesv2/response.hpp>
#include <vector>

namespace bulk_report {
namespace {

constexpr auto npos = std::string_view::npos;

/// Whether the byte is escaped by a backslash before it.
bool is_escaped(std::string_view text, std::size_t place) {
  const auto last = text.substr(0, place).find_last_not_of('\\');
  return (place - (last + 1)) % 2 == 1;  // npos + 1 is 0
}

/// What follows the name of a member, whose quote is at `quote`: the offset after the colon; npos if there is none.
std::size_t value_of(std::string_view text, std::size_t quote) {
  const auto colon = skip_whitespace(text, quote + results_name.size() + 2);
  return colon < text.size() && text[colon] == ':' ? colon + 1 : npos;
}

}  // namespace

std::size_t find_results(std::string_view text, std::size_t from) {
  for (auto name = text.find(results_name, from + 1); name != npos; name = text.find(results_name, name + 1)) {
    const auto end = name + results_name.size();
    const bool quoted = text[name - 1] == '"' && end < text.size() && text[end] == '"';
    if (quoted && !is_escaped(text, name - 1) && value_of(text, name - 1) != npos) return name - 1;
  }
  return npos;
}

std::size_t find_list(std::string_view text, std::size_t from) {
  for (auto quote = find_results(text, from); quote != npos; quote = find_results(text, quote + 1)) {
    const auto value = skip_whitespace(text, value_of(text, quote));
    if (value < text.size() && text[value] == '[') return quote;
  }
  return npos;
}

std::size_t skip_whitespace(std::string_view text, std::size_t from) {
  while (from < text.size() && whitespace.find(text[from]) != npos) ++from;
  return from;
}

std::size_t size_without_whitespace(std::string_view text) { return text.find_last_not_of(whitespace) + 1; }

std::size_t end_of_string(std::string_view text, std::size_t quote) {
  auto end = text.find('"', quote + 1);
  while (end != npos && is_escaped(text, end)) end = text.find('"', end + 1);
  return end == npos ? text.size() : end + 1;
}

bool begins_member(std::string_view text, std::size_t quote) {
  const auto colon = skip_whitespace(text, end_of_string(text, quote));
  return colon < text.size() && text[colon] == ':';
}

std::size_t find_braced_line(std::string_view text, std::size_t from) { return text.find("\n{", from); }

std::size_t line_ends(std::string_view text) {
  std::size_t count = 0;
  for (auto end = text.find('\n'); end != npos; end = text.find('\n', end + 1)) ++count;
  return count;
}

Prefix json_prefix(std::string_view text) {
  for (const auto& issue : sesv2::salvage_send_bulk_email_response(text).issues) {
    if (issue.byte) return {*issue.byte, issue.kind == sesv2::ParseIssue::Kind::Truncated};
  }
  return {text.size(), false};
}

std::size_t OpenBrackets::follow(std::string_view text) {
  constexpr std::size_t max_depth = 64;  // of a text that is worth to be followed from response to response
  std::vector<std::size_t> places;
  for (auto i = text.find_first_of("\"{}[]"); i < text.size(); i = text.find_first_of("\"{}[]", i)) {
    if (text[i] == '"') {
      i = end_of_string(text, i);
      continue;
    }
    if (text[i] == '{' || text[i] == '[') {
      brackets_ += text[i];
      places.push_back(i);
    } else {
      close_last();
      if (!places.empty()) places.pop_back();
    }
    ++i;
  }
  if (brackets_.size() > max_depth) clear();
  return places.empty() ? npos : places.back();
}

Prefix OpenBrackets::prefix_within(std::string_view text) const {
  std::string whole;
  for (const char bracket : brackets_) whole += bracket == '{' ? R"({"":)" : "[";
  whole += '0';
  const auto added = whole.size();
  const auto [size, open] = json_prefix(whole.append(text));
  return {size - std::min(size, added), open};
}

}  // namespace bulk_report
