// What a run does with each entry, according to the journal and the user's decisions.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_PLAN_HPP
#define EXAMPLES_SES_CLIENT_PLAN_HPP

#include "ses_client/entry_outcome.hpp"
#include "ses_client/options.hpp"

#include <vector>

namespace ses_client {

/// The user's decisions about unknown entries.
struct Decisions {
  Batch arrived;
  Batch resend;
  bool resend_all = false;  // all but those that arrived

  /// Whether the user decided about this entry.
  [[nodiscard]] bool include(std::size_t index) const;
};

/// @param size  the number of entries in the request
/// @throws RangesRefused if a text does not name positions, or if an entry is both to be resent and marked as arrived
[[nodiscard]] Decisions parse_decisions(const UnknownEntries& options, std::size_t size);

struct Plan {
  Batch arrived;  // to be marked as sent
  Batch to_send;
};

/// Plans to send the entries that were not attempted, those that the user decided to resend, and those that failed for
/// a cause other than the entry, which may have passed since: sending rate, quota, account, sender, template. Entries
/// that the service rejected in calls of their own in an earlier run go last, so the run begins with others.
/// @throws RangesRefused if the user decided about an entry that is not unknown
[[nodiscard]] Plan make_plan(const Decisions& decisions, const std::vector<EntryOutcome>& entries);

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_PLAN_HPP
