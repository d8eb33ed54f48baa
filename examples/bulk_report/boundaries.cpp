#include "bulk_report/boundaries.hpp"

#include <algorithm>

namespace bulk_report {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view line_at(std::string_view text, std::size_t begin) {
  return text.substr(begin, text.find('\n', begin) - begin);
}

bool names_results(std::string_view text) { return text.find(results_name) != npos; }

std::size_t indentation(std::string_view text) {
  std::size_t size = 0;  // find_first_not_of() is several times slower
  while (size < text.size() && (text[size] == ' ' || text[size] == '\t')) ++size;
  return size;
}

/// The end of the line before the first line that begins with spaces or tabs and `{`, and names BulkEmailEntryResults.
std::size_t find_indented_start(std::string_view text, std::size_t from) {
  for (auto name = text.find(results_name, from); name != npos; name = text.find(results_name, name + 1)) {
    const auto line_end = text.substr(0, name).rfind('\n');
    if (line_end == npos || line_end < from) continue;
    const auto brace = line_end + 1 + indentation(text.substr(line_end + 1));
    if (text[brace] == '{') return line_end;
  }
  return npos;
}

}  // namespace

bool begins_object(std::string_view text) {
  if (text.substr(0, byte_order_mark.size()) == byte_order_mark) text.remove_prefix(byte_order_mark.size());
  const auto brace = indentation(text);
  return brace < text.size() && text[brace] == '{';
}

Start find_start(std::string_view text, std::size_t from) {
  const auto begins_response = [text](std::size_t line) {
    if (line == text.size()) return false;
    return text[line] == '{' || (text[line] == byte_order_mark.front() && begins_object(text.substr(line)));
  };
  Start start{text.find('\n', from), 0};
  while (start.line_end != npos && !begins_response(start.line_end + 1)) {
    start.line_end = text.find('\n', start.line_end + 1);
    ++start.lines_passed;
  }
  const auto indented = find_indented_start(text.substr(0, start.line_end), from);
  if (indented != npos) start = {indented, line_ends(text.substr(from, indented - from))};
  return start;
}

std::size_t line_ends(std::string_view text) {
  std::size_t count = 0;
  for (auto end = text.find('\n'); end != npos; end = text.find('\n', end + 1)) ++count;
  return count;
}

bool begins_response(std::string_view text, std::size_t start) {
  const auto second_line = text.find('\n') + 1;
  const bool indented = second_line < text.size() && (text[second_line] == ' ' || text[second_line] == '\t');
  if (indented) return true;
  const auto line = line_at(text, start);
  if (names_results(line)) return true;
  const bool brace_alone = line.find_first_not_of(whitespace, line.find('{') + 1) == npos;
  return brace_alone && names_results(line_at(text, std::min(start + line.size() + 1, text.size())));
}

std::optional<EntryBoundary> last_entry_boundary(std::string_view text) {
  constexpr int max_attempts = 64;
  auto next = text.rfind('{');
  for (int attempt = 0; attempt < max_attempts && next != npos && next > 0; ++attempt) {
    const auto comma = text.find_last_not_of(whitespace, next - 1);
    if (comma != npos && comma > 0 && text[comma] == ',') {
      const auto brace = text.find_last_not_of(whitespace, comma - 1);
      if (brace != npos && text[brace] == '}') return EntryBoundary{brace + 1, next};
    }
    next = text.rfind('{', next - 1);
  }
  return std::nullopt;
}

}  // namespace bulk_report
