// How both programs declare options, and how they handle usage errors.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_COMMAND_LINE_HPP
#define EXAMPLES_COMMON_COMMAND_LINE_HPP

#include "common/exit_status.hpp"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

namespace common {

/// Accepts numbers in plain decimal notation. CLI11's own ranges let "nan" through.
[[nodiscard]] CLI::Validator number_between(double least, double most);

/// Rejects an empty value, which a shell substitutes for an unset variable: it must not pass for an absent option.
[[nodiscard]] CLI::Validator not_empty();

/// Adds an option that names something: a file, a URL, a region.
CLI::Option* add_text(CLI::App& app, const std::string& name, std::string& value, const std::string& type,
                      const std::string& description);

/// Adds `--version`, and parses the command line. Prints the help, the version or the usage error, in which bytes that
/// could control a terminal are escaped.
/// @returns the status to exit with, or nothing if the program should continue
[[nodiscard]] std::optional<ExitStatus> parse_command_line(CLI::App& app, int argc, const char* const* argv);

}  // namespace common

#endif  // EXAMPLES_COMMON_COMMAND_LINE_HPP
