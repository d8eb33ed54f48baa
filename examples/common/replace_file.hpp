// Writes a file so that others see all of it, or what was there before; and so that it survives a power cut.
#ifndef EXAMPLES_COMMON_REPLACE_FILE_HPP
#define EXAMPLES_COMMON_REPLACE_FILE_HPP

#include <string>
#include <string_view>

namespace common {

/// Replaces what `file` holds, or creates it.
/// @throws std::system_error if that cannot be done; `file` is then as it was
void replace_file(const std::string& file, std::string_view text);

/// Creates `file`, and never touches one that is there.
/// @throws std::system_error if that cannot be done, or if there is such a file
void create_file(const std::string& file, std::string_view text);

/// @throws std::system_error if `replace_file` could not do its work, as far as that can be known without doing it
void check_replaceable(const std::string& file);

/// Returns the name that a file has whatever path and symbolic links lead to it, whether it exists or not; as given if
/// that cannot be found out.
[[nodiscard]] std::string canonical_name(const std::string& file);

/// Returns whether two names are those of one file, which need not exist. Hard links of one file are the same file.
[[nodiscard]] bool is_same_file(const std::string& left, const std::string& right);

/// Makes the name of a new file durable: it is on the disk only once its directory is.
/// @throws std::system_error
void sync_directory_of(const std::string& file);

}  // namespace common

#endif  // EXAMPLES_COMMON_REPLACE_FILE_HPP
