// The command line, and the settings that come from the environment and the configuration files.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_OPTIONS_HPP
#define EXAMPLES_SES_CLIENT_OPTIONS_HPP

#include "ses_client/http_client.hpp"

#include <CLI/CLI.hpp>

#include <limits>
#include <string>

namespace ses_client {

/// How fast, how often, how long.
struct Pacing {
  double rate = std::numeric_limits<double>::infinity();   // entries per second
  double quota = std::numeric_limits<double>::infinity();  // entries that the account may still send today
  std::size_t parallel = 4;
  std::size_t max_attempts = 5;
  double backoff = 0.5;   // seconds
  double patience = 600;  // seconds
};

/// The user's decisions about unknown entries, as given on the command line.
struct UnknownEntries {
  std::string resend;   // ranges; empty: none
  std::string arrived;  // ranges; empty: none
  bool resend_all = false;
};

/// The service options of the command line; "" for those not given.
struct ServiceOptions {
  std::string endpoint;
  std::string region;
  std::string profile;
  std::string ca_bundle;
  double timeout = 30;  // seconds
};

struct Options {
  std::string request;
  std::string journal;  // empty: none
  std::string csv;      // empty: none
  bool dry_run = false;
  Pacing pacing;
  UnknownEntries unknown;
  ServiceOptions service;
};

void add_options(CLI::App& app, Options& options);

/// Completes the command line from the environment and the profile, in the AWS CLI's order.
/// @throws ConfigurationRefused, EndpointRefused
[[nodiscard]] HttpSettings find_settings(const Options& options);

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_OPTIONS_HPP
