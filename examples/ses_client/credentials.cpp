// SPDX-License-Identifier: MIT
#include "ses_client/credentials.hpp"

#include <sesv2/format.hpp>
#include "common/environment.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <initializer_list>
#include <memory>

namespace ses_client {
namespace {

/// Header values must not end the line, and keys have no spaces.
void require_printable(const std::string& key, const std::string& where) {
  if (!std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; })) {
    throw ConfigurationRefused(where + ": expected printable ASCII without spaces, found other bytes");
  }
}

/// @param names  of the three keys, for messages
Credentials checked(Credentials credentials, const std::array<std::string, 3>& names) {
  const std::array<const std::string*, 3> keys{&credentials.access_key_id, &credentials.secret_access_key,
                                               &credentials.session_token};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i < 2 && keys[i]->empty()) {
      throw ConfigurationRefused(credentials.origin + ": expected " + names[0] + " and " + names[1] + ", found no " +
                                 names[i]);
    }
    require_printable(*keys[i], names[i]);
  }
  return credentials;
}

Credentials from_environment() {
  const std::array<std::string, 3> names{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"};
  const auto value = [](const std::string& name) { return common::environment(name.c_str()); };
  return checked({value(names[0]), value(names[1]), value(names[2]), "the environment"}, names);
}

Credentials from_process(const std::string& command, const std::string& origin) {
  constexpr std::size_t longest_output = 65536;  // a session token has about a thousand bytes
  std::unique_ptr<FILE, decltype(&pclose)> process(popen(command.c_str(), "re"), &pclose);
  std::string output;
  std::array<char, 4096> buffer{};
  while (process && output.size() < longest_output) {
    const auto count = std::fread(buffer.data(), 1, buffer.size(), process.get());
    if (count == 0) break;
    output.append(buffer.data(), count);
  }
  const bool endless = output.size() >= longest_output;
  if (!process || (pclose(process.release()) != 0 && !endless)) {
    throw ConfigurationRefused(origin + ": expected a command that prints keys and succeeds, found one that failed");
  }
  const auto json = nlohmann::json::parse(output, nullptr, false);
  const auto text = [&json](const char* name) {
    return json.is_object() && json.contains(name) && json[name].is_string() ? json[name].get<std::string>() : "";
  };
  // The output is not quoted: it may hold a key.
  return checked({text("AccessKeyId"), text("SecretAccessKey"), text("SessionToken"), origin},
                 {"AccessKeyId", "SecretAccessKey", "SessionToken"});
}

[[noreturn]] void refuse(const Profile& profile) {
  const auto name = sesv2::escaped(profile.name());
  const auto advice = "eval \"$(aws configure export-credentials --profile '" + name + "' --format env)\"";
  for (const auto* const setting :
       {"sso_session", "sso_start_url", "role_arn", "credential_source", "web_identity_token_file"}) {
    if (profile.value(setting).empty()) continue;
    std::string message = "profile " + name + ": expected keys or a credential_process, found ";
    message.append(setting).append(", which ses_client does not resolve. Turn it into keys first: ").append(advice);
    throw ConfigurationRefused(message);
  }
  throw ConfigurationRefused(
      "expected AWS credentials in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and in AWS_SESSION_TOKEN where they "
      "are "
      "temporary) or in profile " +
      name + " of " + profile.files() + ", found none. For SSO, a role or instance credentials, run: " + advice);
}

Credentials from_profile(const Profile& profile) {
  const auto origin = "profile " + sesv2::escaped(profile.name());
  if (!profile.value("role_arn").empty()) refuse(profile);
  if (!profile.value("aws_access_key_id").empty() || !profile.value("aws_secret_access_key").empty()) {
    return checked({profile.value("aws_access_key_id"), profile.value("aws_secret_access_key"),
                    profile.value("aws_session_token"), origin},
                   {"aws_access_key_id", "aws_secret_access_key", "aws_session_token"});
  }
  const auto command = profile.value("credential_process");
  if (!command.empty()) return from_process(command, origin + " (credential_process)");
  refuse(profile);
}

}  // namespace

Credentials find_credentials(const Profile& profile, LookFirst first) {
  const bool in_environment =
      !common::environment("AWS_ACCESS_KEY_ID").empty() || !common::environment("AWS_SECRET_ACCESS_KEY").empty();
  return in_environment && first == LookFirst::Environment ? from_environment() : from_profile(profile);
}

}  // namespace ses_client
