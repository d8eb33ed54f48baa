// The report at the end: the outcome of every entry, what to do next, and the exit status that sums it up.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_SUMMARY_HPP
#define EXAMPLES_SES_CLIENT_SUMMARY_HPP

#include "common/exit_status.hpp"
#include "common/request_text.hpp"
#include "ses_client/entry_outcome.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace ses_client {

/// The results of a run.
struct Results {
  const common::RequestText& request;
  const std::vector<EntryOutcome>& entries;
  std::string journal;  // its path; empty: there is none
  std::string csv;      // its path; empty: there is none
};

/// Prints the outcomes, the failures grouped as bulk_report groups them, their recipients, and what to do next.
void print_summary(std::ostream& out, const Results& results);

/// Returns the number of entries with each outcome, as text.
[[nodiscard]] std::string count_outcomes(const std::vector<EntryOutcome>& entries);

/// Returns a table with one row per entry.
[[nodiscard]] std::string to_csv(const Results& results);

[[nodiscard]] common::ExitStatus exit_status(const std::vector<EntryOutcome>& entries);

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_SUMMARY_HPP
