// The SendBulkEmail request that an example works on, read from a file.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_REQUEST_FILE_HPP
#define EXAMPLES_COMMON_REQUEST_FILE_HPP

#include <stdexcept>
#include <string>

namespace common {

/// The file is not a request that can be used; `what()` names it, and says what was expected and what was found.
class RequestRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The member of a request that holds its entries.
inline constexpr const char* entries_name = "BulkEmailEntries";

/// @throws RequestRefused if the file cannot be read
[[nodiscard]] std::string read_text_file(const std::string& path);

}  // namespace common

#endif  // EXAMPLES_COMMON_REQUEST_FILE_HPP
