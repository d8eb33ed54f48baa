// What the command line asks for.
#ifndef EXAMPLES_BULK_REPORT_OPTIONS_HPP
#define EXAMPLES_BULK_REPORT_OPTIONS_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "report/report.hpp"

namespace bulk_report {

/// The exit statuses; scripts depend on them.
enum ExitStatus : int { AllSent = 0, NotAllSent = 1, NotRead = 2, WrongUsage = 64 };

enum class Output : unsigned char { Text, Json };

struct Options {
  std::vector<std::string> inputs{"-"};
  Output output = Output::Text;
  std::size_t list_limit = report::Report::default_list_limit;
  std::size_t max_response = std::size_t{16} * 1024 * 1024;  // bytes
  std::optional<std::string> request;
  std::optional<std::string> retry_to;
};

/// The options; or the exit status, where all has been said already: after --help, or a wrong argument.
[[nodiscard]] std::variant<Options, ExitStatus> parse_options(int argc, char** argv);

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_OPTIONS_HPP
