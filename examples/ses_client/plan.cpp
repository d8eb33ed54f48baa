// SPDX-License-Identifier: MIT
#include "ses_client/plan.hpp"

#include <sesv2/retry.hpp>
#include "ses_client/ranges.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace ses_client {
namespace {

Batch parse_option(const std::string& option, const std::string& text, std::size_t size) {
  try {
    return text.empty() ? Batch() : parse_ranges(text, size);
  } catch (const RangesRefused& error) {
    throw RangesRefused(option + ": " + error.what());
  }
}

void require_unknown(const std::string& option, const Batch& positions, const std::vector<EntryOutcome>& entries) {
  for (const auto index : positions) {
    if (entries[index].outcome == Outcome::Unknown) continue;
    throw RangesRefused(option + ": entry " + std::to_string(index) + " is not unknown; its outcome is " +
                        std::string(name(entries[index].outcome)));
  }
}

bool contains(const Batch& positions, std::size_t index) {
  return std::binary_search(positions.begin(), positions.end(), index);
}

bool should_be_sent(const EntryOutcome& entry) {
  if (entry.outcome == Outcome::NotAttempted) return true;
  return entry.outcome == Outcome::Failed && (retry_advice(entry.result.status) == sesv2::RetryAdvice::Backoff ||
                                              failure_scope(entry.result.status) != sesv2::FailureScope::Entry);
}

}  // namespace

bool Decisions::include(std::size_t index) const {
  return resend_all || contains(arrived, index) || contains(resend, index);
}

Decisions parse_decisions(const UnknownEntries& options, std::size_t size) {
  Decisions decisions{parse_option("--arrived", options.arrived, size), parse_option("--resend", options.resend, size),
                      options.resend_all};
  const auto& [arrived, resend, all] = decisions;
  Batch both;
  std::set_intersection(resend.begin(), resend.end(), arrived.begin(), arrived.end(), std::back_inserter(both));
  if (!both.empty()) {
    throw RangesRefused("--resend and --arrived: expected different entries, found " + ranges(both) + " in both");
  }
  return decisions;
}

Plan make_plan(const Decisions& decisions, const std::vector<EntryOutcome>& entries) {
  require_unknown("--arrived", decisions.arrived, entries);
  require_unknown("--resend", decisions.resend, entries);
  Plan plan{decisions.arrived, {}};
  Batch suspects;  // were rejected individually in an earlier run: they go last
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool resend = entries[i].outcome == Outcome::Unknown && !contains(decisions.arrived, i) &&
                        (decisions.resend_all || contains(decisions.resend, i));
    if (!resend && !should_be_sent(entries[i])) continue;
    const bool suspect = entries[i].outcome == Outcome::NotAttempted && !entries[i].result.error.empty();
    (suspect ? suspects : plan.to_send).push_back(i);
  }
  plan.to_send.insert(plan.to_send.end(), suspects.begin(), suspects.end());
  return plan;
}

}  // namespace ses_client
