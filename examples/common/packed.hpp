// Recognizes input that one command can convert to JSON text.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_PACKED_HPP
#define EXAMPLES_COMMON_PACKED_HPP

#include <optional>
#include <string>
#include <string_view>

namespace common {

/// If the first bytes are those of a compressed file or of UTF-16 text, returns a message that names the format and the
/// command that converts it.
[[nodiscard]] std::optional<std::string> how_to_unpack(std::string_view first_bytes, const std::string& input);

/// Returns a command that reads "< FILE", with the name of the input in place of FILE.
[[nodiscard]] std::string with_input(std::string command, const std::string& input);

}  // namespace common

#endif  // EXAMPLES_COMMON_PACKED_HPP
