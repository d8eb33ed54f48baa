#include "bulk_report/responses.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "bulk_report/json_text.hpp"
#include "bulk_report/line_prefix.hpp"

namespace bulk_report {
namespace {

using Kind = sesv2::ParseIssue::Kind;

constexpr auto npos = std::string_view::npos;

/// At the end of the buffer, a name may be incomplete, or the bracket of its list may not be read yet.
constexpr std::size_t longest_name = 1000;
/// The text before a list that is kept to find where the JSON text around it begins.
constexpr std::size_t longest_beginning = std::size_t{64} * 1024;

/// What was read before the text.
enum class Before : unsigned char { LineEnd, Response, DamagedLines };

struct Reading {
  sesv2::SalvagedResponse salvaged;
  bool list_closed = false;
  bool truncated = false;
  std::size_t end = 0;  // the first byte that cannot continue the response
};

/// Where a JSON text begins, and the innermost object that is open at its end.
struct Beginning {
  std::size_t text;
  std::size_t object;
};

/// Where the lines of the previous response end.
struct EndOfPrevious {
  std::size_t text;      // of the JSON text that holds it
  std::size_t lines;     // of its last line
  bool is_open = false;  // The JSON text goes on.
};

class ResponseReader {
 public:
  ResponseReader(Input& input, OtherLines& others, const std::function<void(const Response&)>& visit)
      : input_(input), others_(others), visit_(visit) {}

  void read_all() {
    while (find_next_list()) read_response();
    pass(input_.text().size());
    others_.end_of_input();
  }

 private:
  /// Finds the next list, and passes over the text before it that is too long to be kept.
  bool find_next_list() {
    std::size_t from = 0;
    while (true) {
      list_ = find_list(input_.text(), from);
      if (list_ != npos) return true;
      from = input_.text().size() - std::min(input_.text().size(), longest_name);
      if (input_.read_more()) continue;
      if (input_.at_end()) return false;
      const auto passed = input_.text().size() - longest_beginning;
      const auto line_end = input_.text().rfind('\n', passed);
      const auto size = line_end == npos ? passed : line_end + 1;
      pass(size);
      from -= size;
    }
  }

  /// Passes over text without a list.
  void pass(std::size_t size) {
    const auto text = input_.text().substr(0, size);
    const auto previous = end_of_previous(text);
    add_other_lines(text, previous.lines, size);
    const bool line_ended = before_ == Before::Response && size > 0 && text.back() == '\n';
    if (previous.lines < size || line_ended) before_ = Before::LineEnd;
    open_.clear();
    consume(size);
  }

  void add_other_lines(std::string_view text, std::size_t begin, std::size_t end) {
    others_.add(text.substr(begin, end - begin), line_ + line_ends(text.substr(0, begin)));
  }

  [[nodiscard]] EndOfPrevious end_of_previous(std::string_view text) const {
    if (before_ == Before::LineEnd) return {0, 0};
    const auto line_after = [text](std::size_t line_end) { return std::min(line_end, text.size() - 1) + 1; };
    const auto braced_line = find_braced_line(text, 0);
    if (before_ == Before::DamagedLines) return {line_after(braced_line), line_after(braced_line)};
    std::size_t end = 0;
    if (!open_.empty()) {
      const auto held = open_.in_array() ? text : text.substr(0, braced_line);
      const auto [size, is_open] = open_.prefix_within(held);
      if (is_open && held.size() == text.size()) return {size, size, true};
      end = size_without_whitespace(held.substr(0, size));
    }
    return {end, line_after(text.find('\n', end))};
  }

  /// Finds the JSON text that goes on at the end of `text`, and the brackets that are open there.
  Beginning find_beginning(std::string_view text, std::size_t from) {
    auto damaged = npos;  // the last object that is not complete
    auto braced_line = find_braced_line(text, from);
    for (auto begin = text.find_first_of("{[", from); begin != npos; begin = text.find_first_of("{[", from)) {
      if (braced_line < begin) braced_line = find_braced_line(text, begin);
      const auto tried = text.substr(begin, text[begin] == '{' ? braced_line - begin : npos);
      const auto [size, is_open] = json_prefix(tried);
      if (is_open && begin + size == text.size()) {
        open_.clear();
        const auto object = open_.follow(tried);
        const auto before = text.substr(std::min(damaged, begin), begin - std::min(damaged, begin));
        const bool shares_line = !before.empty() && before.find('\n') == npos;
        if (shares_line) others_.report(line_ + line_ends(text.substr(0, damaged)), before);
        return {begin, begin + object};
      }
      const auto next = skip_whitespace(tried, 1);
      const bool is_object = text[begin] == '{' && next < tried.size() && (tried[next] == '"' || tried[next] == '{');
      const bool complete = size > 1 && tried[size_without_whitespace(tried.substr(0, size)) - 1] == '}';
      if (is_object && !complete) damaged = begin;
      from = begin + std::max<std::size_t>(size, 1);
    }
    open_.clear();
    return {text.size(), text.size()};
  }

  /// Reads the response whose list was found.
  void read_response() {
    const auto line_of_list = input_.text().rfind('\n', list_) + 1;
    const auto words = prefix_words(input_.text().substr(line_of_list, list_ - line_of_list));
    blank_prefixes(before_ == Before::LineEnd ? 0 : input_.text().find('\n') + 1, list_, words);
    const auto lead = input_.text().substr(0, list_);
    const auto previous = end_of_previous(lead);
    Beginning beginning{};
    if (previous.is_open) {
      beginning = {0, open_.follow(lead)};
    } else {
      beginning = find_beginning(lead, previous.text);
      const auto line = lead.substr(0, beginning.text).rfind('\n') + 1;
      if (previous.lines < line) add_other_lines(lead, previous.lines, line);
    }
    others_.end_before_response();
    const auto object = std::min(beginning.object, lead.size());
    const auto before_name = std::max<std::size_t>(lead.size() - object, 1);  // at least the brace
    Response response;
    response.line = line_ + line_ends(lead.substr(0, object));
    consume(list_);
    read_list(response, words);
    for (auto& issue : response.salvaged.issues) {
      if (issue.byte) *issue.byte += before_name - 1;
    }
    visit_(response);
  }

