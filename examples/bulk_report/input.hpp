// Reads an input in large blocks into one buffer, whatever it is: a file, a pipe, a terminal.
#ifndef EXAMPLES_BULK_REPORT_INPUT_HPP
#define EXAMPLES_BULK_REPORT_INPUT_HPP

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace bulk_report {

class Input {
 public:
  /// The buffer grows up to this size; what is longer must be consumed in parts.
  static constexpr std::size_t max_text = std::size_t{4} * 1024 * 1024;
  /// For Frame.
  static constexpr std::size_t max_frame = 128;

  /// Called after each block with the number of its bytes.
  using OnRead = std::function<void(std::size_t)>;

  /// Opens a file; "-" is standard input.
  /// @throws std::system_error if it cannot be opened
  Input(const std::string& name, OnRead on_read);
  ~Input();
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  Input(Input&&) = delete;
  Input& operator=(Input&&) = delete;

  /// What was read and is not consumed yet. It stays where it is until read_more().
  [[nodiscard]] std::string_view text() const noexcept { return {buffer_.data() + begin_, end_ - begin_}; }

  /// Reads until the buffer is full or the input ends. Returns whether text() has grown.
  bool read_more();
  /// Doubles the buffer. Returns false if it has its largest size already.
  bool grow();
  /// Whether so much of the buffer is text that it is not worth while to move it to make room for more.
  [[nodiscard]] bool well_filled() const noexcept { return text().size() >= (buffer_.size() - 2 * max_frame) / 8; }
  /// Nothing more can be read, because the input has ended or failed.
  [[nodiscard]] bool at_end() const noexcept { return at_end_; }
  /// Why the reading failed, if it did.
  [[nodiscard]] std::error_code error() const noexcept { return error_; }

  void consume(std::size_t size) noexcept { begin_ += size; }

 private:
  friend class Frame;

  int descriptor_;
  OnRead on_read_;
  std::vector<char> buffer_;  // with room for a frame on both sides of the text
  std::size_t begin_ = max_frame;
  std::size_t end_ = max_frame;
  bool at_end_ = false;
  std::error_code error_;
};

/// Puts something in front of the first bytes of an input's text and after them, without a copy: it is written over
/// what was consumed, and over what follows, which is put back in the end.
class Frame {
 public:
  /// `before` and `after` have at most Input::max_frame bytes each.
  Frame(Input& input, std::string_view before, std::size_t size, std::string_view after);
  ~Frame();
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;
  Frame(Frame&&) = delete;
  Frame& operator=(Frame&&) = delete;

  [[nodiscard]] std::string_view text() const noexcept { return text_; }

 private:
  char* after_;
  std::string saved_;
  std::string_view text_;
};

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_INPUT_HPP
