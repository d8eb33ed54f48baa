// What a response means for the batch that was sent.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_BATCH_OUTCOME_HPP
#define EXAMPLES_SES_CLIENT_BATCH_OUTCOME_HPP

#include "ses_client/entry_outcome.hpp"
#include "ses_client/http_response.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ses_client {

/// | response                                                           | kind          |
/// | ------------------------------------------------------------------ | ------------- |
/// | 200; 500, 502, 504; a timeout or a broken connection after the     | MaybeAccepted |
/// | request went out; anything not listed below                        |               |
/// | no connection; 429, 503, 408; 4xx with a throttling or transient   | Unavailable   |
/// | error type                                                         |               |
/// | 400 with an error type that one entry can cause                    | EntryRejected |
/// | any other 4xx; a certificate that is not accepted                  | Rejected      |
struct BatchOutcome {
  enum class Kind : std::uint8_t {
    /// The service accepted it, or may have: `results` says what is known.
    MaybeAccepted,
    /// The call was not accepted; retry later.
    Unavailable,
    /// The call was not accepted, because of one entry.
    EntryRejected,
    /// The call was not accepted, and a retry will not help.
    Rejected
  };

  Kind kind = Kind::MaybeAccepted;
  /// The results by position. Entries after the last result are unknown.
  std::vector<sesv2::BulkEmailEntryResult> results;
  /// Results that cannot be matched to entries, because there are more or fewer of them. No entry's outcome follows
  /// from them.
  std::vector<sesv2::BulkEmailEntryResult> unmatched;
  /// What is wrong with the response, or the error that it reports, in human-readable form; empty if there is none.
  std::string error;
  /// Why sending should stop; empty if it may continue.
  std::string stop;
  /// The pause that the service asks for.
  std::chrono::seconds pause{0};
};

[[nodiscard]] BatchOutcome read_response(const HttpResponse& response, std::size_t entries);

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_BATCH_OUTCOME_HPP
