// Tells whether two names, or a name and a standard stream, refer to the same file.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_FILE_ID_HPP
#define EXAMPLES_COMMON_FILE_ID_HPP

#include <sys/stat.h>

#include <string>

namespace common {

/// A file as the system knows it: by device and inode, or by its canonical name if it does not exist yet.
class FileId {
 public:
  explicit FileId(const std::string& path);
  explicit FileId(int descriptor);

  /// Whether the file can be used for several purposes at once without harm, for example a terminal or /dev/null.
  [[nodiscard]] bool can_be_shared() const noexcept;

  friend bool operator<(const FileId& left, const FileId& right) noexcept;

 private:
  struct stat status_ {};
  std::string name_;  // of a file that does not exist
};

/// Returns the name of a file after following all symbolic links, whether it exists or not; unchanged if that cannot be
/// determined.
[[nodiscard]] std::string canonical_name(const std::string& path);

[[nodiscard]] bool is_same_file(const std::string& left, const std::string& right);

}  // namespace common

#endif  // EXAMPLES_COMMON_FILE_ID_HPP
