// A file that one process at a time appends to, and whose content survives a power cut.
#ifndef EXAMPLES_COMMON_APPEND_FILE_HPP
#define EXAMPLES_COMMON_APPEND_FILE_HPP

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace common {

/// The file cannot be used at all: it cannot be opened or read, is not a regular file, or another process has it.
class FileRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Something could not be written, or not be made durable: the disk is full, for example.
class WriteFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Somebody else moved, replaced or changed the file while it was in use. What is appended from here on would be lost.
class FileChanged : public std::runtime_error {
 public:
  enum class How : std::uint8_t {
    Moved,     // nothing has its name any more
    Replaced,  // another file has its name
    Truncated,
    Grown
  };
  FileChanged(How how, const std::string& what) : runtime_error(what), how_(how) {}
  [[nodiscard]] How how() const noexcept { return how_; }

 private:
  How how_;
};

class AppendFile {
 public:
  /// Opens or creates the file and locks it for as long as this object lives. A device is refused: a journal on
  /// /dev/null would forget everything.
  /// @throws FileRefused
  explicit AppendFile(std::string path);
  ~AppendFile();
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;
  AppendFile(AppendFile&&) = delete;
  AppendFile& operator=(AppendFile&&) = delete;

  /// Returns all that the file holds.
  /// @throws FileRefused
  [[nodiscard]] std::string read() const;

  /// Cuts the file off after `size` bytes.
  /// @throws WriteFailed
  void truncate(std::size_t size);

  /// Returns when `text` is on the disk. If it cannot be written, the file is left as it was, as far as that goes: what
  /// stays of `text` in the worst case is a beginning of it, and nothing is ever appended after that.
  /// @throws FileChanged  nothing was written
  /// @throws WriteFailed
  void append(std::string_view text);

  /// @throws FileChanged if the file is not what this object has left of it, under its own name
  void check() const;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
  int descriptor_;
  std::size_t size_ = 0;
  bool torn_ = false;
};

}  // namespace common

#endif  // EXAMPLES_COMMON_APPEND_FILE_HPP
