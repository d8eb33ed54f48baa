#include "bulk_report/input.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace bulk_report {
namespace {

constexpr std::size_t first_capacity = std::size_t{256} * 1024;

int open_input(const std::string& name) {
  if (name == "-") return STDIN_FILENO;
  const int descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);  // NOLINT(*-vararg): POSIX
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "cannot be opened");
  return descriptor;
}

}  // namespace

Input::Input(const std::string& name, OnRead on_read)
    : descriptor_(open_input(name)), on_read_(std::move(on_read)), buffer_(first_capacity + 2 * max_frame) {}

Input::~Input() {
  if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
}

bool Input::read_more() {
  if (begin_ > max_frame) {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin() + max_frame);
    end_ -= begin_ - max_frame;
    begin_ = max_frame;
  }
  const auto old_end = end_;
  while (!at_end_ && end_ < buffer_.size() - max_frame) {
    const auto size = ::read(descriptor_, &buffer_[end_], buffer_.size() - max_frame - end_);
    if (size > 0) {
      end_ += static_cast<std::size_t>(size);
      on_read_(static_cast<std::size_t>(size));
    } else if (size == 0 || errno != EINTR) {
      at_end_ = true;
      if (size < 0) error_ = {errno, std::generic_category()};
    }
  }
  return end_ > old_end;
}

bool Input::grow() {
  const auto capacity = buffer_.size() - 2 * max_frame;
  if (capacity >= max_text) return false;
  buffer_.resize(2 * capacity + 2 * max_frame);
  return true;
}

Frame::Frame(Input& input, std::string_view before, std::size_t size, std::string_view after)
    : after_(&input.buffer_[input.begin_ + size]), saved_(after_, after.size()) {
  char* const begin = &input.buffer_[input.begin_ - before.size()];
  std::copy(before.begin(), before.end(), begin);
  std::copy(after.begin(), after.end(), after_);
  text_ = {begin, before.size() + size + after.size()};
}

Frame::~Frame() { std::copy(saved_.begin(), saved_.end(), after_); }

}  // namespace bulk_report
