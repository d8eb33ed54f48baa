// Reads a file line by line, whatever it holds, in memory that has a limit.
#ifndef EXAMPLES_BULK_REPORT_LINE_READER_HPP
#define EXAMPLES_BULK_REPORT_LINE_READER_HPP

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bulk_report {

struct Line {
  /// With its line end, if it has one; cut where it is too long. Holds until the next line is read.
  std::string_view text;
  bool too_long = false;
};

/// The line without the "\n" or "\r\n" at its end.
[[nodiscard]] std::string_view without_line_end(std::string_view line);

class LineReader {
 public:
  /// Called now and then with the number of bytes read since the last call.
  using OnRead = std::function<void(std::size_t)>;

  /// Opens a file; "-" is standard input. Keeps up to `max_line` bytes of a line, and its end.
  /// @throws std::system_error if it cannot be opened
  LineReader(const std::string& input, std::size_t max_line, OnRead on_read);

  /// The next line; nothing at the end of the file.
  /// @throws std::system_error if the file cannot be read, once all that could be read of it was given
  std::optional<Line> next();

 private:
  struct Close {
    void operator()(std::FILE* file) const;
  };

  bool fill();

  std::unique_ptr<std::FILE, Close> file_;
  std::size_t max_line_;
  OnRead on_read_;
  std::vector<char> buffer_;
  std::string_view unread_;  // what is left of the buffer
  std::string line_;
  int error_ = 0;  // the errno that ended the reading
};

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_LINE_READER_HPP
