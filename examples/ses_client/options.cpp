#include "ses_client/options.hpp"

#include <algorithm>
#include <cstdlib>
#include <sesv2/format.hpp>
#include <sstream>

namespace ses_client {
namespace {

/// CLI11's own ranges let "nan" through.
CLI::Validator number_between(double least, double most) {
  const auto check = [=](const std::string& text) -> std::string {
    double number = 0;
    const bool octal = text.size() > 1 && text[0] == '0' && text[1] != '.';  // to CLI11, for whole numbers
    const bool is_number =
        !octal && text.find_first_not_of("0123456789.") == std::string::npos && CLI::detail::lexical_cast(text, number);
    if (is_number && number >= least && number <= most) return {};
    std::ostringstream message;
    message << "expected a number from " << least << " to " << most << ", found " << sesv2::escaped(text);
    return message.str();
  };
  return {check, ""};
}

/// An empty value is what a shell makes of a variable that is not set, and must not pass for an absent option.
CLI::Validator not_empty() {
  return {[](const std::string& text) { return std::string(text.empty() ? "expected a value, found nothing" : ""); },
          ""};
}

std::string from_environment(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing changes the environment
  return value == nullptr ? "" : value;
}

/// What goes into a header must not end the line, and no key has a space in it.
std::string key_from_environment(const char* name) {
  auto value = from_environment(name);
  if (!std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c <= '~'; })) {
    throw EnvironmentRefused(std::string(name) + ": expected printable ASCII without spaces, found other bytes");
  }
  return value;
}

std::string required_key(const char* name) {
  auto value = key_from_environment(name);
  if (value.empty()) {
    throw EnvironmentRefused(std::string("the environment variable ") + name +
                             " is not set: expected AWS credentials in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, "
                             "and in AWS_SESSION_TOKEN where they are temporary");
  }
  return value;
}

}  // namespace

void add_options(CLI::App& app, Options& options) {
  constexpr double most_attempts = 1000;
  constexpr double longest_time = 3600;
  constexpr double shortest_time = 0.01;
  constexpr double highest_rate = 1e6;
  app.add_option("REQUEST", options.request,
                 "File with a SendBulkEmail request as JSON, as `aws sesv2 send-bulk-email --cli-input-json` takes it, "
                 "with any number of BulkEmailEntries")
      ->required();
  app.add_option("--journal", options.journal,
                 "File that remembers what was sent. Give it whenever it matters that nobody gets the same email "
                 "twice: after a crash or a stop the same command goes on where it was")
      ->type_name("FILE")
      ->check(not_empty());
  app.add_flag("--resend-unknown", options.resend_unknown,
               "Send again what the journal calls unknown: it may have arrived, so look first")
      ->needs("--journal");
  app.add_option("--region", options.region, "AWS region, for example eu-west-1 [AWS_REGION]")
      ->type_name("NAME")
      ->check(not_empty());
  app.add_option("--endpoint", options.endpoint, "Where to send to [SES in the region]; http:// for this machine alone")
      ->type_name("URL")
      ->check(not_empty());
  app.add_option("--rate", options.rate,
                 "Entries a second at most [no limit]; SES tells an account's rate as "
                 "MaxSendRate (`aws sesv2 get-account`)")
      ->type_name("N")
      ->check(number_between(shortest_time, highest_rate));
  app.add_option("--max-attempts", options.max_attempts, "How often an entry is tried at most in this run [5]")
      ->type_name("N")
      ->check(number_between(1, most_attempts));
  app.add_option("--backoff", options.backoff,
                 "Seconds to wait at most after a first failure [0.5]; the time doubles with each further one, up to a "
                 "minute")
      ->type_name("S")
      ->check(number_between(0, longest_time));
  app.add_option("--timeout", options.timeout, "Seconds that a call may take [30]")
      ->type_name("S")
      ->check(number_between(shortest_time, longest_time));
}

Credentials credentials_from_environment() {
  return {required_key("AWS_ACCESS_KEY_ID"), required_key("AWS_SECRET_ACCESS_KEY"),
          key_from_environment("AWS_SESSION_TOKEN")};
}

std::string region_of(const Options& options) {
  auto region = options.region.empty() ? from_environment("AWS_REGION") : options.region;
  if (region.empty() || region.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos) {
    throw EnvironmentRefused("expected an AWS region such as eu-west-1 in --region or AWS_REGION, found " +
                             (region.empty() ? "none" : "\"" + sesv2::escaped(region) + "\""));
  }
  return region;
}

std::string endpoint_of(const Options& options, const std::string& region) {
  if (!options.endpoint.empty()) return options.endpoint;
  const bool china = region.substr(0, 3) == "cn-";
  return "https://email." + region + (china ? ".amazonaws.com.cn" : ".amazonaws.com");
}

}  // namespace ses_client
