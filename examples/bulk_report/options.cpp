#include "bulk_report/options.hpp"

#include <CLI/CLI.hpp>
#include <set>
#include <string_view>

#include "common/command_line.hpp"
#include "common/replace_file.hpp"

namespace bulk_report {
namespace {

constexpr std::string_view description =
    "Reports the outcomes of bulk emails: reads the responses of Amazon SES to\n"
    "SendBulkEmail (API v2), counts the statuses, groups the failures by their cause,\n"
    "and says what to send again, what to fix first, and what could not be read.\n";

constexpr std::string_view footer =
    R"(An input is one response as JSON, several responses one after another, or JSON Lines with one
response a line. A broken line costs that line at most, and is reported by its number.

Failures are grouped by status and error text; numbers, email addresses and ids that differ from
text to text do not split a group.

A file that is written is replaced as a whole, or left alone. The file of --retry-to holds no
entries if there are none to send again. It is not written if it is not certain which result
belongs to which entry.
Colours are used on a terminal only, and never if NO_COLOR is set.

Examples:
  bulk_report response.json
  zcat log-of-the-day.jsonl.gz | bulk_report
  bulk_report responses.jsonl --request request.json --csv entries.csv
  bulk_report response.json --request request.json --retry-to retry.json
  bulk_report --json response.json | jq .Failures

Exit status:
  0   everything was read, and every email was sent
  1   everything was read, but not every email was sent
  2   something could not be read (what could be is reported), or not be written
  64  wrong usage)";

constexpr double longest_list = 100'000;

/// Throws what CLI11 throws for a wrong argument.
void refuse_repeated_inputs(const std::vector<std::string>& inputs) {
  std::set<std::string> seen;
  for (const auto& input : inputs) {
    if (seen.insert(input == "-" ? input : common::canonical_name(input)).second) continue;
    throw CLI::ValidationError("RESPONSE", "expected each input once, found " + input + " twice");
  }
}

/// Likewise.
void protect_files(const Options& options) {
  auto others = options.inputs;
  if (options.request) others.push_back(*options.request);
  const auto protect_from = [&others](const char* option, const std::optional<std::string>& written) {
    if (!written) return;
    for (const auto& other : others) {
      if (common::is_same_file(other, *written)) {
        throw CLI::ValidationError(option, *written + " is used as well, and would be overwritten");
      }
    }
    others.push_back(*written);
  };
  protect_from("--csv", options.csv);
  protect_from("--retry-to", options.retry_to);
}

/// Accepts what can be a file's name, for an option that does not take "-" for a standard stream.
CLI::Validator file_name() {
  return {[](const std::string& text) {
            return std::string(text == "-" ? "expected a file, found -; /dev/stdin and /dev/stdout are files" : "");
          },
          ""};
}

}  // namespace

std::variant<Options, common::ExitStatus> parse_options(int argc, char** argv) {
  Options options;
  CLI::App app{std::string(description), "bulk_report"};
  app.footer(std::string(footer));
  app.add_option("RESPONSE", options.inputs, "Files to read; - or none: standard input")->type_name("");
  bool json = false;
  app.add_flag("--json", json, "Print the report as JSON, for other programs")->disable_flag_override();
  app.add_option(
         "--csv", options.csv,
         "Write one row per entry, for a spreadsheet: input, line, index,\nrecipient, status, message id, error")
      ->type_name("FILE")
      ->check(common::not_empty() & file_name());
  app.add_option("--list", options.list_limit,
                 "How many groups of failures and how many issues to list;\nall are counted")
      ->check(common::number_between(0, longest_list))
      ->type_name("N")
      ->capture_default_str();
  auto* request = app.add_option("--request", options.request,
                                 "The SendBulkEmail request that was answered, to name the\n"
                                 "recipients. The responses must hold a result for each of its\n"
                                 "entries, in their order")
                      ->type_name("REQUEST.json")
                      ->check(common::not_empty() & file_name());
  app.add_option("--retry-to", options.retry_to,
                 "Write a request here that holds the entries to send again\n"
                 "after a pause and no others, and is otherwise the same request")
      ->type_name("RETRY.json")
      ->check(common::not_empty() & file_name())
      ->needs(request);
  app.add_flag("--in-order", options.in_order,
               "Confirm that several responses stand in the order of the\nrequest, as --retry-to needs it")
      ->disable_flag_override()
      ->needs(request);
  app.add_flag("--mixed", options.mixed, "Count lines without a response instead of reporting each as an issue")
      ->disable_flag_override();
  app.callback([&options] {
    refuse_repeated_inputs(options.inputs);
    protect_files(options);
  });
  if (const auto status = common::parse_command_line(app, argc, argv)) return *status;
  if (json) options.output = Output::Json;
  return options;
}

}  // namespace bulk_report
