// Sends a SendBulkEmail request of any length, 50 entries a call, and never sends an entry twice by mistake.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <iostream>
#include <iterator>
#include <memory>
#include <sesv2/format.hpp>
#include <stdexcept>
#include <string>
#include <system_error>

#include "common/append_file.hpp"
#include "common/command_line.hpp"
#include "common/file_id.hpp"
#include "common/replace_file.hpp"
#include "common/request_text.hpp"
#include "common/signals.hpp"
#include "common/standard_streams.hpp"
#include "common/terminal.hpp"
#include "ses_client/http_client.hpp"
#include "ses_client/journal.hpp"
#include "ses_client/options.hpp"
#include "ses_client/progress.hpp"
#include "ses_client/ranges.hpp"
#include "ses_client/request_lock.hpp"
#include "ses_client/sender.hpp"
#include "ses_client/summary.hpp"

namespace ses_client {
namespace {

using common::ExitStatus;

constexpr const char* description =
    "Sends a bulk email through Amazon SES, 50 recipients a call, and never sends to one twice by mistake.\n\n"
    "Credentials, region and endpoint come from where the AWS CLI takes them: AWS_ACCESS_KEY_ID,\n"
    "AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL, ... and the profiles in ~/.aws.\n"
    "The report goes to standard output, and what happens on the way to standard error.";

constexpr const char* epilogue =
    "Every entry ends with one of four outcomes:\n"
    "  sent           the service accepted it\n"
    "  failed         the service said that it was not sent, and why\n"
    "  unknown        it may have been sent; it is not sent again unless --resend or --resend-unknown says so\n"
    "  not-attempted  nothing was sent for it; the same command with the same journal sends it\n\n"
    "Exit status: 0 all sent; 1 all outcomes known, not all sent; 2 some unknown or not-attempted, or the\n"
    "journal, the table or the report could not be written; 64 wrong usage: nothing was sent.\n\n"
    "Example:\n"
    "  ses_client request.json --journal request.journal --rate 14";

void complain(const std::string& message) {
  std::cerr << "ses_client: " << common::without_control_characters(message) << std::endl;
}

std::unique_ptr<Journal> open_journal(const Options& options, const common::RequestText& request) {
  if (options.journal.empty()) return std::make_unique<Journal>(request);
  return std::make_unique<Journal>(request, options.journal,
                                   options.dry_run ? Journal::Access::ReadOnly : Journal::Access::Append);
}

/// @throws RangesRefused if one of the entries is not unknown
Batch unknown_entries(const std::string& option, const std::string& text, const std::vector<EntryOutcome>& entries) {
  Batch positions;
  try {
    if (!text.empty()) positions = parse_ranges(text, entries.size());
  } catch (const RangesRefused& error) {
    throw RangesRefused(option + ": " + error.what());
  }
  for (const auto index : positions) {
    if (entries[index].outcome == Outcome::Unknown) continue;
    throw RangesRefused(option + ": expected unknown entries, found entry " + std::to_string(index) + ", which is " +
                        std::string(name(entries[index].outcome)));
  }
  return positions;
}

/// What the command asks for, entry by entry.
struct Plan {
  Batch arrived;
  Batch to_send;
};

Plan make_plan(const UnknownEntries& unknown, const std::vector<EntryOutcome>& entries) {
  Plan plan{unknown_entries("--arrived", unknown.arrived, entries), entries_to_send(entries)};
  auto again = unknown_entries("--resend", unknown.resend, entries);
  Batch both;
  std::set_intersection(again.begin(), again.end(), plan.arrived.begin(), plan.arrived.end(), std::back_inserter(both));
  if (!both.empty()) {
    throw RangesRefused("--resend and --arrived: expected different entries, found " + ranges(both) + " in both");
  }
  if (unknown.resend_all) {
    const auto all = positions_of(Outcome::Unknown, entries);
    std::set_difference(all.begin(), all.end(), plan.arrived.begin(), plan.arrived.end(), std::back_inserter(again));
  }
  Batch merged;
  std::merge(plan.to_send.begin(), plan.to_send.end(), again.begin(), again.end(), std::back_inserter(merged));
  plan.to_send = std::move(merged);
  return plan;
}

void introduce(const Options& options, const HttpSettings& settings, const std::vector<EntryOutcome>& entries) {
  auto text = sesv2::escaped(settings.endpoint.name) + ", region " + settings.region + ", credentials from " +
              settings.credentials.origin + ", " + std::to_string(entries.size()) +
              (entries.size() == 1 ? " entry" : " entries");
  if (options.journal.empty()) {
    text += "; without --journal nothing is remembered";
  } else {
    text += "; the journal knows: " + count_outcomes(entries);
  }
  complain(text);
}

/// After hours of sending it would be late to learn that the table cannot be written, or takes the journal's place.
void check_table(const Options& options) {
  const auto& path = options.csv;
  if (path.empty()) return;
  const auto refuse_place_of = [&](const std::string& other, const char* name) {
    if (other.empty() || !common::is_same_file(path, other)) return;
    throw common::FileRefused(std::string("--csv: expected a file of its own, found that of ") + name + ": " +
                              sesv2::escaped(path));
  };
  refuse_place_of(options.journal, "--journal");
  refuse_place_of(options.request, "REQUEST");
  try {
    common::check_replaceable(path);
  } catch (const std::system_error& error) {
    throw common::FileRefused("--csv: " + sesv2::escaped(path) + " cannot be written: " + error.what());
  }
}

ExitStatus write_table(const Options& options, const Results& results) {
  if (options.csv.empty()) return ExitStatus::AllSent;
  try {
    common::replace_file(options.csv, to_csv(results));
    return ExitStatus::AllSent;
  } catch (const std::system_error& error) {
    complain(sesv2::escaped(options.csv) + ": the table could not be written: " + error.what());
    return ExitStatus::Incomplete;
  }
}

ExitStatus dry_run(const Options& options, const Results& results, HttpClient& http, const Plan& plan) {
  constexpr std::size_t call_size = 50;
  const auto failure = http.try_to_connect();
  std::cout << "dry run: would send " << plan.to_send.size() << " of the entries, in "
            << (plan.to_send.size() + call_size - 1) / call_size << " or more calls";
  if (!plan.to_send.empty()) std::cout << ": " << ranges(plan.to_send);
  if (!plan.arrived.empty()) std::cout << "; would mark as sent: " << ranges(plan.arrived);
  std::cout << "\nendpoint: "
            << (failure.empty() ? "a connection is possible" : "no connection: " + sesv2::escaped(failure))
            << "\nNothing was sent" << (options.journal.empty() ? "." : ", and the journal was not changed.")
            << std::endl;
  const auto status = failure.empty() && std::cout ? ExitStatus::AllSent : ExitStatus::Incomplete;
  return worse(status, write_table(options, results));
}

ExitStatus report(const Options& options, const common::RequestText& request, const Journal& journal) {
  const Results results{request, journal.entries(), options.journal, options.csv};
  const auto status = worse(write_table(options, results), exit_status(journal.entries()));
  print_summary(std::cout, results);
  if (std::cout.flush()) return status;
  complain("the report could not be written to standard output");
  return worse(status, ExitStatus::Incomplete);
}

ExitStatus send(const Options& options, const common::RequestText& request, HttpClient& http, Journal& journal,
                Batch to_send) {
  auto status = ExitStatus::AllSent;
  Progress progress(to_send.size());
  try {
    const auto ending = Sender({request, journal, http, progress}, options.pacing, std::move(to_send)).run();
    if (!ending.stopped.empty()) progress.say("stopped: " + ending.stopped);
    if (!ending.journal_failure.empty()) status = ExitStatus::Incomplete;
  } catch (const std::exception& error) {
    progress.say(std::string("stopped: ") + error.what());
    status = ExitStatus::Incomplete;
  }
  progress.wipe();
  if (const auto rescue = journal.rescue(); !rescue.empty()) {
    complain(rescue);
    status = ExitStatus::Incomplete;
  }
  return worse(status, report(options, request, journal));
}

ExitStatus run(const Options& options) {
  const RequestLock lock(options.dry_run ? "" : options.request);
  const auto request = common::read_request_text(options.request);
  const auto settings = find_settings(options);
  HttpClient http(settings);
  check_table(options);
  const auto journal = open_journal(options, request);
  introduce(options, settings, journal->entries());
  auto plan = make_plan(options.unknown, journal->entries());
  if (options.dry_run) {
    return dry_run(options, {request, journal->entries(), options.journal, options.csv}, http, plan);
  }
  journal->mark_as_sent(plan.arrived);
  return send(options, request, http, *journal, std::move(plan.to_send));
}

ExitStatus run_and_complain(const Options& options) {
  try {
    return run(options);
  } catch (const common::WriteFailed& error) {
    complain(error.what());
    return ExitStatus::Incomplete;
  } catch (const std::runtime_error& error) {  // others, for example for want of memory, are nobody's wrong usage
    complain(error.what());
    return ExitStatus::WrongUsage;
  }
}

}  // namespace
}  // namespace ses_client

int main(int argc, char** argv) try {
  common::open_standard_streams();
  CLI::App app(ses_client::description, "ses_client");
  app.footer(ses_client::epilogue);
  ses_client::Options options;
  ses_client::add_options(app, options);
  if (const auto status = common::parse_command_line(app, argc, argv)) return static_cast<int>(*status);
  common::handle_signals();
  return static_cast<int>(ses_client::run_and_complain(options));
} catch (const std::exception& error) {
  ses_client::complain(error.what());
  return static_cast<int>(common::ExitStatus::Incomplete);
}
