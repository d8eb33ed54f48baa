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

/// Where the object begins that the text begins with, after a byte order mark, spaces and tabs; npos if there is none.
std::size_t find_object(std::string_view text) {
  const auto mark = text.substr(0, byte_order_mark.size()) == byte_order_mark ? byte_order_mark.size() : 0;
  const auto brace = mark + indentation(text.substr(mark));
  return brace < text.size() && text[brace] == '{' ? brace : npos;
}

bool may_begin_response(std::string_view text, std::size_t line) {
  const auto brace = find_object(text.substr(line));
  if (brace == npos) return false;
  const bool indented = text[line] == ' ' || text[line] == '\t';
  return !indented || names_results(line_at(text, line + brace));
}

}  // namespace

bool begins_object(std::string_view text) { return find_object(text) != npos; }

Start find_start(std::string_view text, std::size_t from) {
  Start start{text.find('\n', from), 0};
  while (start.line_end != npos && !may_begin_response(text, start.line_end + 1)) {
    start.line_end = text.find('\n', start.line_end + 1);
    ++start.lines_passed;
  }
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
