#include "ses_client/summary.hpp"

#include <cstddef>
#include <ostream>

#include "common/terminal.hpp"
#include "report/report.hpp"
#include "report/text.hpp"

namespace ses_client {
namespace {

/// @param list_limit  how many failures to list
report::Report report_of(const std::vector<Entry>& entries, std::size_t list_limit) {
  report::Report report(list_limit);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& result = entries[i].finding.result;
    if (result != sesv2::BulkEmailEntryResult{}) report.add(report::Place{{}, i}, result);
  }
  return report;
}

void print_next_steps(std::ostream& out, const Batch& unknown, const Batch& not_attempted, const std::string& journal) {
  if (!unknown.empty()) {
    out << "unknown, may have been sent: " << ranges(unknown, unknown.size())
        << "\n  Find out whether they arrived, for example from the account's event destinations.";
    if (!journal.empty()) out << " If not, the same command with --resend-unknown sends them again.";
    out << "\n";
  }
  if (!not_attempted.empty()) {
    out << "not attempted, or known not to have been taken: " << ranges(not_attempted, not_attempted.size()) << "\n";
    if (!journal.empty()) out << "  The same command sends them; what was sent is not sent again.\n";
  }
  if (journal.empty() && !(unknown.empty() && not_attempted.empty())) {
    out << "  There is no --journal, so the same command would send everything again.\n";
  }
}

}  // namespace

Batch positions_of(Outcome outcome, const std::vector<Entry>& entries) {
  Batch positions;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].finding.outcome == outcome) positions.push_back(i);
  }
  return positions;
}

std::string ranges(const Batch& positions, std::size_t max_ranges) {
  std::string text;
  std::size_t count = 0;
  for (std::size_t first = 0; first < positions.size(); ++count) {
    if (count == max_ranges) return text + " and " + std::to_string(positions.size() - first) + " more";
    auto last = first;
    while (last + 1 < positions.size() && positions[last + 1] == positions[last] + 1) ++last;
    text += (first == 0 ? "" : ", ") + std::to_string(positions[first]);
    if (last > first) text += "-" + std::to_string(positions[last]);
    first = last + 1;
  }
  return text;
}

void print_summary(std::ostream& out, const std::vector<Entry>& entries, const std::string& journal) {
  const auto unknown = positions_of(Outcome::Unknown, entries);
  const auto not_attempted = positions_of(Outcome::NotAttempted, entries);
  // Without a journal nothing else remembers which entries failed.
  const auto list_limit = journal.empty() ? entries.size() : report::Report::default_list_limit;
  if (const auto report = report_of(entries, list_limit); report.entries() > 0) {
    if (report.entries() < entries.size()) out << "What the service answered:\n";
    print(out, report, common::colours_of_stdout());
    out << "\n";
  }
  out << entries.size() << " entries: " << positions_of(Outcome::Sent, entries).size() << " sent, "
      << positions_of(Outcome::Failed, entries).size() << " failed, " << unknown.size() << " unknown, "
      << not_attempted.size() << " not-attempted\n";
  print_next_steps(out, unknown, not_attempted, journal);
}

int exit_status(const std::vector<Entry>& entries) {
  const auto none = [&entries](Outcome outcome) { return positions_of(outcome, entries).empty(); };
  if (!none(Outcome::Unknown) || !none(Outcome::NotAttempted)) return 2;
  return none(Outcome::Failed) ? 0 : 1;
}

}  // namespace ses_client
