#include "bulk_report/line_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace bulk_report {
namespace {

constexpr std::size_t buffer_size = std::size_t{256} * 1024;

[[noreturn]] void throw_errno(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

}  // namespace

void LineReader::Close::operator()(std::FILE* file) const {
  if (file != stdin) static_cast<void>(std::fclose(file));
}

LineReader::LineReader(const std::string& input, std::size_t max_line, OnRead on_read)
    : file_(input == "-" ? stdin : std::fopen(input.c_str(), "rb")),
      max_line_(max_line),
      on_read_(std::move(on_read)),
      buffer_(buffer_size) {
  if (file_ == nullptr) throw_errno("cannot be opened");
}

std::optional<Line> LineReader::next() {
  line_.clear();
  too_long_ = false;
  bool met_end_of_line = false;
  while (!met_end_of_line && (!unread_.empty() || fill())) {
    const auto end = unread_.find('\n');
    met_end_of_line = end != std::string_view::npos;
    const auto part = unread_.substr(0, met_end_of_line ? end + 1 : end);
    append(part);
    unread_.remove_prefix(part.size());
  }
  if (line_.empty()) return std::nullopt;
  return Line{line_, too_long_};
}

bool LineReader::fill() {
  errno = 0;
  const auto size = std::fread(buffer_.data(), 1, buffer_.size(), file_.get());
  if (size == 0 && std::ferror(file_.get()) != 0) throw_errno("cannot be read");
  unread_ = {buffer_.data(), size};
  on_read_(size);
  return size > 0;
}

void LineReader::append(std::string_view part) {
  const auto room = max_line_ - line_.size();
  // A line end alone makes no line too long.
  too_long_ = too_long_ || (part.size() > room && part.substr(room) != "\n" && part.substr(room) != "\r\n");
  line_.append(part.substr(0, std::min(part.size(), room)));
}

}  // namespace bulk_report