  /// Reads and consumes the list whose name begins the text.
  void read_list(Response& response, std::size_t words) {
    const auto next = find_next_name();
    const auto text = input_.text();
    blank_prefixes(text.find('\n') + 1, next == npos ? text.size() : text.rfind('\n', next), words);
    auto reading = salvage(std::min(next, text.size()));
    if (reading.list_closed) {
      const auto end = size_without_whitespace(text.substr(0, reading.end));
      if (reading.truncated || text[end - 1] != '}') open_.clear();
      open_.close_last();
      before_ = Before::Response;
      consume(end);
    } else if (reading.truncated && next == npos && !input_.at_end()) {
      auto& issues = reading.salvaged.issues;  // that the list ends there is our doing
      issues.erase(std::remove_if(issues.begin(), issues.end(), [](const auto& i) { return i.byte; }), issues.end());
      consume(text.size());
      skip_list(response);
    } else if (reading.truncated && next != npos) {
      const auto end = beginning_before(next);
      reading = salvage(end);
      end_list_at(end);
    } else {
      // A string that was not closed seems to end at the first quote of the next response.
      const auto quote = reading.end - 1;
      if (text[quote] == '"' && begins_member(text, quote)) reading = salvage(quote);
      const auto end = size_without_whitespace(text.substr(0, reading.end));
      end_list_at(end);
      if (text.substr(0, end).find('\n') != npos) before_ = Before::DamagedLines;
    }
    response.salvaged = std::move(reading.salvaged);
  }

  /// Makes whitespace of the prefixes of lines that begin in this part of the text.
  void blank_prefixes(std::size_t begin, std::size_t end, std::size_t words) {
    if (words == 0) return;
    const auto text = input_.text();
    for (auto line = begin; line < end; line = std::min(text.find('\n', line), end) + 1) {
      input_.blank(line, prefix_size(text.substr(line, text.find('\n', line) - line), words));
    }
  }

  /// Returns where the next response may begin to have a list, or to be damaged before it; npos if not in the buffer.
  std::size_t find_next_name() {
    auto next = find_results(input_.text(), 1);
    while (next == npos) {
      const auto size = input_.text().size();
      if (!input_.read_more()) break;
      next = find_results(input_.text(), size - std::min(size - 1, longest_name));
    }
    return next;
  }

  /// Parses a response whose list's name begins the text. A list is never that long, so a wrong count is reported if it
  /// is closed.
  Reading salvage(std::size_t size) {
    Reading reading{sesv2::salvage_send_bulk_email_response(input_.text_in_braces(size), npos)};
    reading.end = size;
    auto& [results, issues] = reading.salvaged;
    for (const auto& issue : issues) {
      if (issue.kind == Kind::WrongCount) reading.list_closed = true;
      if (!issue.byte) continue;
      reading.end = *issue.byte - 1;
      reading.truncated = issue.kind == Kind::Truncated;
    }
    const auto is_not_of_list = [&reading](const sesv2::ParseIssue& issue) {
      return issue.kind == Kind::WrongCount || (reading.list_closed && issue.byte);
    };
    issues.erase(std::remove_if(issues.begin(), issues.end(), is_not_of_list), issues.end());
    return reading;
  }

  /// Skips the rest of a response that is too long, up to where the next one begins.
  void skip_list(Response& response) {
    auto next = find_results(input_.text(), 0);
    while (next == npos) {
      const auto size = input_.text().size() - std::min(input_.text().size(), longest_beginning);
      response.skipped += size;
      consume(size);
      if (!input_.read_more()) break;
      next = find_results(input_.text(), 0);
    }
    const auto end = next == npos ? input_.text().size() : beginning_before(next);
    response.skipped += end;
    end_list_at(end);
    if (next != npos) response.next_line = line_;
  }

  /// Where the object seems to begin that has a list at `list`.
  [[nodiscard]] std::size_t beginning_before(std::size_t list) const {
    const auto text = input_.text().substr(0, list);
    const auto line = text.rfind("\n{");
    for (const auto begin : {line == npos ? npos : line + 1, text.rfind('{')}) {
      if (begin == npos) continue;
      const auto [size, is_open] = json_prefix(text.substr(begin));
      if (is_open && begin + size == list) return begin;
    }
    return list;
  }

  void end_list_at(std::size_t end) {
    open_.clear();
    before_ = end > 0 && input_.text()[end - 1] == '\n' ? Before::LineEnd : Before::Response;
    consume(end);
  }

  void consume(std::size_t size) {
    line_ += line_ends(input_.text().substr(0, size));
    input_.consume(size);
  }

  Input& input_;
  OtherLines& others_;
  const std::function<void(const Response&)>& visit_;
  std::size_t line_ = 1;  // on which the text begins
  std::size_t list_ = 0;  // where the next list is
  Before before_ = Before::LineEnd;
  OpenBrackets open_;  // around the text, if it follows a response
};

}  // namespace

void for_each_response(Input& input, OtherLines& others, const std::function<void(const Response&)>& visit) {
  ResponseReader(input, others, visit).read_all();
}

}  // namespace bulk_report
