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

/// Where to look first, as in the AWS CLI: a profile named on the command line comes before the environment, and one
/// named by AWS_PROFILE after it.
enum class LookFirst : unsigned char { Environment, Profile };

/// Finds credentials in the environment, or in the profile: static keys, or those that its `credential_process` prints.
/// @throws ConfigurationRefused; it never quotes a key
[[nodiscard]] Credentials find_credentials(const Profile& profile, LookFirst first);

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_CREDENTIALS_HPP
