#include "bulk_report/responses.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "bulk_report/boundaries.hpp"

namespace bulk_report {
namespace {

constexpr auto npos = std::string_view::npos;

/// Where the text of a response ends at the latest.
enum class End : unsigned char { NextStart, InputEnd, BufferEnd };

struct Extent {
  std::size_t size;
  End end;
};

/// What is to be read next: another part of the response, or another response; or nothing was read.
enum class Next : unsigned char { Part, Response, Nothing };

struct Reading {
  sesv2::SalvagedResponse response;
  /// Where the text cannot go on, in Input::text(); its size, if it is truncated.
  std::optional<std::size_t> fault;
  bool repeats_results = false;
};

// A part of a response is read as a response by itself. The text before and after it makes it one; the entry after
// it proves that the part ends between two entries of the results, and is removed.
constexpr std::string_view before_part = R"({"BulkEmailEntryResults":[)";
constexpr std::string_view end_of_part = "bulk_report: end of part";
constexpr std::string_view after_part = R"(,{"Status":"bulk_report: end of part"}]})";

bool remove_end_of_part(Reading& reading) {
  auto& results = reading.response.results;
  if (reading.fault || results.empty() || results.back().unrecognized_status != end_of_part) return false;
  results.pop_back();
  return true;
}

/// "/BulkEmailEntryResults/3/Status" counted from the beginning of the response.
std::string moved(const std::string& path, std::size_t first_index) {
  constexpr std::string_view results = "/BulkEmailEntryResults/";
  if (path.compare(0, results.size(), results) != 0) return path;
  std::size_t digits = 0;
  const auto index = std::stoull(path.substr(results.size()), &digits);
  return std::string(results) + std::to_string(index + first_index) + path.substr(results.size() + digits);
}

class ResponseReader {
 public:
  ResponseReader(Input& input, const std::function<void(const Response&)>& visit) : input_(input), visit_(visit) {}

  void read_all() {
    while (skip_whitespace()) {
      begin_ = {line_, 0, 0};
      while (read_part() == Next::Part) {
      }
    }
    if (!any_ && !input_.error()) visit(salvage(0));
  }

 private:
  /// What is known of the response that is being read.
  struct Begin {
    std::size_t line = 1;
    std::size_t bytes = 0;    // of its parts that were read
    std::size_t results = 0;  // of them
  };

  /// Returns whether anything else follows. If so, the text begins with its line, or on it after another response.
  bool skip_whitespace() {
    constexpr std::size_t longest_beginning = 4;  // a byte order mark and a brace
    while (true) {
      const auto text = input_.text();
      const auto first = text.find_first_not_of(whitespace);
      if (first == 0 && text.size() >= longest_beginning) return true;
      const auto line_end = text.substr(0, first).rfind('\n');
      consume(first == npos ? text.size() : line_end + 1);
      const bool enough = first != npos && input_.text().size() >= longest_beginning;
      if (enough) return true;
      if (!input_.read_more()) return first != npos;
    }
  }

  Next read_part() {
    const bool is_object = begin_.results > 0 || begins_object(input_.text());
    auto extent = find_extent(0);
    while (extent.end != End::BufferEnd) {
      auto reading = salvage(extent.size);
      const bool truncated = reading.fault == extent.size;
      if (is_object && reading.fault && !truncated) return finish_at_fault(reading);
      if (is_object && truncated && extent.end == End::NextStart && !begins_response(input_.text(), extent.size + 1)) {
        extent = find_extent(2 * extent.size);  // twice, so that a response with many such lines is not read too often
        continue;
      }
      const auto next = next_on_line(extent.size, is_object, truncated);
      if (next != npos) reading = salvage(next);
      visit(reading);
      consume(std::min(next, extent.size));
      return Next::Response;
    }
    const auto next = is_object ? read_entries() : Next::Nothing;
    return next == Next::Nothing ? read_buffer(is_object) : next;
  }

  /// How far a response may go that begins the text, and does not end before `from`.
  Extent find_extent(std::size_t from) {
    while (true) {
      const auto text = input_.text();
      const auto skipped = text.substr(0, from);
      if (skipped.size() > searched_) pass(skipped.size() - searched_, line_ends(skipped.substr(searched_)));
      const auto [line_end, lines_passed] = find_start(text, searched_);
      if (line_end != npos) {
        pass(line_end - searched_, lines_passed);
        return {line_end, End::NextStart};
      }
      if (input_.at_end()) return {text.size() - (text.back() == '\n' ? 1 : 0), End::InputEnd};
      const auto known = line_end_to_look_at_again();
      if (known > searched_) pass(known - searched_, lines_passed - line_ends(text.substr(known)));
      if (input_.well_filled() || !input_.read_more()) return {text.size(), End::BufferEnd};
    }
  }

  /// So many more bytes, with so many line ends, are known not to be before a start.
  void pass(std::size_t bytes, std::size_t lines) {
    searched_ += bytes;
    lines_searched_ += lines;
  }

  /// What follows the last line end of the text may be too short to be known for a beginning.
  [[nodiscard]] std::size_t line_end_to_look_at_again() const {
    constexpr std::size_t longest_indentation = 1000;
    const auto text = input_.text();
    const auto tail = text.size() - std::min(text.size(), longest_indentation);
    const auto line_end = text.substr(tail).rfind('\n');
    return line_end == npos ? text.size() : tail + line_end;
  }

