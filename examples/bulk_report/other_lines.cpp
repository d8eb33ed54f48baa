// SPDX-License-Identifier: MIT
#include "bulk_report/other_lines.hpp"

#include <sesv2/format.hpp>
#include "bulk_report/json_text.hpp"

#include <algorithm>
#include <optional>

namespace bulk_report {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t max_kept = std::size_t{64} * 1024;  // of a line, and of a block

void append_up_to_limit(std::string& kept, std::string_view text) {
  kept.append(text.substr(0, max_kept - std::min(max_kept, kept.size())));
}

/// Finds the name of a response's list between quotes of this kind, followed by a colon and a bracket.
std::size_t find_wrapped(std::string_view text, std::string_view quote) {
  for (auto name = text.find(results_name); name != npos; name = text.find(results_name, name + 1)) {
    const auto end = name + results_name.size();
    if (name < quote.size() || text.compare(name - quote.size(), quote.size(), quote) != 0) continue;
    if (text.compare(end, quote.size() + 1, std::string(quote) + ":") != 0) continue;
    const auto value = skip_whitespace(text, end + quote.size() + 1);
    if (value < text.size() && text[value] == '[') return name;
  }
  return npos;
}

/// Returns the name of the member of a line's root object whose string holds `place`; "" if there is none.
std::string_view member_that_holds(std::string_view line, std::size_t place) {
  const auto value = beginning_of_string(line, place);
  const auto end = line.substr(0, value).rfind('"');
  const auto begin = line.substr(0, end).rfind('"');
  if (line.front() != '{' || begin == npos || last_open(line.substr(0, value)) != 0) return {};
  return line.substr(begin + 1, end - begin - 1);
}

/// The commands have no double quotes, because a message escapes those.
std::string json_command(std::string_view line, std::size_t place) {
  const auto member = member_that_holds(line, place);
  // Docker's json-file splits long lines; only the string of the last part ends with a line end.
  if (member == "log") return "jq -j .log < FILE | bulk_report";
  constexpr auto plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"sv;
  if (!member.empty() && member.find_first_not_of(plain) == npos)
    return "jq -r ." + std::string(member) + " < FILE | bulk_report";
  const bool has_prefix = "{[ \t\""sv.find(line.front()) == npos;
  return has_prefix ? "grep -o '{.*' < FILE | jq -r '.. | strings' | bulk_report --mixed"
                    : "jq -r '.. | strings' < FILE | bulk_report --mixed";
}

constexpr std::string_view python_command =
    "grep -o '{.*BulkEmailEntryResults.*' < FILE | python3 -c 'import ast, json, sys; "
    "[print(json.dumps(ast.literal_eval(line))) for line in sys.stdin]' | bulk_report";

}  // namespace

void OtherLines::add(std::string_view text, std::size_t line) {
  while (!text.empty()) {
    if (line_.empty()) line_number_ = line;
    const auto end = text.find('\n');
    append_up_to_limit(line_, text.substr(0, end));
    if (end == npos) return;
    end_line();
    ++line;
    text.remove_prefix(end + 1);
  }
}

void OtherLines::end_line() {
  const auto text = std::string_view(line_).substr(0, size_without_whitespace(line_));
  const bool is_array_around = text == "[" || text.find_first_not_of("]},") == npos;
  if (!is_array_around) {
    if (text.front() == '{') end_block();
    if (block_.lines == 0) block_.line = line_number_;
    ++block_.lines;
    const auto python = find_wrapped(text, "'");
    const auto wrapped = python != npos ? python : find_wrapped(text, R"(\")");
    if (wrapped != npos && wrapped_.lines == 0) {
      wrapped_ = {0, line_number_, python != npos ? "as Python's repr prints it" : "inside a JSON string",
                  python != npos ? std::string(python_command) : json_command(text, wrapped)};
    }
    wrapped_.lines += wrapped != npos ? 1U : 0U;
    block_.wrapped += wrapped != npos ? 1U : 0U;
  }
  if (block_.lines > 0) append_up_to_limit(block_.text, line_ + "\n");
  line_.clear();
}

void OtherLines::end_block() {
  count_ += block_.lines - block_.wrapped;
  const auto text = std::string_view(block_.text).substr(0, size_without_whitespace(block_.text));
  if (!expected_ && block_.lines > 0 && block_.wrapped == 0) report(block_.line, text);
  block_ = {};
}

void OtherLines::report(std::size_t line, std::string_view text) const {
  auto issues = sesv2::salvage_send_bulk_email_response(text).issues;
  if (text.front() != '{' || text.size() >= max_kept || issues.empty()) {
    constexpr std::size_t max_shown = 80;
    const auto first_line = text.substr(0, text.find('\n'));
    const auto found =
        '"' + sesv2::escaped(first_line.substr(0, max_shown)) + '"' + (first_line.size() > max_shown ? "..." : "");
    const bool several = first_line.size() < text.size();
    issues = {{sesv2::ParseIssue::Kind::NoResults, "", std::nullopt,
               "expected a response, found " + found + (several ? " and the lines after it" : "")}};
  }
  on_issues_(line, issues);
}

void OtherLines::end_before_response() {
  line_.clear();
  end_block();
}

void OtherLines::end_of_input() {
  end_line();
  end_block();
}

}  // namespace bulk_report
