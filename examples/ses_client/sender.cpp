// SPDX-License-Identifier: MIT
#include "ses_client/sender.hpp"

#include <sesv2/format.hpp>
#include <sesv2/retry.hpp>
#include "common/signals.hpp"
#include "ses_client/ranges.hpp"

#include <algorithm>
#include <utility>

namespace ses_client {
namespace {

/// A service whose responses cannot be read would make every entry unknown.
constexpr std::size_t max_incomplete_in_a_row = 5;

bool may_be_retried(const EntryOutcome& entry) {
  return entry.outcome == Outcome::Failed && retry_advice(entry.result.status) == sesv2::RetryAdvice::Backoff;
}

bool is_throttled(const EntryOutcome& entry) {
  return may_be_retried(entry) && failure_scope(entry.result.status) == sesv2::FailureScope::Account;
}

}  // namespace

Sender::Sender(const Tools& tools, const Pacing& pacing, Batch entries)
    : tools_(tools),
      pacing_(pacing),
      queue_(std::move(entries)),
      pace_(pacing.rate, Clock::now()),
      backoff_(Seconds(pacing.backoff)),
      outage_(Seconds(pacing.patience), Seconds(pacing.backoff)),
      counts_{queue_.size()} {}

std::vector<std::string> Sender::run() {
  constexpr std::chrono::milliseconds longest_wait(100);  // how long a signal may go unnoticed
  while (true) {
    start_calls();
    const auto calls = tools_.http.in_flight();
    if (calls == 0 && (!causes_.empty() || queue_.empty())) break;
    show_progress();
    auto time = longest_wait;
    if (causes_.empty() && !queue_.empty() && calls < most_calls()) {
      const auto now = Clock::now();
      const auto until_start = std::chrono::ceil<std::chrono::milliseconds>(next_start(now) - now);
      time = std::clamp(until_start, std::chrono::milliseconds(0), longest_wait);
    }
    for (auto& call : tools_.http.wait(time)) finish(call);
  }
  // The service accepted no other entry, so the cause is uncertain, but there is nothing left to try.
  if (causes_.empty()) fail_suspects();
  static_cast<void>(commit());
  return causes_;
}

void Sender::stop(const std::string& cause) {
  if (std::find(causes_.begin(), causes_.end(), cause) == causes_.end()) causes_.push_back(cause);
  tools_.http.stop_sending();
}

/// Flushes the records to disk.
bool Sender::commit() {
  try {
    tools_.journal.commit();
    return true;
  } catch (const std::exception& error) {
    stop(std::string("cannot record outcomes, so no more calls are made: ") + error.what());
    return false;
  }
}

std::size_t Sender::most_calls() const noexcept {
  // Calls in flight may overtake each other, but the quota must be used up in the order of the request.
  const auto called = counts_.total - queue_.size() + pacing_.parallel * max_entries_per_call;
  const bool quota_may_end = static_cast<double>(called) > pacing_.quota;
  return one_at_a_time_ || quota_may_end || pace_.is_throttled() ? 1 : pacing_.parallel;
}

void Sender::start_calls() {
  if (common::stop_signal() != 0) stop("received a signal");
  std::vector<Batch> batches;
  while (causes_.empty() && tools_.http.in_flight() + batches.size() < most_calls()) {
    auto batch = next_batch(Clock::now());
    if (batch.empty()) break;
    tools_.journal.announce(batch);
    batches.push_back(std::move(batch));
  }
  if (!commit()) return;
  for (auto& batch : batches) {
    counts_.in_flight += batch.size();
    auto body = tools_.request.with_entries(batch);
    tools_.http.start(std::move(batch), std::move(body));
  }
}

/// Returns when the next batch may be sent, if known.
Clock::time_point Sender::next_start(Clock::time_point now) const {
  auto start = outage_.lasts() ? std::max(now, outage_.next_attempt()) : now;
  const auto size = queue_.ready(pace_.largest_call(), start);
  if (size == 0) return std::max(start, queue_.next_retry().value_or(start));
  return std::max(start, pace_.when(size, now));
}

/// Returns the batch that may be sent now; empty if there is none.
Batch Sender::next_batch(Clock::time_point now) {
  if (queue_.empty() || next_start(now) > now) return {};
  const auto share = suspects_.probe();
  auto batch = share ? queue_.take_from(*share) : queue_.take(pace_.largest_call(), now);
  pace_.note_sent(batch.size(), now);
  return batch;
}

void Sender::finish(const FinishedCall& call) {
  counts_.in_flight -= call.batch.size();
  const auto outcome = read_response(call.response, call.batch.size());
  print_error(call, outcome);
  if (outcome.kind != BatchOutcome::Kind::MaybeAccepted) {
    tools_.journal.retract(call.batch);
    one_at_a_time_ = true;
  }
  switch (outcome.kind) {
    case BatchOutcome::Kind::MaybeAccepted:
      record(call, outcome);
      break;
    case BatchOutcome::Kind::Unavailable:
      wait_out(call, outcome);
      break;
    case BatchOutcome::Kind::EntryRejected:
      isolate(call.batch, outcome);
      break;
    case BatchOutcome::Kind::Rejected:
      queue_.put_back(call.batch);
      break;
  }
  if (!outcome.stop.empty()) stop(outcome.stop);
}

/// Prints the error of a call if it is useful: not on each step toward the entry that causes it, and not if the call
/// was held back because the run ended.
void Sender::print_error(const FinishedCall& call, const BatchOutcome& outcome) {
  const bool held_back = !call.response.request_sent && !causes_.empty();
  if (outcome.error.empty() || held_back) return;
  if (outcome.kind == BatchOutcome::Kind::Unavailable && !outage_.is_news(outcome.error)) return;
  if (outcome.kind == BatchOutcome::Kind::EntryRejected && !suspects_.is_news(outcome.error)) return;
  const bool one = call.batch.size() == 1;
  auto text = (one ? "entry " : "entries ") + ranges(call.batch) + ": " + outcome.error;
  if (outcome.kind == BatchOutcome::Kind::EntryRejected && !one) text += " (searching for the entry that causes it)";
  tools_.progress.say(text);
}

void Sender::record(const FinishedCall& call, const BatchOutcome& outcome) {
  const auto& batch = call.batch;
  if (!outcome.unmatched.empty()) tools_.journal.remark(outcome.unmatched);
  tools_.journal.record(batch, outcome.results);
  end_outage();
  one_at_a_time_ = outcome.results.empty();
  if (!outcome.results.empty()) fail_suspects();
  incomplete_in_a_row_ = outcome.results.size() < batch.size() ? incomplete_in_a_row_ + 1 : 0;
  if (incomplete_in_a_row_ == max_incomplete_in_a_row) {
    stop(std::to_string(max_incomplete_in_a_row) +
         " consecutive calls with unknown outcomes; not sending the rest. The last one: " + outcome.error);
  }
  pace(call);
  schedule_retries(batch);
}

/// Tells the pace how the service answered a call.
void Sender::pace(const FinishedCall& call) {
  const auto& batch = call.batch;
  const auto& entries = tools_.journal.entries();
  const auto count = [&](auto condition) {
    return static_cast<std::size_t>(
        std::count_if(batch.begin(), batch.end(), [&](std::size_t index) { return condition(entries[index]); }));
  };
  const auto accepted = count([](const EntryOutcome& entry) { return entry.outcome == Outcome::Sent; });
  pace_.note_answer({accepted, count(is_throttled), call.started}, Clock::now());
}

/// Schedules retries of a batch's entries, if any are allowed: throttled entries as soon as the pace allows, the others
/// together after a pause.
void Sender::schedule_retries(const Batch& batch) {
  const auto now = Clock::now();
  const auto& entries = tools_.journal.entries();
  std::size_t most_attempts = 1;
  Batch retries;
  for (const auto index : batch) {
    const auto& entry = entries[index];
    if (entry.outcome == Outcome::Sent) continue;
    const auto attempts = entry.attempts - earlier_attempts_.emplace(index, entry.attempts - 1).first->second;
    if (!may_be_retried(entry) || attempts >= pacing_.max_attempts) {
      ++counts_.failed;
      continue;
    }
    most_attempts = std::max(most_attempts, attempts);
    retries.push_back(index);
  }
  const auto due = now + backoff_.pause(most_attempts);
  for (const auto index : retries) queue_.retry(index, is_throttled(entries[index]) ? now : due);
}

void Sender::wait_out(const FinishedCall& call, const BatchOutcome& outcome) {
  queue_.put_back(call.batch);
  const auto reason = outage_.note_failure(call.started, Clock::now(), outcome.pause);
  if (!reason.empty()) stop(reason);
}

/// One entry caused the service to reject the batch; halving finds it.
void Sender::isolate(const Batch& batch, const BatchOutcome& outcome) {
  end_outage();
  if (batch.size() > 1) {
    queue_.halve(batch);
    return;
  }
  suspects_.add(batch.front(), outcome.error);
  tools_.journal.suspect(batch.front(), outcome.error);
  if (suspects_.request_is_at_fault()) {
    stop("several entries (" + ranges(suspects_.positions()) +
         ") were rejected individually and no other entry was accepted, so no single entry is the cause. " +
         outcome.error + ". The next run begins with other entries");
  }
}

void Sender::end_outage() {
  if (outage_.note_success()) tools_.progress.say("the service is accepting calls again");
}

void Sender::fail_suspects() {
  for (const auto& [index, error] : suspects_.take()) {
    tools_.journal.fail(index, error);
    ++counts_.failed;
    tools_.progress.say("entry " + std::to_string(index) + " (" + sesv2::escaped(tools_.request.recipients(index)) +
                        ") failed: " + error);
  }
}

void Sender::show_progress() const {
  const auto now = Clock::now();
  std::string waiting;
  if (outage_.lasts() && outage_.next_attempt() > now) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(outage_.next_attempt() - now).count();
    waiting = "waiting " + std::to_string(seconds) + " s: outage";
  }
  if (common::stop_signal() != 0) waiting = "stopping after the calls in flight";
  tools_.progress.show(counts_.total - queue_.size() - counts_.in_flight, counts_.failed, waiting);
}

}  // namespace ses_client
