// SPDX-License-Identifier: MIT
#include "ses_client/summary.hpp"

#include <sesv2/format.hpp>
#include "common/csv.hpp"
#include "common/terminal.hpp"
#include "report/report.hpp"
#include "report/text.hpp"
#include "ses_client/ranges.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <ostream>
#include <sstream>

namespace ses_client {
namespace {

/// Whether the service returned a result for the entry itself, not only an error for a whole call.
bool has_result(const EntryOutcome& entry) {
  return entry.result.status != sesv2::BulkEmailStatus::Unrecognized || !entry.result.unrecognized_status.empty();
}

/// The report as bulk_report prints it, without its first line: the total is printed before it.
std::string report_of(const Results& results) {
  report::Report report;
  for (std::size_t i = 0; i < results.entries.size(); ++i) {
    const auto& entry = results.entries[i];
    if (!has_result(entry)) continue;
    report::Place place{{}, i};
    if (entry.outcome != Outcome::Sent) place.recipient = results.request.recipients(i);
    report.add(place, entry.result);
  }
  if (report.entries() == 0) return {};
  std::ostringstream text;
  print(text, report, common::colors_of_stdout());
  return text.str().substr(text.str().find('\n') + 1);
}

std::string where_the_rest_is(const Results& results) {
  if (!results.csv.empty()) return sesv2::escaped(results.csv);
  if (!results.journal.empty()) return sesv2::escaped(results.journal) + ", or in the table that --csv writes";
  return "nowhere, because there is neither --journal nor --csv";
}

/// Lists the recipients of the first few entries, and where to find the rest.
void print_recipients(std::ostream& out, const Results& results, const Batch& positions) {
  // If there is neither a journal nor a table, they are recorded nowhere else.
  const bool all = results.journal.empty() && results.csv.empty();
  const std::size_t most = all ? positions.size() : 10;
  for (std::size_t i = 0; i < std::min(most, positions.size()); ++i) {
    out << "  entry " << positions[i] << ": " << sesv2::escaped(results.request.recipients(positions[i])) << "\n";
  }
  if (positions.size() > most) {
    out << "  and " << positions.size() - most << " more, in " << where_the_rest_is(results) << "\n";
  }
}

/// Lists the entries that were rejected without a result, grouped by error.
void print_rejected(std::ostream& out, const Results& results) {
  std::map<std::string, Batch> rejected;
  for (const auto index : positions_of(Outcome::Failed, results.entries)) {
    if (!has_result(results.entries[index])) rejected[results.entries[index].result.error].push_back(index);
  }
  for (const auto& [error, positions] : rejected) {
    out << "\nrejected: " << error << "\n";
    print_recipients(out, results, positions);
    if (results.journal.empty()) continue;
    out << "  Correct " << (positions.size() == 1 ? "this entry" : "these entries") << " in the request, and run the "
        << "same command with the same journal.\n";
  }
}

/// The report names only the first few of each group.
void print_more_failed(std::ostream& out, const Results& results) {
  Batch failed;
  for (const auto index : positions_of(Outcome::Failed, results.entries)) {
    if (has_result(results.entries[index])) failed.push_back(index);
  }
  if (failed.size() <= report::FailureGroups::max_places) return;
  out << "\nfailed: " << ranges(failed) << "\n";
  print_recipients(out, results, failed);
}

void print_unknown(std::ostream& out, const Results& results) {
  const auto unknown = positions_of(Outcome::Unknown, results.entries);
  if (unknown.empty()) return;
  out << "\nunknown, may have been sent: " << ranges(unknown, results.journal.empty() ? unknown.size() : 10) << "\n";
  print_recipients(out, results, unknown);
  out << "  Find out which of them arrived, for example from the account's event destinations.\n";
  if (results.journal.empty()) return;
  out << "  Then run the same command with --arrived RANGES for those that arrived, and --resend RANGES for the "
         "others.\n"
      << "  --resend-unknown resends all of them, including any that arrived.\n";
}

void print_not_attempted(std::ostream& out, const Results& results) {
  const auto not_attempted = positions_of(Outcome::NotAttempted, results.entries);
  if (not_attempted.empty()) return;
  out << "\nnot attempted, or in a call that was not accepted: " << ranges(not_attempted) << "\n";
  if (!results.journal.empty()) out << "  The same command sends them, and resends nothing that was sent.\n";
}

}  // namespace

std::string count_outcomes(const std::vector<EntryOutcome>& entries) {
  std::array<std::size_t, outcome_names.size()> counts{};
  for (const auto& entry : entries) ++counts.at(static_cast<std::size_t>(entry.outcome));
  std::string text;
  for (const auto outcome : {Outcome::Sent, Outcome::Failed, Outcome::Unknown, Outcome::NotAttempted}) {
    text += (text.empty() ? "" : ", ") + std::to_string(counts.at(static_cast<std::size_t>(outcome))) + " ";
    text += name(outcome);
  }
  return text;
}

void print_summary(std::ostream& out, const Results& results) {
  out << results.entries.size() << (results.entries.size() == 1 ? " entry: " : " entries: ")
      << count_outcomes(results.entries) << "\n"
      << report_of(results);
  print_more_failed(out, results);
  print_rejected(out, results);
  print_unknown(out, results);
  print_not_attempted(out, results);
  if (results.journal.empty() && exit_status(results.entries) != common::ExitStatus::AllSent) {
    out << "\nThere is no --journal, so running this command again would send everything again. Create a request with "
           "only the "
           "entries "
           "still to be sent.\n";
  }
}

std::string to_csv(const Results& results) {
  std::string table;
  common::append_csv_row(table, {"index", "recipient", "outcome", "status", "message id", "error", "attempts"});
  for (std::size_t i = 0; i < results.entries.size(); ++i) {
    const auto& [outcome, attempts, result] = results.entries[i];
    const auto known = wire_name(result.status);
    common::append_csv_row(table, {std::to_string(i), results.request.recipients(i), name(outcome),
                                   known.empty() ? std::string_view(result.unrecognized_status) : known,
                                   result.message_id, result.error, std::to_string(attempts)});
  }
  return table;
}

common::ExitStatus exit_status(const std::vector<EntryOutcome>& entries) {
  auto status = common::ExitStatus::AllSent;
  for (const auto& entry : entries) {
    if (entry.outcome == Outcome::Sent) continue;
    status = worse(status,
                   entry.outcome == Outcome::Failed ? common::ExitStatus::NotAllSent : common::ExitStatus::Incomplete);
  }
  return status;
}

}  // namespace ses_client
