#include "bulk_report/options.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <sesv2/format.hpp>
#include <string_view>
#include <system_error>

namespace bulk_report {
namespace {

constexpr std::size_t largest_response = std::size_t{1} << 40U;

constexpr std::string_view description =
    "Says what became of bulk emails: reads what Amazon SES answered to SendBulkEmail\n"
    "(API v2), counts the statuses, lists what failed and why, and says what to send\n"
    "again, what to fix first, and what could not be read.\n";

constexpr std::string_view footer =
    R"(An input is one response as JSON, or JSON Lines with one response a line. It is taken for JSON Lines
 - if its first line is a whole JSON object and more follows,
 - or if a later line is a whole response by itself,
 - or if two lines begin with { and name BulkEmailEntryResults.
A line that is broken costs that line alone, and is reported by its number.

The file of --retry-to holds no entries if there are none to send again. It is not written if it
is not certain which result belongs to which entry; it is replaced as a whole, or left alone.
Colours are used on a terminal only, and never if NO_COLOR is set.

Examples:
  bulk_report response.json
  zcat log-of-the-day.jsonl.gz | bulk_report
  bulk_report response.json --request request.json --retry-to retry.json
  bulk_report --json response.json | jq .Failures

Exit status:
  0   everything was read, and every email was sent
  1   everything was read, but not every email was sent
  2   something could not be read (what could be is reported), or not be written
  64  wrong usage)";

bool same_file(const std::string& left, const std::string& right) {
  std::error_code error;  // a file that does not exist is no other file
  return std::filesystem::equivalent(left, right, error);
}

// Throws what CLI11 throws for a wrong argument.
void protect_files(const Options& options) {
  if (!options.retry_to.has_value()) return;
  auto read = options.inputs;
  read.push_back(*options.request);
  for (const auto& file : read) {
    if (same_file(file, *options.retry_to)) {
      throw CLI::ValidationError("--retry-to", *options.retry_to + " is read as well, and would be overwritten");
    }
  }
}

}  // namespace

std::variant<Options, ExitStatus> parse_options(int argc, char** argv) {
  Options options;
  CLI::App app{std::string(description), "bulk_report"};
  app.footer(std::string(footer));
  app.add_option("RESPONSE", options.inputs, "Files to read; - or none: standard input")->type_name("");
  bool json = false;
  app.add_flag("--json", json, "Print the report as JSON, for other programs")->disable_flag_override();
  app.add_option("--list", options.list_limit,
                 "How many failures, broken invariants and unread places to list;\nall are counted")
      ->check(CLI::Validator(CLI::NonNegativeNumber).description(""))
      ->type_name("N")
      ->capture_default_str();
  app.add_option("--max-response", options.max_response,
                 "The longest response to hold in memory, with a unit if you like (64MiB);\n"
                 "of a longer one the beginning is read")
      ->transform(CLI::AsSizeValue(false).description(""))
      ->check(CLI::Validator(CLI::Range(std::size_t{1}, largest_response)).description(""))
      ->type_name("BYTES")
      ->capture_default_str();
  auto* request = app.add_option("--request", options.request,
                                 "The SendBulkEmail request that was answered: the responses, one after the\n"
                                 "other, must hold a result for each of its entries")
                      ->type_name("REQUEST.json");
  app.add_option("--retry-to", options.retry_to,
                 "Write a request here that holds the entries to send again after a pause and\n"
                 "no others; its other members are those of the request")
      ->type_name("RETRY.json")
      ->needs(request);
  try {
    app.parse(argc, argv);
    protect_files(options);
  } catch (const CLI::Success& asked_for_help) {
    app.exit(asked_for_help);
    return AllSent;
  } catch (const CLI::Error& error) {
    std::cerr << "bulk_report: " << sesv2::escaped(error.what()) << "\nbulk_report --help tells more.\n";
    return WrongUsage;
  }
  if (json) options.output = Output::Json;
  return options;
}

}  // namespace bulk_report
