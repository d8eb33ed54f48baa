// The table of the statuses: name, count, share, bar.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_REPORT_STATUS_TABLE_HPP
#define EXAMPLES_REPORT_STATUS_TABLE_HPP

#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/retry.hpp>
#include "report/failure_groups.hpp"
#include "report/page.hpp"
#include "report/status_counts.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace report {

/// Green for what is done, yellow for what may pass on its own, red for what needs someone's attention.
[[nodiscard]] Style style_of(sesv2::RetryAdvice advice);

/// The status for people; the text of one that the library does not know is escaped and quoted.
[[nodiscard]] std::string name_of(const StatusCount& row);
[[nodiscard]] std::string name_of(const FailureGroup& group);

/// Where the page is too narrow for a row, the figures are below the name.
void print_status_table(Page& page, const std::vector<StatusCount>& rows, std::uint64_t total);

}  // namespace report

#endif  // EXAMPLES_REPORT_STATUS_TABLE_HPP
