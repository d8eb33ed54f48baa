// Writes a file so that others see all of it, or what was there before.
#ifndef EXAMPLES_COMMON_REPLACE_FILE_HPP
#define EXAMPLES_COMMON_REPLACE_FILE_HPP

#include <string>
#include <string_view>

namespace common {

/// Replaces what `file` holds, or creates it.
/// @throws std::system_error if that cannot be done; `file` is then as it was
void replace_file(const std::string& file, std::string_view text);

}  // namespace common

#endif  // EXAMPLES_COMMON_REPLACE_FILE_HPP
