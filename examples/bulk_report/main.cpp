// Reports the outcomes of bulk emails, from Amazon SES responses to SendBulkEmail: `bulk_report --help`.
// SPDX-License-Identifier: MIT
#include "bulk_report/options.hpp"
#include "bulk_report/run.hpp"
#include "common/signals.hpp"
#include "common/standard_streams.hpp"

#include <exception>
#include <variant>

int main(int argc, char** argv) {
  try {
    common::open_standard_streams();
    const auto options = bulk_report::parse_options(argc, argv);
    if (const auto* status = std::get_if<common::ExitStatus>(&options)) return static_cast<int>(*status);
    common::handle_signals();
    return static_cast<int>(bulk_report::run(std::get<bulk_report::Options>(options)));
  } catch (const std::exception& error) {
    bulk_report::complain(error.what());
    return static_cast<int>(common::ExitStatus::Incomplete);
  }
}
