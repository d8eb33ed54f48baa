#include "bulk_report/bodies.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <sesv2/json.hpp>
#include <string>
#include <system_error>

namespace bulk_report {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(std::string_view text) { return text.find_first_not_of(blanks) == std::string_view::npos; }

/// Of a line that is too long only the beginning is known.
bool is_blank(const Line& line) { return !line.too_long && is_blank(line.text); }

bool begins_object(std::string_view text) {
  if (text.substr(0, byte_order_mark.size()) == byte_order_mark) text.remove_prefix(byte_order_mark.size());
  const auto start = text.find_first_not_of(blanks);
  return start != std::string_view::npos && text[start] == '{';
}

bool is_whole_object(std::string_view text) {
  const auto issues = sesv2::salvage_send_bulk_email_response(text).issues;
  return std::none_of(issues.begin(), issues.end(), [](const auto& issue) { return issue.path.empty(); });
}

/// Looks at the first lines of an input until they show what it is.
class Evidence {
 public:
  /// Whether `line`, which is not blank, shows that each line is a response.
  bool shows_json_lines(const Line& line) {
    const bool first = lines_++ == 0;
    if (first_line_is_whole_) return true;
    const bool begins_response =
        begins_object(line.text) && line.text.find("\"BulkEmailEntryResults\"") != std::string_view::npos;
    if (begins_response) ++beginnings_;
    const bool whole = (first || begins_response) && !line.too_long && is_whole_object(line.text);
    first_line_is_whole_ = first && whole;
    return first ? line.too_long : whole || beginnings_ > 1;
  }

 private:
  std::size_t lines_ = 0;
  std::size_t beginnings_ = 0;
  bool first_line_is_whole_ = false;  // so it is a response by itself, if anything follows
};

/// What was read until it was known what the input is.
struct Head {
  std::string text;
  bool json_lines = false;
  bool last_line_too_long = false;
  std::exception_ptr error;  // what ended the reading, if that was no end of the input
};

Head read_head(LineReader& reader, std::size_t max_size) {
  Head head;
  Evidence evidence;
  try {
    while (const auto line = reader.next()) {
      head.json_lines = !is_blank(*line) && evidence.shows_json_lines(*line);
      head.last_line_too_long = line->too_long;
      head.text.append(line->text);
      if (head.json_lines || without_line_end(head.text).size() > max_size) break;
    }
  } catch (const std::system_error&) {
    head.error = std::current_exception();
  }
  return head;
}

class LineVisitor {
 public:
  explicit LineVisitor(const std::function<void(const Body&)>& visit) : visit_(visit) {}

  void operator()(const Line& line) {
    ++number_;
    if (!is_blank(line)) visit_({without_line_end(line.text), number_, line.too_long});
  }

 private:
  const std::function<void(const Body&)>& visit_;
  std::size_t number_ = 0;
};

void visit_lines(const Head& head, LineVisitor& visit_line) {
  std::string_view text = head.text;
  while (!text.empty()) {
    const auto size = std::min(text.find('\n'), text.size() - 1) + 1;
    visit_line({text.substr(0, size), head.last_line_too_long && size == text.size()});
    text.remove_prefix(size);
  }
}

}  // namespace

void for_each_body(LineReader& reader, std::size_t max_size, const std::function<void(const Body&)>& visit) {
  const auto head = read_head(reader, max_size);
  if (!head.json_lines) {
    const bool too_long = head.last_line_too_long || without_line_end(head.text).size() > max_size;
    if (!head.error || !is_blank(head.text)) visit({std::string_view(head.text).substr(0, max_size), 0, too_long});
    if (head.error) std::rethrow_exception(head.error);
    return;
  }
  LineVisitor visit_line(visit);
  visit_lines(head, visit_line);
  while (const auto line = reader.next()) visit_line(*line);
}

}  // namespace bulk_report