  /// Reads what the buffer holds of the entries of a response that goes on after it. Returns what to do next.
  Next read_entries() {
    // About what the processor's cache holds. More, if no entry ends within it.
    constexpr std::size_t usual_part = std::size_t{32} * 1024;
    constexpr std::size_t growth = 4;
    std::size_t last_end = 0;
    for (auto size = usual_part; last_end < input_.text().size(); size *= growth) {
      const auto text = input_.text().substr(0, size);
      last_end = text.size();
      const auto boundary = last_entry_boundary(text);
      if (!boundary) continue;
      auto reading = salvage(boundary->end, after_part);
      if (reading.fault && *reading.fault < boundary->end) return finish_at_fault(reading);
      if (!remove_end_of_part(reading)) continue;
      visit(reading);
      begin_.bytes += boundary->next;
      begin_.results += reading.response.results.size();
      consume(boundary->next);
      return Next::Part;
    }
    return Next::Nothing;
  }

  /// Reads a response that the buffer does not hold to its end, and that has no entry that ends in the buffer.
  Next read_buffer(bool is_object) {
    const auto size = input_.text().size();
    auto reading = salvage(size);
    if (reading.fault != size) {
      if (is_object && reading.fault) return finish_at_fault(reading);
      visit(reading);
      skip_to_start(is_object ? size - 1 : 1);
      return Next::Response;
    }
    if (input_.read_more()) return Next::Part;
    if (input_.grow()) {
      input_.read_more();
      return Next::Part;
    }
    reading.response.issues.pop_back();  // that it ends too soon is our doing
    visit(reading, Remark::TooLong);
    skip_to_start(size - 1);
    return Next::Response;
  }

  /// Ends a response that does not go on at the fault: another one begins there, or it is broken.
  Next finish_at_fault(const Reading& reading) {
    const auto fault = *reading.fault;
    const auto text = input_.text();
    const auto last = text.substr(0, fault).find_last_not_of(whitespace);
    if (last != npos && text[last] == '}') {
      const auto whole = salvage(fault);
      const bool another_follows = text[fault] == '{' || text.substr(last, fault - last).find('\n') != npos;
      if (!whole.fault && another_follows) {
        visit(whole);
        consume(last + 1);
        return Next::Response;
      }
    }
    // A string that was not closed seems to end in the beginning of the next response, at its first quote.
    const auto cut = fault - std::min<std::size_t>(fault, 2);
    if (cut > 0 && text.compare(cut, response_beginning.size(), response_beginning) == 0) {
      visit(salvage(cut));
      consume(cut);
      return Next::Response;
    }
    visit(reading);
    skip_to_start(fault - std::min<std::size_t>(fault, 1));
    return Next::Response;
  }

  /// Where another response begins in a text that goes up to `size` and is not a whole response; npos if nowhere.
  [[nodiscard]] std::size_t next_on_line(std::size_t size, bool is_object, bool truncated) const {
    const auto text = input_.text().substr(0, size);
    if (!is_object) return text.find(response_beginning, 1);
    // The last one, so that nested ones are not read again and again.
    const auto last = truncated ? text.rfind(response_beginning) : npos;
    return last > text.find('{') ? last : npos;
  }

  /// Skips everything up to where a response may begin: after a line end that is not before `from`, or on the line.
  void skip_to_start(std::size_t from) {
    auto extent = find_extent(from);
    auto next = input_.text().substr(0, extent.size).find(response_beginning, std::max<std::size_t>(from, 2) - 1);
    while (next == npos && extent.end == End::BufferEnd) {
      const auto kept = std::min(extent.size, response_beginning.size());
      consume(std::max<std::size_t>(std::min(line_end_to_look_at_again(), extent.size - kept), 1));
      if (input_.text().empty()) input_.read_more();
      extent = find_extent(0);
      next = input_.text().substr(0, extent.size).find(response_beginning);
    }
    consume(std::min(next, extent.size));
  }

  Reading salvage(std::size_t size, std::string_view after = {}) {
    const bool continued = begin_.results > 0;
    const auto before = continued ? before_part : std::string_view{};
    Reading reading;
    if (!continued && after.empty()) {
      reading.response = sesv2::salvage_send_bulk_email_response(input_.text().substr(0, size));
    } else {
      const Frame frame(input_, before, size, after);
      reading.response = sesv2::salvage_send_bulk_email_response(frame.text());
    }
    for (auto& issue : reading.response.issues) {
      if (continued) issue.path = moved(issue.path, begin_.results);
      if (!issue.byte) continue;
      reading.fault = *issue.byte - before.size();
      issue.byte = begin_.bytes + *reading.fault;
    }
    reading.repeats_results =
        continued && input_.text().substr(0, reading.fault.value_or(size)).find(results_name) != npos;
    return reading;
  }

  void visit(const Reading& reading, Remark remark = Remark::None) {
    if (remark == Remark::None && reading.repeats_results) remark = Remark::ResultsRepeated;
    visit_({begin_.line, begin_.results, remark, reading.response});
    any_ = true;
  }

  void consume(std::size_t size) {
    if (size < searched_) {
      const auto lines = lines_searched_ > 0 ? line_ends(input_.text().substr(0, size)) : 0;
      line_ += lines;
      searched_ -= size;
      lines_searched_ -= lines;
    } else {
      line_ += lines_searched_ + line_ends(input_.text().substr(0, size).substr(searched_));
      searched_ = lines_searched_ = 0;
    }
    input_.consume(size);
  }

  Input& input_;
  const std::function<void(const Response&)>& visit_;
  std::size_t line_ = 1;
  std::size_t searched_ = 0;        // no response begins on a new line before this byte of the text
  std::size_t lines_searched_ = 0;  // the line ends before it
  Begin begin_;
  bool any_ = false;
};

}  // namespace

void for_each_response(Input& input, const std::function<void(const Response&)>& visit) {
  ResponseReader(input, visit).read_all();
}

}  // namespace bulk_report
