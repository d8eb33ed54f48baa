// Replaces a file atomically and in such a way that the new content survives a power failure.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_REPLACE_FILE_HPP
#define EXAMPLES_COMMON_REPLACE_FILE_HPP

#include <string>
#include <string_view>

namespace common {

/// Writes the whole text, however many calls that takes.
/// @throws std::system_error
void write_all(int descriptor, std::string_view text);

/// A new file next to another one, which it replaces once it is complete. Until then, only its owner can read it, and
/// it is removed when this object is destroyed. Every function throws std::system_error.
class TemporaryFile {
 public:
  /// Creates the file. Throws if `file` cannot be replaced, as far as the system says so beforehand.
  explicit TemporaryFile(const std::string& file);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  TemporaryFile(TemporaryFile&&) = delete;
  TemporaryFile& operator=(TemporaryFile&&) = delete;

  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

  /// Flushes the new file to disk, and renames it over the other one.
  void replace();
  /// Flushes the new file to disk, and gives it its final name, unless a file of that name exists.
  void create();

 private:
  std::string target_;
  std::string name_;
  int descriptor_;
};

/// Removes the temporary files that exist. A signal handler may call it, if it then ends the program.
void remove_temporary_files() noexcept;

/// Replaces the content of `file`, or creates it.
/// @throws std::system_error if `file` cannot be replaced; it is then unchanged
void replace_file(const std::string& file, std::string_view text);

/// Creates `file`, and never touches an existing one.
/// @throws std::system_error if `file` cannot be created, or exists
void create_file(const std::string& file, std::string_view text);

/// @throws std::system_error if `replace_file` would fail, as far as the system says so beforehand
void check_replaceable(const std::string& file);

/// Flushes the name of a new file to disk, by flushing its directory; until then, the name may not be on disk.
/// @throws std::system_error
void sync_directory_of(const std::string& file);

}  // namespace common

#endif  // EXAMPLES_COMMON_REPLACE_FILE_HPP
