// How the programs declare options, and what they do with a command line that is wrong.
#ifndef EXAMPLES_COMMON_COMMAND_LINE_HPP
#define EXAMPLES_COMMON_COMMAND_LINE_HPP

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "common/exit_status.hpp"

namespace common {

/// Accepts numbers in plain decimal notation. CLI11's own ranges let "nan" through.
[[nodiscard]] CLI::Validator number_between(double least, double most);

/// Refuses the empty value: a shell makes it of a variable that is not set, and it must not pass for an absent option.
[[nodiscard]] CLI::Validator not_empty();

/// Adds an option that names something: a file, a URL, a region.
CLI::Option* add_text(CLI::App& app, const std::string& name, std::string& value, const std::string& type,
                      const std::string& description);

/// Adds `--version`, and reads the command line. Prints the help, the version, or what is wrong; of that, bytes that
/// could drive a terminal are escaped.
/// @returns the status to exit with, or nothing if the program should go on
[[nodiscard]] std::optional<ExitStatus> parse_command_line(CLI::App& app, int argc, const char* const* argv);

}  // namespace common

#endif  // EXAMPLES_COMMON_COMMAND_LINE_HPP
