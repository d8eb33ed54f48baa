// SPDX-License-Identifier: MIT
#include "common/command_line.hpp"

#include <sesv2/format.hpp>
#include <sesv2/version.hpp>

#include <iostream>
#include <sstream>

namespace common {
namespace {

std::string version() {
  return std::to_string(SESV2_BULK_EMAIL_VERSION_MAJOR) + "." + std::to_string(SESV2_BULK_EMAIL_VERSION_MINOR) + "." +
         std::to_string(SESV2_BULK_EMAIL_VERSION_PATCH);
}

}  // namespace

CLI::Validator number_between(double least, double most) {
  const auto check = [=](const std::string& text) -> std::string {
    double number = 0;
    const bool octal = text.size() > 1 && text[0] == '0' && text[1] != '.';  // to CLI11, for whole numbers
    const bool is_number =
        !octal && text.find_first_not_of("0123456789.") == std::string::npos && CLI::detail::lexical_cast(text, number);
    if (is_number && number >= least && number <= most) return {};
    std::ostringstream message;
    message << "expected a number from " << least << " to " << most << ", found " << text;
    return message.str();
  };
  return {check, ""};
}

CLI::Validator not_empty() {
  return {[](const std::string& text) { return std::string(text.empty() ? "expected a value, found nothing" : ""); },
          ""};
}

CLI::Option* add_text(CLI::App& app, const std::string& name, std::string& value, const std::string& type,
                      const std::string& description) {
  return app.add_option(name, value, description)->type_name(type)->check(not_empty());
}

std::optional<ExitStatus> parse_command_line(CLI::App& app, int argc, const char* const* argv) {
  app.set_version_flag("--version", app.get_name() + " " + version(), "Print the version and exit");
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& request) {  // --help and --version
    app.exit(request);
    if (std::cout.flush()) return ExitStatus::Done;
    std::cerr << app.get_name() << ": cannot write to standard output\n";
    return ExitStatus::Incomplete;
  } catch (const CLI::ParseError& error) {
    std::cerr << app.get_name() << ": " << sesv2::escaped(error.what()) << "\nRun with --help for more information.\n";
    return ExitStatus::WrongUsage;
  }
  return std::nullopt;
}

}  // namespace common
