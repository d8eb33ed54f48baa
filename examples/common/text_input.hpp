// Reads an input in large blocks into one buffer, whether it is a file, a pipe or a terminal.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_TEXT_INPUT_HPP
#define EXAMPLES_COMMON_TEXT_INPUT_HPP

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace common {

class TextInput {
 public:
  /// The size of the buffer.
  static constexpr std::size_t max_text = std::size_t{256} * 1024;

  /// Called after each block with its size in bytes.
  using OnRead = std::function<void(std::size_t)>;

  /// Opens a file; "-" is standard input.
  /// @throws std::system_error if it cannot be opened
  TextInput(const std::string& name, OnRead on_read);
  ~TextInput();
  TextInput(const TextInput&) = delete;
  TextInput& operator=(const TextInput&) = delete;
  TextInput(TextInput&&) = delete;
  TextInput& operator=(TextInput&&) = delete;

  /// The text that has been read but not yet consumed. It stays where it is until read_more().
  [[nodiscard]] std::string_view text() const noexcept { return {buffer_.data() + begin_, end_ - begin_}; }
  /// The first bytes of the text with an opening brace before them, which overwrites what was consumed last.
  [[nodiscard]] std::string_view text_in_braces(std::size_t size) noexcept;

  /// Removes a prefix from a line of the text, and pads the line with spaces to its old size.
  void remove_prefix(std::size_t line, std::size_t line_size, std::size_t prefix_size) noexcept;

  /// Reads until the buffer is full or the input ends. Returns whether text() has grown.
  bool read_more();
  /// Whether nothing more can be read, because the input has ended or failed.
  [[nodiscard]] bool at_end() const noexcept { return at_end_; }
  /// Why reading failed, if it did.
  [[nodiscard]] std::error_code error() const noexcept { return error_; }

  void consume(std::size_t size) noexcept { begin_ += size; }

 private:
  int descriptor_;
  OnRead on_read_;
  std::vector<char> buffer_;  // with one byte in front for text_in_braces()
  std::size_t begin_ = 1;
  std::size_t end_ = 1;
  bool at_end_ = false;
  std::error_code error_;
};

}  // namespace common

#endif  // EXAMPLES_COMMON_TEXT_INPUT_HPP
