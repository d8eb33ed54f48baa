// The configuration files of the AWS CLI: ~/.aws/credentials and ~/.aws/config.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_AWS_CONFIG_HPP
#define EXAMPLES_SES_CLIENT_AWS_CONFIG_HPP

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

namespace ses_client {

/// A setting in the environment or in a configuration file is missing or invalid.
class ConfigurationRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The settings of one section, by name in lower case. A setting nested in another one has a dot in its name:
/// `sesv2.endpoint_url`.
using ConfigSection = std::map<std::string, std::string>;

/// Reads `[section]` and `name = value` lines.
[[nodiscard]] std::map<std::string, ConfigSection> parse_config(std::string_view text);

/// The settings of one profile in both files.
class Profile {
 public:
  /// @param name  of the profile that was asked for; empty: that of AWS_PROFILE, else `default`, which may be missing
  /// @throws ConfigurationRefused if it is in neither file
  explicit Profile(const std::string& name);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// The files that were read, for messages.
  [[nodiscard]] const std::string& files() const noexcept { return files_; }

  /// Returns the value of a setting; "" if there is none. The credentials file wins.
  [[nodiscard]] std::string value(const std::string& setting) const;

  /// Returns the endpoint of SES that the profile names; "" if it names none.
  [[nodiscard]] std::string endpoint() const;

 private:
  std::string name_;
  std::string files_;
  ConfigSection settings_;
  ConfigSection services_;
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_AWS_CONFIG_HPP
