// SPDX-License-Identifier: MIT
#include "common/text_input.hpp"

#include "common/signals.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace common {
namespace {

int open_input(const std::string& name) {
  if (name == "-") return STDIN_FILENO;
  const int descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);  // NOLINT(*-vararg): POSIX
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "cannot be read");
  return descriptor;
}

}  // namespace

TextInput::TextInput(const std::string& name, OnRead on_read)
    : descriptor_(open_input(name)), on_read_(std::move(on_read)), buffer_(1 + max_text) {}

TextInput::~TextInput() {
  if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
}

std::string_view TextInput::text_in_braces(std::size_t size) noexcept {
  buffer_[begin_ - 1] = '{';
  return {&buffer_[begin_ - 1], size + 1};
}

void TextInput::remove_prefix(std::size_t line, std::size_t line_size, std::size_t prefix_size) noexcept {
  char* const begin = &buffer_[begin_ + line];
  std::fill(std::copy(begin + prefix_size, begin + line_size, begin), begin + line_size, ' ');
}

bool TextInput::read_more() {
  std::copy(buffer_.data() + begin_, buffer_.data() + end_, buffer_.data() + 1);
  end_ -= begin_ - 1;
  begin_ = 1;
  const auto old_end = end_;
  while (!at_end_ && end_ < buffer_.size()) {
    at_end_ = !common::wait_until_readable(descriptor_);
    if (at_end_) break;
    const auto size = ::read(descriptor_, &buffer_[end_], buffer_.size() - end_);
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

}  // namespace common
