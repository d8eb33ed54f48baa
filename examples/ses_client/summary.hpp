// What stands at the end: what became of every entry, what to do next, and the exit status that says it in a number.
#ifndef EXAMPLES_SES_CLIENT_SUMMARY_HPP
#define EXAMPLES_SES_CLIENT_SUMMARY_HPP

#include <iosfwd>
#include <string>
#include <vector>

#include "ses_client/outcome.hpp"

namespace ses_client {

/// The positions of the entries with this outcome, in rising order.
[[nodiscard]] Batch positions_of(Outcome outcome, const std::vector<Entry>& entries);

/// Positions in one line: `0-49, 52`; of more than so many ranges the first, and how many more positions there are.
[[nodiscard]] std::string ranges(const Batch& positions, std::size_t max_ranges = 10);

/// Prints the report that bulk_report prints, of every result that the service gave, and after it the four outcomes.
/// @param journal  the path of the journal; empty: there is none
void print_summary(std::ostream& out, const std::vector<Entry>& entries, const std::string& journal);

/// 0: all sent; 1: all outcomes are known, but not all were sent; 2: some are unknown or not attempted.
[[nodiscard]] int exit_status(const std::vector<Entry>& entries);

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_SUMMARY_HPP
