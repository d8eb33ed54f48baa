// SPDX-License-Identifier: MIT
#include "bulk_report/options.hpp"

#include "common/command_line.hpp"
#include "common/file_id.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <map>
#include <string_view>

namespace bulk_report {
namespace {

constexpr std::string_view description =
    "Reports the outcomes of bulk emails: reads Amazon SES responses to SendBulkEmail\n"
    "(API v2), counts the statuses, groups the failures by their cause, and says what\n"
    "to retry, what to fix first, and what could not be read.\n";

constexpr std::string_view footer =
    R"(An input is a log that holds responses as JSON: bare or inside other JSON, pretty-printed or as
JSON Lines, with or without the prefix of a log line. A malformed line affects no other line, and
is reported by its number.

Failures are grouped by status and error text; texts that differ only in numbers, email addresses
or IDs share a group.

Output files are replaced atomically or left unchanged. The --retry-to file has no entries if
there is nothing to retry. It is not written if results cannot be matched to entries with
certainty. If the responses are to this request, and in its order, none of the entries in that
file were sent. Color is used only on a terminal, and never if NO_COLOR is set.

Examples:
  bulk_report response.json
  zcat log-of-the-day.jsonl.gz | bulk_report
  tail -f mailer.log | bulk_report --mixed
  bulk_report responses.jsonl --request request.json --csv entries.csv
  bulk_report response.json --request request.json --retry-to retry.json
  bulk_report --json response.json | jq .Failures

Exit status:
  0        everything was read, and every email was sent
  1        everything was read, but not every email was sent
  2        something could not be read or written; the report covers everything else
  64       usage error; nothing was read
  128 + n  interrupted by signal n; the report covers what was read before that)";

constexpr double longest_list = 100'000;

/// Throws what CLI11 throws for a wrong argument, if a file is read twice, or is both written and used for anything
/// else.
void check_files(const Options& options) {
  std::map<common::FileId, std::string> used;
  const auto refuse_if_used = [&used](const common::FileId& file, const std::string& what, const std::string& advice) {
    const auto found = used.find(file);
    if (found != used.end()) throw CLI::ValidationError(what + " is also " + found->second + "; " + advice);
  };
  for (const auto& name : options.inputs) {
    const auto file = name == standard_stream ? common::FileId(STDIN_FILENO) : common::FileId(name);
    refuse_if_used(file, "RESPONSE: " + name, "name each input once");
    used.emplace(file, "the input " + name);
  }
  if (options.request) used.emplace(common::FileId(*options.request), "the file of --request");
  const auto check_output = [&](const common::FileId& file, const std::string& what, const std::string& advice) {
    if (!file.can_be_shared()) refuse_if_used(file, what, advice);
  };
  const common::FileId standard_output(STDOUT_FILENO);
  const common::FileId standard_error(STDERR_FILENO);
  check_output(standard_output, "standard output", "redirect it to another file");
  check_output(standard_error, "standard error", "redirect it to another file");
  used.emplace(standard_output, "the file that standard output goes to");  // not before both were checked: 2>&1
  used.emplace(standard_error, "the file that standard error goes to");
  if (options.csv && *options.csv != standard_stream) {
    const common::FileId file(*options.csv);
    check_output(file, "--csv: " + *options.csv, "name another file, or - to print rows and no report");
    used.emplace(file, "the file of --csv");
  }
  if (!options.retry_to) return;
  check_output(common::FileId(*options.retry_to), "--retry-to: " + *options.retry_to, "name another file");
}

/// Accepts the name of a file, for an option that does not take "-" for a standard stream.
CLI::Validator file_name() {
  return {
      [](const std::string& text) { return std::string(text == standard_stream ? "expected a file, found -" : ""); },
      ""};
}

/// Accepts the values of --rows.
CLI::Validator rows_name() {
  return {[](const std::string& text) {
            const bool is_name = text == "all" || text == "not-sent";
            return is_name ? std::string() : "expected all or not-sent, found " + text;
          },
          ""};
}

}  // namespace

std::variant<Options, common::ExitStatus> parse_options(int argc, char** argv) {
  Options options;
  CLI::App app{std::string(description), "bulk_report"};
  app.footer(std::string(footer));
  app.add_option("RESPONSE", options.inputs, "Files to read, - for standard input [standard input]")->type_name("");
  bool json = false;
  app.add_flag("--json", json, "Print the report as JSON, for other programs")->disable_flag_override();
  app.add_option("--csv", options.csv,
                 "Write one row per entry: input, line, index, recipient,\nstatus, message id, error. With -, print "
                 "rows and no report")
      ->type_name("FILE")
      ->check(common::not_empty());
  std::string rows = "all";
  app.add_option("--rows", rows, "Rows that --csv writes: all, or not-sent to omit the entries\nthat were sent")
      ->type_name("ROWS")
      ->check(rows_name())
      ->capture_default_str();
  app.add_option("--list", options.list_limit,
                 "Maximum number of groups, issues and problems to list;\nall are counted")
      ->check(common::number_between(0, longest_list))
      ->type_name("N")
      ->capture_default_str();
  app.add_option("--request", options.request,
                 "The request that the responses answer; adds recipients to\n"
                 "the report. With several responses, the recipients are right\n"
                 "only if the responses are in the order of the request")
      ->type_name("REQUEST.json")
      ->check(common::not_empty() & file_name());
  app.add_option("--retry-to", options.retry_to,
                 "With --request: write a copy of the request with only the\n"
                 "entries to retry after a pause")
      ->type_name("RETRY.json")
      ->check(common::not_empty() & file_name());
  app.add_flag("--in-order", options.in_order,
               "With --request: confirm that several responses are in the\norder of the request")
      ->disable_flag_override();
  app.add_flag("--mixed", options.mixed, "Count lines that have no response; without --mixed, they are\nissues")
      ->disable_flag_override();
  app.callback([&] {
    const auto require = [&app](const char* option, const char* other) {
      if (app.count(option) == 0 || app.count(other) > 0) return;
      throw CLI::ValidationError(option, std::string("expected ") + other + " as well, found none");
    };
    require("--rows", "--csv");
    require("--retry-to", "--request");
    require("--in-order", "--request");
    if (json && options.csv == standard_stream) {
      throw CLI::ValidationError("--json", "--csv - prints rows and no report; give --csv a file name, or omit --json");
    }
    check_files(options);
  });
  if (const auto status = common::parse_command_line(app, argc, argv)) return *status;
  if (rows == "not-sent") options.rows = report::Rows::NotSent;
  if (json) options.output = Output::Json;
  return options;
}

}  // namespace bulk_report
