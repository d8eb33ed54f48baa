// A file that one process at a time appends to, and whose content survives a power failure.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_APPEND_FILE_HPP
#define EXAMPLES_COMMON_APPEND_FILE_HPP

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace common {

/// The file cannot be used at all: it cannot be opened, read or locked, or is not a regular file.
class FileRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Something could not be written or flushed to disk; the disk is full, for example.
class WriteFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Something else moved, replaced or changed the file while it was in use. Anything appended after that would be lost.
class FileChanged : public std::runtime_error {
 public:
  enum class How : std::uint8_t {
    Moved,     // nothing has its name anymore
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
  /// Opens or creates the file and locks it while this object lives. Refuses a device: a journal on /dev/null would
  /// record nothing.
  /// @throws FileRefused
  explicit AppendFile(std::string path);
  ~AppendFile();
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;
  AppendFile(AppendFile&&) = delete;
  AppendFile& operator=(AppendFile&&) = delete;

  /// Returns the content of the file.
  /// @throws FileRefused
  [[nodiscard]] std::string read() const;

  /// Truncates the file to `size` bytes.
  /// @throws WriteFailed
  void truncate(std::size_t size);

  /// Returns once `text` is on disk. If it cannot be written, the file is left unchanged where that is possible: in
  /// the worst case the beginning of `text` remains, and nothing is ever appended after it.
  /// @throws FileChanged  nothing was written
  /// @throws WriteFailed
  void append(std::string_view text);

  /// @throws FileChanged if the file that now has this name is not as this object left it
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
