// The command line.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_BULK_REPORT_OPTIONS_HPP
#define EXAMPLES_BULK_REPORT_OPTIONS_HPP

#include "common/exit_status.hpp"
#include "report/csv_file.hpp"
#include "report/report.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace bulk_report {

enum class Output : unsigned char { Text, Json };

/// As the file of --csv: standard output, which then gets no report.
inline constexpr std::string_view standard_stream = "-";

struct Options {
  std::vector<std::string> inputs{"-"};
  Output output = Output::Text;
  std::size_t list_limit = report::Report::default_list_limit;
  std::optional<std::string> csv;
  report::Rows rows = report::Rows::All;
  std::optional<std::string> request;
  std::optional<std::string> retry_to;
  bool in_order = false;
  bool mixed = false;
};

/// Returns the options; or the exit status after --help, --version or a usage error, which it prints.
/// No two options of the result name the same file, unless both only read it.
[[nodiscard]] std::variant<Options, common::ExitStatus> parse_options(int argc, char** argv);

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_OPTIONS_HPP
