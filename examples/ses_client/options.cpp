// SPDX-License-Identifier: MIT
#include "ses_client/options.hpp"

#include <sesv2/format.hpp>
#include "common/command_line.hpp"
#include "common/environment.hpp"
#include "ses_client/pace.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <initializer_list>

namespace ses_client {
namespace {

/// A value, and where it was found.
struct Setting {
  std::string value;
  std::string origin;
};

/// Returns the first setting that has a value, or the last one if none has.
Setting first_of(std::initializer_list<Setting> settings) {
  const auto* const found =
      std::find_if(settings.begin(), settings.end(), [](const Setting& setting) { return !setting.value.empty(); });
  return found == settings.end() ? *(settings.end() - 1) : *found;
}

Setting variable(const char* name) { return {common::environment(name), name}; }

std::string find_region(const Options& options, const Profile& profile) {
  const auto [region, origin] =
      first_of({{options.service.region, "--region"},
                variable("AWS_REGION"),
                variable("AWS_DEFAULT_REGION"),
                {profile.value("region"), "--region, AWS_REGION, AWS_DEFAULT_REGION or profile " + profile.name()}});
  if (region.empty() || region.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos) {
    throw ConfigurationRefused(sesv2::escaped(origin) + ": expected an AWS region such as eu-west-1, found " +
                               (region.empty() ? "none" : "\"" + sesv2::escaped(region) + "\""));
  }
  return region;
}

Endpoint find_endpoint(const Options& options, const Profile& profile, const std::string& region) {
  const bool ignore = common::environment("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") == "true" ||
                      profile.value("ignore_configured_endpoint_urls") == "true";
  const auto configured = ignore ? Setting{}
                                 : first_of({variable("AWS_ENDPOINT_URL_SESV2"),
                                             variable("AWS_ENDPOINT_URL"),
                                             {profile.endpoint(), "endpoint_url of profile " + profile.name()}});
  const auto found = first_of(
      {{options.service.endpoint, "--endpoint"}, configured, {default_endpoint(region), "the endpoint of the region"}});
  return parse_endpoint(found.value, sesv2::escaped(found.origin));
}

std::string find_ca_bundle(const Options& options, const Profile& profile) {
  const auto [path, origin] = first_of({{options.service.ca_bundle, "--ca-bundle"},
                                        variable("AWS_CA_BUNDLE"),
                                        {profile.value("ca_bundle"), "ca_bundle of profile " + profile.name()},
                                        variable("CURL_CA_BUNDLE"),
                                        variable("SSL_CERT_FILE")});
  if (!path.empty() && !std::filesystem::is_directory(path) && !std::ifstream(path)) {
    throw ConfigurationRefused(sesv2::escaped(origin) + ": expected a file with certificates, found none that can be " +
                               "read: " + sesv2::escaped(path));
  }
  return path;
}

/// `10m`, `90s`, `2h` or `90`: seconds. CLI11 then reads the number of seconds that this returns.
CLI::Validator duration() {
  const auto to_seconds = [](std::string& text) -> std::string {
    const auto unit = text.empty() ? '\0' : text.back();
    const double factor = unit == 'h' ? 3600 : unit == 'm' ? 60 : 1;
    auto number = text;
    if (unit == 'h' || unit == 'm' || unit == 's') number.pop_back();
    constexpr double most = 1e6;
    if (!common::number_between(0, most)(number).empty()) {
      return "expected a duration such as 90s, 10m or 2h, found " + text;
    }
    text = std::to_string(std::stod(number) * factor);
    return {};
  };
  return {to_seconds, ""};
}

void add_unknown_options(CLI::App& app, UnknownEntries& unknown, CLI::Option* journal) {
  auto* const resend = common::add_text(app, "--resend", unknown.resend, "RANGES",
                                        "Resend these unknown entries, for example 3,7-12: check first, because "
                                        "they may have arrived")
                           ->needs(journal);
  app.add_flag("--resend-unknown", unknown.resend_all, "Resend all unknown entries except those in --arrived")
      ->needs(journal)
      ->excludes(resend);
  common::add_text(app, "--arrived", unknown.arrived, "RANGES", "Mark these unknown entries as sent")->needs(journal);
}

void add_pacing_options(CLI::App& app, Pacing& pacing) {
  constexpr double most_attempts = 1000;
  constexpr double most_calls = 64;
  constexpr double longest_time = 3600;
  constexpr double highest_rate = 1e6;
  app.add_option("--rate", pacing.rate,
                 "Maximum entries per second [the account's rate; if it is not known, a rate that is learned from "
                 "throttled entries]")
      ->type_name("N")
      ->check(common::number_between(lowest_rate, highest_rate));
  app.add_option("--parallel", pacing.parallel, "Maximum calls in flight, from 1 to 64 [4]")
      ->type_name("N")
      ->check(common::number_between(1, most_calls));
  app.add_option("--patience", pacing.patience,
                 "How long to wait out a service or network outage, for example 90s or 2h [10m]")
      ->type_name("DURATION")
      ->transform(duration());
  app.add_option("--max-attempts", pacing.max_attempts,
                 "Maximum attempts per run for an entry that is throttled or fails temporarily [5]")
      ->type_name("N")
      ->check(common::number_between(1, most_attempts));
  app.add_option("--backoff", pacing.backoff,
                 "Maximum pause in seconds after the first failure [0.5]; doubles with each further failure, up to a "
                 "minute")
      ->type_name("S")
      ->check(common::number_between(0, longest_time));
}

void add_service_options(CLI::App& app, ServiceOptions& service) {
  constexpr double shortest_time = 0.01;
  constexpr double longest_time = 3600;
  common::add_text(app, "--endpoint", service.endpoint, "URL",
                   "Endpoint to send to [AWS_ENDPOINT_URL_SESV2, AWS_ENDPOINT_URL, the profile, SES in the region]; "
                   "http:// only for loopback hosts");
  common::add_text(app, "--region", service.region, "NAME",
                   "AWS region, for example eu-west-1 [AWS_REGION, AWS_DEFAULT_REGION, the profile]");
  common::add_text(app, "--profile", service.profile, "NAME",
                   "AWS CLI profile for settings missing from the command line and the environment [AWS_PROFILE, "
                   "default]");
  common::add_text(app, "--ca-bundle", service.ca_bundle, "FILE",
                   "Certificates to trust instead of the system's [AWS_CA_BUNDLE, the profile, CURL_CA_BUNDLE, "
                   "SSL_CERT_FILE]");
  app.add_option("--timeout", service.timeout, "Seconds that a call may take [30]")
      ->type_name("S")
      ->check(common::number_between(shortest_time, longest_time));
}

}  // namespace

void add_options(CLI::App& app, Options& options) {
  app.add_option("REQUEST", options.request,
                 "File with a SendBulkEmail request as JSON, as `aws sesv2 send-bulk-email --cli-input-json` takes it, "
                 "with any number of BulkEmailEntries")
      ->required();
  auto* const journal =
      common::add_text(app, "--journal", options.journal, "FILE",
                       "File that records what was sent. Use it whenever it matters that nobody gets the same email "
                       "twice: after a crash or an interruption, the same command resumes");
  add_unknown_options(app, options.unknown, journal);
  common::add_text(app, "--csv", options.csv, "FILE",
                   "Write one row per entry at the end: index, recipient, outcome, status, message id, error, "
                   "attempts");
  app.add_flag("--dry-run", options.dry_run,
               "Check request, journal, credentials, endpoint and account, say what would be sent, and send nothing");
  add_pacing_options(app, options.pacing);
  add_service_options(app, options.service);
}

HttpSettings find_settings(const Options& options) {
  const Profile profile(options.service.profile);
  const auto first = options.service.profile.empty() ? LookFirst::Environment : LookFirst::Profile;
  const auto region = find_region(options, profile);
  const std::chrono::duration<double> timeout(options.service.timeout);
  return {find_endpoint(options, profile, region),
          region,
          find_credentials(profile, first),
          find_ca_bundle(options, profile),
          std::chrono::duration_cast<std::chrono::milliseconds>(timeout),
          options.pacing.parallel};
}

}  // namespace ses_client
