// Sends a SendBulkEmail request of any length, 50 entries a call, and never sends an entry twice by mistake.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <csignal>
#include <exception>
#include <iostream>
#include <memory>
#include <string>

#include "ses_client/journal.hpp"
#include "ses_client/options.hpp"
#include "ses_client/pacing.hpp"
#include "ses_client/progress.hpp"
#include "ses_client/request.hpp"
#include "ses_client/sending.hpp"
#include "ses_client/summary.hpp"
#include "ses_client/transport.hpp"

namespace ses_client {
namespace {

constexpr int incomplete = 2;
constexpr int wrong_usage = 64;  // EX_USAGE of sysexits.h

constexpr const char* description =
    "Sends a bulk email through Amazon SES, 50 recipients a call, and never sends to one twice by mistake.\n\n"
    "Credentials and region come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_REGION.\n"
    "The report stands on standard output, all that happens on the way on standard error.";

constexpr const char* epilogue =
    "Every entry ends with one of four outcomes:\n"
    "  sent           the service accepted it\n"
    "  failed         the service said that it was not sent, and why\n"
    "  unknown        it may have been sent; it is not sent again unless --resend-unknown says so\n"
    "  not-attempted  nothing was sent for it; the same command with the same journal sends it\n\n"
    "Exit status: 0 all sent; 1 all outcomes known, not all sent; 2 some unknown or not-attempted, or the\n"
    "journal or the report could not be written; 64 wrong usage: nothing was sent.\n\n"
    "Example:\n"
    "  ses_client request.json --journal request.journal --rate 14";

int complain(const std::exception& error, int status) {
  std::cerr << "ses_client: " << error.what() << "\n";
  return status;
}

std::unique_ptr<Journal> open_journal(const Request& request, const std::string& path) {
  return path.empty() ? std::make_unique<Journal>(request) : std::make_unique<Journal>(request, path);
}

int send(const Options& options, const Request& request, Transport& transport, Journal& journal) {
  Pacing pacing(Seconds(options.backoff), options.rate);
  Progress progress;
  int status = 0;
  try {
    const auto on_unknown = options.resend_unknown ? OnUnknown::Resend : OnUnknown::Leave;
    const auto stop = send_all({request, journal, transport, pacing, progress},
                               entries_to_send(journal.entries(), on_unknown), options.max_attempts);
    if (!stop.empty()) progress.say("stopped: " + stop);
  } catch (const common::WriteFailed& error) {
    progress.say(std::string("stopped, since nothing is sent that could not be remembered: ") + error.what());
    status = incomplete;
  } catch (const std::exception& error) {
    progress.say(std::string("stopped: ") + error.what());
    status = incomplete;
  }
  progress.wipe();
  print_summary(std::cout, journal.entries(), options.journal);
  if (!std::cout.flush()) {
    progress.say("the report could not be written to standard output");
    status = incomplete;
  }
  return std::max(status, exit_status(journal.entries()));
}

int run(const Options& options) {
  try {
    const auto request = read_request(options.request);
    const auto credentials = credentials_from_environment();
    const auto region = region_of(options);
    const auto timeout = std::chrono::duration_cast<std::chrono::milliseconds>(Seconds(options.timeout));
    Transport transport(endpoint_of(options, region), region, credentials, timeout);
    const auto journal = open_journal(request, options.journal);
    return send(options, request, transport, *journal);
  } catch (const common::WriteFailed& error) {
    return complain(error, incomplete);
  } catch (const std::exception& error) {
    return complain(error, wrong_usage);
  }
}

}  // namespace
}  // namespace ses_client

int main(int argc, char** argv) try {
  CLI::App app(ses_client::description, "ses_client");
  app.footer(ses_client::epilogue);
  ses_client::Options options;
  ses_client::add_options(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : ses_client::wrong_usage;
  }
  std::signal(SIGPIPE, SIG_IGN);  // a peer that is gone, and a file that may not grow, are errors to be reported
  std::signal(SIGXFSZ, SIG_IGN);
  ses_client::stop_on_signals();
  return ses_client::run(options);
} catch (const std::exception& error) {
  return ses_client::complain(error, ses_client::incomplete);
}
