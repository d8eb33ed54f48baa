// SPDX-License-Identifier: MIT
#include "bulk_report/responses.hpp"

#include "bulk_report/json_text.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace bulk_report {
namespace {

using Kind = sesv2::ParseIssue::Kind;

/// At the end of the buffer, a name may be incomplete, or the bracket of its list may not have been read yet.
constexpr std::size_t longest_name = 1000;
/// The depth after a damaged list: so large that indented lines still belong to it.
constexpr std::size_t unknown_depth = std::size_t{1} << 20U;
/// How much text before a list is kept to find where its log entry begins.
constexpr std::size_t longest_beginning = std::size_t{64} * 1024;

struct Reading {
  sesv2::SalvagedResponse salvaged;
  bool list_closed = false;
  bool truncated = false;
  std::size_t end = 0;  // the first byte that cannot continue the response
};

bool is_line_end(std::string_view text, std::size_t place) {
  return place < text.size() && (text[place] == '\n' || text[place] == '\r');
}

class ResponseReader {
 public:
  ResponseReader(common::TextInput& input, OtherLines& others, const std::function<void(const Response&)>& visit)
      : input_(input), others_(others), visit_(visit) {}

  void read_all() {
    while (find_next_list()) {
      const auto line = input_.text().rfind('\n', list_) + 1;
      prefix_words_ = words_of_prefix(input_.text().substr(line, list_ - line));
      remove_prefixes(in_entry_ ? input_.text().find('\n') + 1 : 0, line + 1);
      list_ = find_list(input_.text(), line);
      read_response();
    }
    pass(input_.text().size());
    others_.end_of_input();
  }

