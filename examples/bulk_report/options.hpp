// What the command line asks for.
#ifndef EXAMPLES_BULK_REPORT_OPTIONS_HPP
#define EXAMPLES_BULK_REPORT_OPTIONS_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "common/exit_status.hpp"
#include "report/report.hpp"

namespace bulk_report {

enum class Output : unsigned char { Text, Json };

struct Options {
  std::vector<std::string> inputs{"-"};
  Output output = Output::Text;
  std::size_t list_limit = report::Report::default_list_limit;
  std::optional<std::string> csv;
  std::optional<std::string> request;
  std::optional<std::string> retry_to;
  bool in_order = false;
  bool mixed = false;
};

/// The options; or the exit status, where all has been said already: after --help, or a wrong argument.
[[nodiscard]] std::variant<Options, common::ExitStatus> parse_options(int argc, char** argv);

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_OPTIONS_HPP
