// The command line and the environment.
#ifndef EXAMPLES_SES_CLIENT_OPTIONS_HPP
#define EXAMPLES_SES_CLIENT_OPTIONS_HPP

#include <CLI/CLI.hpp>
#include <limits>
#include <stdexcept>
#include <string>

#include "ses_client/transport.hpp"

namespace ses_client {

struct Options {
  std::string request;
  std::string endpoint;  // empty: SES in the region
  std::string region;    // empty: from the environment
  std::string journal;   // empty: none
  std::size_t max_attempts = 5;
  double rate = std::numeric_limits<double>::infinity();  // entries a second
  double timeout = 30;                                    // seconds
  double backoff = 0.5;                                   // seconds
  bool resend_unknown = false;
};

/// Something is missing in the environment, or is not what it should be.
class EnvironmentRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

void add_options(CLI::App& app, Options& options);

/// @throws EnvironmentRefused; it never quotes a key
[[nodiscard]] Credentials credentials_from_environment();

/// The region that was asked for, or that of the environment.
/// @throws EnvironmentRefused
[[nodiscard]] std::string region_of(const Options& options);

/// The endpoint that was asked for, or that of SES in the region.
[[nodiscard]] std::string endpoint_of(const Options& options, const std::string& region);

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_OPTIONS_HPP
