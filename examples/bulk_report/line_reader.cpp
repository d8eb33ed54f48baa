#include "bulk_report/line_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace bulk_report {
namespace {

constexpr std::size_t buffer_size = std::size_t{256} * 1024;
constexpr std::size_t max_line_end = 2;  // "\r\n"

}  // namespace

void LineReader::Close::operator()(std::FILE* file) const {
  if (file != stdin) static_cast<void>(std::fclose(file));  // NOLINT(cppcoreguidelines-owning-memory): unique_ptr owns
}

std::string_view without_line_end(std::string_view line) {
  for (const char c : {'\n', '\r'}) {
    if (!line.empty() && line.back() == c) line.remove_suffix(1);
  }
  return line;
}

LineReader::LineReader(const std::string& input, std::size_t max_line, OnRead on_read)
    : file_(input == "-" ? stdin : std::fopen(input.c_str(), "rb")),
      max_line_(max_line),
      on_read_(std::move(on_read)),
      buffer_(buffer_size) {
  if (file_ == nullptr) throw std::system_error(errno, std::generic_category(), "cannot be opened");
}

std::optional<Line> LineReader::next() {
  line_.clear();
  bool cut = false;
  bool met_end_of_line = false;
  while (!met_end_of_line && (!unread_.empty() || fill())) {
    const auto end = unread_.find('\n');
    met_end_of_line = end != std::string_view::npos;
    const auto part = unread_.substr(0, met_end_of_line ? end + 1 : end);
    const auto room = std::min(part.size(), max_line_ + max_line_end - line_.size());
    line_.append(part.substr(0, room));
    cut = cut || room < part.size();
    unread_.remove_prefix(part.size());
  }
  if (line_.empty()) return std::nullopt;
  if (!cut && without_line_end(line_).size() <= max_line_) return Line{line_, false};
  return Line{std::string_view(line_).substr(0, max_line_), true};
}

bool LineReader::fill() {
  const auto size = error_ == 0 ? std::fread(buffer_.data(), 1, buffer_.size(), file_.get()) : 0;
  if (size == 0 && error_ == 0 && std::ferror(file_.get()) != 0) error_ = errno;
  // What was read of a line comes first, the error when the next one is asked for.
  if (error_ != 0 && line_.empty()) throw std::system_error(error_, std::generic_category(), "cannot be read");
  unread_ = {buffer_.data(), size};
  on_read_(size);
  return size > 0;
}

}  // namespace bulk_report
