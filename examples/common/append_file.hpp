// A file that one process at a time appends to, and whose content survives a power cut.
#ifndef EXAMPLES_COMMON_APPEND_FILE_HPP
#define EXAMPLES_COMMON_APPEND_FILE_HPP

#include <stdexcept>
#include <string>
#include <string_view>

namespace common {

/// The file cannot be used at all: it cannot be opened or read, is no regular file, or another process has it.
class FileRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Something could not be written, or not be made durable: the disk is full, for example.
class WriteFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class AppendFile {
 public:
  /// Opens or creates the file and locks it for as long as this object lives. A device is refused: what a journal on
  /// /dev/null is told is forgotten.
  /// @throws FileRefused
  explicit AppendFile(std::string path);
  ~AppendFile();
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;
  AppendFile(AppendFile&&) = delete;
  AppendFile& operator=(AppendFile&&) = delete;

  /// All that the file holds.
  /// @throws FileRefused
  [[nodiscard]] std::string read() const;

  /// Cuts the file off after `size` bytes.
  /// @throws WriteFailed
  void truncate(std::size_t size);

  /// Returns when `text` is on the disk. If it cannot be written, the file is left as it was, as far as that goes: what
  /// stays of `text` in the worst case is a beginning of it.
  /// @throws WriteFailed
  void append(std::string_view text);

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
  int descriptor_;
};

}  // namespace common

#endif  // EXAMPLES_COMMON_APPEND_FILE_HPP
