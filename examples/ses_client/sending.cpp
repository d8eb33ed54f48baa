#include "ses_client/sending.hpp"

#include <algorithm>
#include <map>
#include <sesv2/retry.hpp>
#include <utility>
#include <vector>

#include "ses_client/summary.hpp"
#include "ses_client/verdict.hpp"

namespace ses_client {
namespace {

constexpr std::size_t max_entries_of_a_call = 50;
/// A service that answers nothing that can be read would make every entry unknown.
constexpr std::size_t max_unknown_in_a_row = 5;
constexpr std::chrono::seconds longest_pause{300};

Batch take_batch(std::deque<std::size_t>& queue) {
  const auto count = static_cast<std::ptrdiff_t>(std::min(queue.size(), max_entries_of_a_call));
  Batch batch(queue.begin(), queue.begin() + count);
  queue.erase(queue.begin(), queue.begin() + count);
  return batch;
}

std::vector<Finding> known_of(const Batch& batch, const std::vector<Entry>& entries) {
  std::vector<Finding> findings;
  for (const auto index : batch) findings.push_back(entries.at(index).finding);
  return findings;
}

bool should_back_off(const Finding& finding) {
  return finding.outcome == Outcome::Failed && retry_advice(finding.result.status) == sesv2::RetryAdvice::Backoff;
}

/// What is to be sent again, and when to give up.
class Retries {
 public:
  explicit Retries(std::size_t max_attempts) : max_attempts_(max_attempts) {}

  void note(const Batch& batch, const Verdict& verdict) {
    for (const auto index : batch) ++attempts_[index];
    refused_in_a_row_ = verdict.nothing_taken() ? refused_in_a_row_ + 1 : 0;
    // A call that was refused tells nothing about the answers to those that are not.
    if (!verdict.nothing_taken()) unknown_in_a_row_ = verdict.all_unknown() ? unknown_in_a_row_ + 1 : 0;
  }

  [[nodiscard]] std::string reason_to_stop(const Verdict& verdict) const {
    if (!verdict.stop.empty()) return verdict.stop;
    if (refused_in_a_row_ == max_attempts_) {
      return "nothing was taken in " + std::to_string(max_attempts_) + " attempts (--max-attempts)";
    }
    if (unknown_in_a_row_ == max_unknown_in_a_row) {
      return std::to_string(max_unknown_in_a_row) + " batches in a row became unknown; the others shall not";
    }
    if (verdict.pause > longest_pause) {
      return "the service asks for a pause of " + std::to_string(verdict.pause.count()) + " seconds";
    }
    return {};
  }

  /// The entries of the batch that another call can bring to an end, as far as they may be tried again.
  [[nodiscard]] Batch to_retry(const Batch& batch, const Verdict& verdict) const {
    auto entries = passing_failures(batch, verdict);
    const auto tried_enough = [this](std::size_t index) { return attempts_.at(index) >= max_attempts_; };
    entries.erase(std::remove_if(entries.begin(), entries.end(), tried_enough), entries.end());
    return entries;
  }

  /// How many failures the next call comes after, whichever entries it carries; 0: none, and it need not wait.
  [[nodiscard]] std::size_t failures(const Batch& batch, const Verdict& verdict) const {
    auto count = unknown_in_a_row_;
    for (const auto index : passing_failures(batch, verdict)) count = std::max(count, attempts_.at(index));
    return count;
  }

 private:
  static Batch passing_failures(const Batch& batch, const Verdict& verdict) {
    Batch entries;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (verdict.nothing_taken() || should_back_off(verdict.findings[i])) entries.push_back(batch[i]);
    }
    return entries;
  }

  std::size_t max_attempts_;
  std::size_t refused_in_a_row_ = 0;
  std::size_t unknown_in_a_row_ = 0;
  std::map<std::size_t, std::size_t> attempts_;  // of this run; the journal counts those of all runs
};

}  // namespace

std::deque<std::size_t> entries_to_send(const std::vector<Entry>& entries, OnUnknown on_unknown) {
  std::deque<std::size_t> queue;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& [outcome, result] = entries[i].finding;
    const auto scope = failure_scope(result.status);
    const bool may_have_passed = should_back_off(entries[i].finding) || scope == sesv2::FailureScope::Request ||
                                 scope == sesv2::FailureScope::Account;
    if (outcome == Outcome::NotAttempted || (outcome == Outcome::Failed && may_have_passed) ||
        (outcome == Outcome::Unknown && on_unknown == OnUnknown::Resend)) {
      queue.push_back(i);
    }
  }
  return queue;
}

std::string send_all(const Tools& tools, std::deque<std::size_t> queue, std::size_t max_attempts) {
  const auto total = tools.journal.entries().size();
  Retries retries(max_attempts);
  while (!queue.empty()) {
    if (!tools.pacing.wait()) return "a signal asked to stop";
    const auto batch = take_batch(queue);
    const auto body = body_of(tools.request, batch);
    const auto before = known_of(batch, tools.journal.entries());
    tools.journal.announce(batch);
    tools.pacing.count(batch.size());
    const auto verdict = judge(tools.transport.send(body), batch.size());
    const auto& findings = verdict.nothing_taken() ? before : verdict.findings;
    tools.journal.settle(batch, findings);
    if (!verdict.trouble.empty()) tools.progress.say("entries " + ranges(batch) + ": " + verdict.trouble);

    retries.note(batch, verdict);
    if (auto reason = retries.reason_to_stop(verdict); !reason.empty()) return reason;
    const auto again = retries.to_retry(batch, verdict);
    queue.insert(queue.begin(), again.begin(), again.end());
    tools.progress.show(total - queue.size(), total);
    if (const auto failures = retries.failures(batch, verdict); failures > 0)
      tools.pacing.back_off(failures, verdict.pause);
  }
  return {};
}

}  // namespace ses_client
