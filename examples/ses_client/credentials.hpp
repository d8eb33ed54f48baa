// The keys that calls are signed with.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_CREDENTIALS_HPP
#define EXAMPLES_SES_CLIENT_CREDENTIALS_HPP

#include "ses_client/aws_config.hpp"

#include <string>

namespace ses_client {

struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;  // empty: none
  /// Their source, for messages.
  std::string origin;
};

/// Where to look first, as the AWS CLI has it: a profile that was named on the command line comes before the
/// environment, one of AWS_PROFILE after it.
enum class LookFirst : unsigned char { Environment, Profile };

/// Finds credentials in the environment, or in the profile: static keys, or those that its `credential_process` prints.
/// @throws ConfigurationRefused; it never quotes a key
[[nodiscard]] Credentials find_credentials(const Profile& profile, LookFirst first);

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_CREDENTIALS_HPP
