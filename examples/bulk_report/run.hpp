// Reads the inputs, and writes what the options ask for.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_BULK_REPORT_RUN_HPP
#define EXAMPLES_BULK_REPORT_RUN_HPP

#include "bulk_report/options.hpp"
#include "common/exit_status.hpp"

#include <string_view>

namespace bulk_report {

/// Prints a message on standard error.
void complain(std::string_view message);

[[nodiscard]] common::ExitStatus run(const Options& options);

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_RUN_HPP
