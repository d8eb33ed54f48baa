// What ses_client knows of one entry of the request.
#ifndef EXAMPLES_SES_CLIENT_OUTCOME_HPP
#define EXAMPLES_SES_CLIENT_OUTCOME_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <sesv2/bulk_email_entry_result.hpp>
#include <string_view>
#include <vector>

namespace ses_client {

enum class Outcome : std::uint8_t {
  /// No call carried it, or every call that did is known not to have been taken. It may be sent.
  NotAttempted,
  /// The service accepted it. Never send it again.
  Sent,
  /// The service said that it was not sent; the status says why.
  Failed,
  /// It may have been sent. Only a person can decide to send it again (--resend-unknown).
  Unknown
};

/// The names in the journal, in the order of the enumerators.
inline constexpr std::array<std::string_view, 4> outcome_names{"not-attempted", "sent", "failed", "unknown"};

constexpr std::string_view name(Outcome outcome) noexcept {
  return outcome_names[static_cast<std::size_t>(outcome)];  // NOLINT(*-constant-array-index): one name an enumerator
}

/// What is known of an entry.
struct Finding {
  Outcome outcome = Outcome::NotAttempted;
  /// What the service said last, where it said anything.
  sesv2::BulkEmailEntryResult result;
};

struct Entry {
  Finding finding;
  /// Calls that carried the entry, over all runs with the same journal.
  std::size_t attempts = 0;
};

/// Positions in the request's `BulkEmailEntries`, from 0, in the order in which one call carries them.
using Batch = std::vector<std::size_t>;

/// What a result means: one without a status that is known may have been sent.
inline Finding finding_of(const sesv2::BulkEmailEntryResult& result) {
  if (result.succeeded()) return {Outcome::Sent, result};
  return {result.failed() ? Outcome::Failed : Outcome::Unknown, result};
}

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_OUTCOME_HPP
