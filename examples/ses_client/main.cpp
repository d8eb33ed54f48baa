// Sends a SendBulkEmail request of any length, up to 50 entries per call. With a journal, it never sends an entry twice
// by mistake.
// SPDX-License-Identifier: MIT
#include <sesv2/format.hpp>
#include "common/append_file.hpp"
#include "common/command_line.hpp"
#include "common/file_id.hpp"
#include "common/replace_file.hpp"
#include "common/request_text.hpp"
#include "common/signals.hpp"
#include "common/standard_streams.hpp"
#include "common/terminal.hpp"
#include "ses_client/account.hpp"
#include "ses_client/http_client.hpp"
#include "ses_client/journal.hpp"
#include "ses_client/options.hpp"
#include "ses_client/plan.hpp"
#include "ses_client/progress.hpp"
#include "ses_client/ranges.hpp"
#include "ses_client/request_lock.hpp"
#include "ses_client/sender.hpp"
#include "ses_client/summary.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <exception>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>

namespace ses_client {
namespace {

using common::ExitStatus;

constexpr const char* description =
    "Sends bulk email through Amazon SES, up to 50 entries per call. With --journal, it never sends an entry twice\n"
    "by mistake.\n\n"
    "Credentials, region and endpoint come from the same places as in the AWS CLI: AWS_ACCESS_KEY_ID,\n"
    "AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL, ... and the profiles in ~/.aws.\n"
    "The report goes to standard output; progress and errors go to standard error.";

constexpr const char* epilogue =
    "Every entry ends with one of four outcomes:\n"
    "  sent           the service accepted it\n"
    "  failed         the service reported that it was not sent, and why\n"
    "  unknown        it may have been sent; it is resent only with --resend or --resend-unknown\n"
    "  not-attempted  not sent, or in a call that was not accepted; the same command with the same journal sends it\n\n"
    "Exit status: 0 all sent; 1 all outcomes known, not all sent; 2 some unknown or not-attempted, or the\n"
    "journal, the table or the report could not be written; 64 usage error: nothing was sent.\n\n"
    "After a run that failed, follow \"Recovering from a failed run\" in the guide (examples/ses_client/README.md).\n\n"
    "Example:\n"
    "  ses_client request.json --journal request.journal --rate 14";

void print_message(const std::string& message) {
  std::cerr << "ses_client: " << common::without_control_characters(message) << std::endl;
}

std::unique_ptr<Journal> open_journal(const Options& options, const common::RequestText& request,
                                      const Decisions& decisions) {
  if (options.journal.empty()) return std::make_unique<Journal>(request);
  return std::make_unique<Journal>(request, Journal::Paths{options.journal, options.request},
                                   options.dry_run ? Journal::Access::ReadOnly : Journal::Access::Append, decisions);
}

void introduce(const Options& options, const HttpSettings& settings, const Account& account,
               const std::vector<EntryOutcome>& entries) {
  auto text = sesv2::escaped(settings.endpoint.name) + ", region " + settings.region + ", credentials from " +
              settings.credentials.origin + ", " + std::to_string(entries.size()) +
              (entries.size() == 1 ? " entry" : " entries");
  if (options.journal.empty()) {
    text += "; no --journal: outcomes are not recorded";
  } else {
    text += "; in the journal: " + count_outcomes(entries);
  }
  if (account.is_known) text += "; account: " + describe(account);
  print_message(text);
  // Without a connection, the first call says so.
  if (account.connected && !account.is_known) print_message("account: " + describe(account));
}

/// Names entries with the same address: it may be intended, but is worth a look before everything is sent.
void name_duplicates(const common::RequestText& request) {
  constexpr std::size_t most = 5;
  const auto lists = request.entries_with_same_address();
  if (lists.empty()) return;
  std::string text;
  for (std::size_t i = 0; i < std::min(lists.size(), most); ++i) {
    text += (i == 0 ? "" : "; ") + std::string("entries ") + ranges(lists[i]) + " (" +
            sesv2::escaped(request.recipients(lists[i].front())) + ")";
  }
  const auto more = lists.size() - std::min(lists.size(), most);
  if (more > 0) text += "; and " + std::to_string(more) + (more == 1 ? " more such group" : " more such groups");
  print_message("entries with the same address, all of which will be sent because that may be intended: " + text);
}

/// Checks, before what may be hours of sending, that the table can be written and does not replace another file.
void check_table(const Options& options) {
  const auto& path = options.csv;
  if (path.empty()) return;
  const auto refuse_place_of = [&](const std::string& other, const char* name) {
    if (other.empty() || !common::is_same_file(path, other)) return;
    throw common::FileRefused(std::string("--csv: expected a file of its own, found that of ") + name + ": " +
                              sesv2::escaped(path));
  };
  refuse_place_of(options.journal, "--journal");
  if (!options.journal.empty()) {
    refuse_place_of(options.journal + ".rescued", "outcomes that a run could not record");
    refuse_place_of(options.request + ".rescued", "outcomes that a run could not record");
  }
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
    print_message(sesv2::escaped(options.csv) + ": the table could not be written: " + error.what());
    return ExitStatus::Incomplete;
  }
}

ExitStatus dry_run(const Options& options, const Results& results, const Account& account, const Plan& plan) {
  std::cout << "dry run: would send " << plan.to_send.size() << " of the entries, in "
            << (plan.to_send.size() + max_entries_per_call - 1) / max_entries_per_call << " or more calls";
  if (!plan.to_send.empty()) std::cout << ": " << ranges(plan.to_send);
  if (!plan.arrived.empty()) std::cout << "; would mark as sent: " << ranges(plan.arrived);
  std::cout << "\nendpoint: " << (account.connected ? "a connection is possible" : account.failure) << "\n";
  if (account.connected) std::cout << "account: " << describe(account) << "\n";
  for (const auto& problem : {obstacle(account), shortage(account, plan.to_send.size())}) {
    if (!problem.empty()) std::cout << problem << "\n";
  }
  std::cout << "Nothing was sent" << (options.journal.empty() ? "." : ", and the journal was not changed.")
            << std::endl;
  const bool can_send = account.connected && obstacle(account).empty();
  const auto status = can_send && std::cout ? ExitStatus::AllSent : ExitStatus::Incomplete;
  return worse(status, write_table(options, results));
}

ExitStatus report(const Options& options, const common::RequestText& request, const Journal& journal) {
  const Results results{request, journal.entries(), options.journal, options.csv};
  const auto status = worse(write_table(options, results), exit_status(journal.entries()));
  print_summary(std::cout, results);
  if (std::cout.flush()) return status;
  print_message("the report could not be written to standard output");
  return worse(status, ExitStatus::Incomplete);
}

/// What the account allows, where the command line does not say otherwise.
Pacing within(const Account& account, Pacing pacing) {
  if (std::isinf(pacing.rate)) pacing.rate = account.rate;
  pacing.quota = account.left();
  return pacing;
}

ExitStatus send(const Options& options, const common::RequestText& request, HttpClient& http, Journal& journal,
                const Account& account, Batch to_send) {
  auto status = ExitStatus::AllSent;
  Progress progress(to_send.size());
  try {
    const Tools tools{request, journal, http, progress};
    const auto causes = Sender(tools, within(account, options.pacing), std::move(to_send)).run();
    for (const auto& cause : causes) progress.say("stopped: " + cause);
  } catch (const std::exception& error) {
    progress.say(std::string("stopped: ") + error.what());
    status = ExitStatus::Incomplete;
  }
  progress.wipe();
  if (const auto rescue = journal.rescue(); !rescue.empty()) {
    print_message(rescue);
    status = ExitStatus::Incomplete;
  }
  if (const auto lost = journal.forget_unrecorded(); !lost.empty()) {
    print_message(lost);
    status = ExitStatus::Incomplete;
  }
  return worse(status, report(options, request, journal));
}

ExitStatus run(const Options& options) {
  const RequestLock lock(options.dry_run ? "" : options.request);
  const auto request = common::read_request_text(options.request);
  const auto decisions = parse_decisions(options.unknown, request.size());
  const auto settings = find_settings(options);
  HttpClient http(settings);
  check_table(options);
  const auto journal = open_journal(options, request, decisions);
  auto plan = make_plan(decisions, journal->entries());
  const auto account = options.dry_run || !plan.to_send.empty() ? get_account(http, settings) : Account{};
  introduce(options, settings, account, journal->entries());
  name_duplicates(request);
  if (options.dry_run) {
    return dry_run(options, {request, journal->entries(), options.journal, options.csv}, account, plan);
  }
  journal->mark_as_sent(plan.arrived);
  if (const auto reason = obstacle(account); !reason.empty()) {
    print_message("stopped: " + reason);
    return report(options, request, *journal);
  }
  if (const auto warning = shortage(account, plan.to_send.size()); !warning.empty()) print_message(warning);
  return send(options, request, http, *journal, account, std::move(plan.to_send));
}

ExitStatus run_and_report_errors(const Options& options) {
  try {
    return run(options);
  } catch (const common::WriteFailed& error) {
    print_message(error.what());
    return ExitStatus::Incomplete;
  } catch (const std::runtime_error& error) {  // other errors, such as out of memory, are not usage errors
    print_message(error.what());
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
  return static_cast<int>(ses_client::run_and_report_errors(options));
} catch (const std::exception& error) {
  ses_client::print_message(error.what());
  return static_cast<int>(common::ExitStatus::Incomplete);
}