 private:
  /// Finds the next list, and passes over the text before it where that is too long to keep.
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
      const auto size = line_end == npos || line_end == 0 ? passed : line_end;
      pass(size);
      from -= size;
    }
  }

  /// Passes over text without a list.
  void pass(std::size_t size) {
    const auto text = input_.text().substr(0, size);
    const auto begin = end_of_entry(text);
    add_other_lines(begin, size);
    if (begin < size) in_entry_ = false;
    depth_ = depth_after(text, depth_);
    consume(size);
  }

  /// Returns where the log entry of the previous response ends; the text's size if the entry goes on.
  [[nodiscard]] std::size_t end_of_entry(std::string_view text) const {
    if (!in_entry_) return 0;
    std::size_t line = 0;
    auto depth = depth_;
    while (line == 0 || (depth > 0 && continues_entry(text, line))) {
      const auto end = text.find('\n', line);
      if (end == npos) return text.size();
      depth = depth_after(text.substr(line, end - line), depth);
      line = end + 1;
    }
    return line;
  }

  void add_other_lines(std::size_t from, std::size_t to) {
    others_.add(input_.text().substr(from, to - from), line_ + line_ends(input_.text().substr(0, from)));
  }

  /// Reads the response whose list was found.
  void read_response() {
    const auto lead = input_.text().substr(0, list_);
    const auto entry_end = end_of_entry(lead);
    const auto next_entry = last_entry(input_.text().substr(0, list_ + 1), entry_end);
    add_other_lines(entry_end, next_entry);
    others_.end_before_response();
    const bool same_entry = in_entry_ && entry_end == lead.size();
    const auto entry = same_entry ? skip_whitespace(lead, 0) : next_entry;
    report_damage(entry);
    const auto object = last_open(lead);
    depth_ = depth_after(lead.substr(entry), same_entry ? depth_ : 0);
    depth_ -= std::min<std::size_t>(depth_, 1);                               // the object of the list itself
    const auto before_name = std::max<std::size_t>(lead.size() - object, 1);  // at least the brace
    Response response;
    response.line = line_ + line_ends(lead.substr(0, object));
    consume(list_);
    read_list(response);
    for (auto& issue : response.salvaged.issues) {
      if (issue.byte) *issue.byte += before_name - 1;
    }
    visit_(response);
  }

  /// Reports an object that is damaged before the list.
  void report_damage(std::size_t begin) const {
    const auto object = input_.text().substr(begin, list_ - begin);
    if (object.empty() || object.front() != '{' || !may_be_damaged(object)) return;
    const auto issues = sesv2::salvage_send_bulk_email_response(object).issues;
    const bool goes_on = !issues.empty() && issues.back().kind == Kind::Truncated;
    if (!goes_on) others_.report(line_ + line_ends(input_.text().substr(0, begin)), object);
  }

  /// Reads and consumes the list whose name begins the text.
  void read_list(Response& response) {
    const auto next = find_next_name();
    const auto text = input_.text();
    remove_prefixes(text.find('\n') + 1, next == npos ? text.size() : text.rfind('\n', next));
    auto reading = salvage(std::min(next, text.size()));
    auto end = size_without_whitespace(text.substr(0, reading.end));
    if (reading.truncated && !reading.list_closed && next != npos) {
      end = last_open(text.substr(0, next));
      reading = salvage(end);
    } else if (reading.truncated && !reading.list_closed && !input_.at_end()) {
      auto& issues = reading.salvaged.issues;  // that the list ends there is our doing
      issues.erase(std::remove_if(issues.begin(), issues.end(), [](const auto& i) { return i.byte; }), issues.end());
      consume(text.size());
      end = skip_list(response);
      response.skipped += end;
    } else if (!reading.list_closed && is_line_end(text, reading.end)) {
      reading = salvage(reading.end);  // A string or literal cannot go on there: the line is truncated.
    } else if (!reading.list_closed && text[end - 1] == '"' && begins_member(text, end - 1)) {
      reading = salvage(end - 1);  // A string that was not closed seems to end at the next response's first quote.
    }
    const bool has_ended = reading.list_closed ? text[end - 1] == '}' : text.substr(0, end).find('\n') == npos;
    if (!has_ended) depth_ = unknown_depth;
    in_entry_ = end == 0 || input_.text()[end - 1] != '\n';
    consume(end);
    if (response.next_line > 0) response.next_line = line_;
    response.salvaged = std::move(reading.salvaged);
  }

  /// Returns where the next response's list may begin, or where the response may be damaged before its list; npos if
  /// that is not in the buffer.
  std::size_t find_next_name() {
    auto next = find_results(input_.text(), 1);
    while (next == npos) {
      const auto size = input_.text().size();
      if (!input_.read_more()) break;
      next = find_results(input_.text(), size - std::min(size - 1, longest_name));
    }
    return next;
  }

  /// Parses a response whose list's name begins the text. No list is as long as the count expected here, so a wrong
  /// count is reported whenever the list is closed.
  Reading salvage(std::size_t size) {
    Reading reading{sesv2::salvage_send_bulk_email_response(input_.text_in_braces(size), npos)};
    reading.end = size;
    auto& issues = reading.salvaged.issues;
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

  /// Skips the rest of a response that is too long. Returns where the next one begins in the text.
  std::size_t skip_list(Response& response) {
    auto next = npos;
    while (next == npos) {
      const auto size = input_.text().size() - std::min(input_.text().size(), longest_beginning);
      response.skipped += size;
      consume(size);
      if (!input_.read_more()) break;
      next = find_results(input_.text(), 0);
    }
    const auto text = input_.text();
    response.next_line = next == npos ? 0 : line_;
    if (next == npos) return text.size();
    return std::min(last_entry(text.substr(0, next + 1), 0), last_open(text.substr(0, next)));
  }

  /// Removes the prefixes of lines that begin in this part of the text. Spaces at the ends of the lines take their
  /// place.
  void remove_prefixes(std::size_t begin, std::size_t end) {
    const auto text = input_.text();
    for (auto line = begin; prefix_words_ > 0 && line < end; line = std::min(text.find('\n', line), end) + 1) {
      const auto content = text.substr(line, text.find('\n', line) - line);
      if (skip_whitespace(content, 0) > 0) continue;
      std::size_t size = 0;
      for (std::size_t i = 0; i < prefix_words_; ++i)
        size = content.find_first_of(whitespace, skip_whitespace(content, size));
      if (size < content.size()) input_.remove_prefix(line, content.size(), size + 1);
    }
  }

  void consume(std::size_t size) {
    line_ += line_ends(input_.text().substr(0, size));
    input_.consume(size);
  }

  common::TextInput& input_;
  OtherLines& others_;
  const std::function<void(const Response&)>& visit_;
  std::size_t line_ = 1;  // on which the text begins
  std::size_t list_ = 0;  // where the next list is
  std::size_t prefix_words_ = 0;
  bool in_entry_ = false;  // whether the text begins on a line of the log entry of a response
  std::size_t depth_ = 0;  // how many brackets are open there
};

}  // namespace

void for_each_response(common::TextInput& input, OtherLines& others,
                       const std::function<void(const Response&)>& visit) {
  ResponseReader(input, others, visit).read_all();
}

}  // namespace bulk_report
