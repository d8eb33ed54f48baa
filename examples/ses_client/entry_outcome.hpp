// What ses_client knows of one entry of the request.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_ENTRY_OUTCOME_HPP
#define EXAMPLES_SES_CLIENT_ENTRY_OUTCOME_HPP

#include <sesv2/bulk_email_entry_result.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace ses_client {

/// What SES accepts in one SendBulkEmail call.
inline constexpr std::size_t max_entries_per_call = 50;

enum class Outcome : std::uint8_t {
  /// No call included it, or none of the calls that did was accepted. It is safe to send.
  NotAttempted,
  /// The service accepted it. Never send it again.
  Sent,
  /// The service reported that it was not sent; the result says why.
  Failed,
  /// It may have been sent. Only a person can decide to send it again (--resend).
  Unknown
};

/// The names in the journal, in the order of the enumerators.
inline constexpr std::array<std::string_view, 4> outcome_names{"not-attempted", "sent", "failed", "unknown"};

constexpr std::string_view name(Outcome outcome) noexcept {
  return outcome_names[static_cast<std::size_t>(outcome)];  // NOLINT(*-constant-array-index): one name per enumerator
}

struct EntryOutcome {
  Outcome outcome = Outcome::NotAttempted;
  /// Calls that included the entry, over all runs with the same journal, except calls that were not accepted.
  std::uint32_t attempts = 0;
  /// The last result from the service, if there was any.
  sesv2::BulkEmailEntryResult result;
};

/// Positions in the request's `BulkEmailEntries`, from 0, in the order in which one call carries them.
using Batch = std::vector<std::size_t>;

/// Returns the outcome that a result means. An entry with an unrecognized status may have been sent.
inline Outcome outcome_of(const sesv2::BulkEmailEntryResult& result) noexcept {
  if (result.succeeded()) return Outcome::Sent;
  return result.failed() ? Outcome::Failed : Outcome::Unknown;
}

/// Returns the positions of the entries with this outcome, in ascending order.
inline Batch positions_of(Outcome outcome, const std::vector<EntryOutcome>& entries) {
  Batch positions;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].outcome == outcome) positions.push_back(i);
  }
  return positions;
}

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_ENTRY_OUTCOME_HPP
