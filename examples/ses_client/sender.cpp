#include "ses_client/sender.hpp"

#include <algorithm>
#include <sesv2/format.hpp>
#include <sesv2/retry.hpp>
#include <utility>

#include "common/signals.hpp"
#include "ses_client/ranges.hpp"

namespace ses_client {
namespace {

constexpr std::size_t max_entries_of_a_call = 50;
/// A service that answers nothing that can be read would make every entry unknown.
constexpr std::size_t max_unknown_in_a_row = 5;

bool should_back_off(const EntryOutcome& entry) {
  return entry.outcome == Outcome::Failed && retry_advice(entry.result.status) == sesv2::RetryAdvice::Backoff;
}

bool is_account_wide(const EntryOutcome& entry) {
  return failure_scope(entry.result.status) == sesv2::FailureScope::Account;
}

}  // namespace

Batch entries_to_send(const std::vector<EntryOutcome>& entries) {
  Batch batch;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& [outcome, attempts, result] = entries[i];
    const bool may_have_passed =
        outcome == Outcome::Failed && (retry_advice(result.status) == sesv2::RetryAdvice::Backoff ||
                                       failure_scope(result.status) != sesv2::FailureScope::Entry);
    if (outcome == Outcome::NotAttempted || may_have_passed) batch.push_back(i);
  }
  return batch;
}

Sender::Sender(const Tools& tools, const Pacing& pacing, Batch entries)
    : tools_(tools),
      pacing_(pacing),
      queue_(std::move(entries)),
      speed_{TokenBucket(pacing.rate, Clock::now()),
             Backoff(Seconds(pacing.backoff)),
             Outage(Seconds(pacing.patience)),
             {},
             0,
             Clock::now()},
      counts_{queue_.size()} {}

Ending Sender::run() {
  constexpr std::chrono::milliseconds longest_wait(100);  // how long a signal may go unnoticed
  while (true) {
    start_calls();
    const auto calls = tools_.http.in_flight();
    if (calls == 0 && (!ending_.stopped.empty() || queue_.empty())) break;
    show_progress();
    const auto now = Clock::now();
    const bool may_start =
        ending_.stopped.empty() && !queue_.empty() && calls < (speed_.careful ? 1 : pacing_.parallel);
    auto time = longest_wait;
    if (may_start) {
      const auto until_start = std::chrono::ceil<std::chrono::milliseconds>(next_start(now) - now);
      time = std::clamp(until_start, std::chrono::milliseconds(0), longest_wait);
    }
    for (auto& call : tools_.http.wait(time)) finish(call);
  }
  if (ending_.stopped.empty()) {
    // Nothing else was accepted either, so it is not known whose the fault is; but there is nothing left to try.
    fail_suspects();
  }
  if (commit()) ending_.journal_failure.clear();
  return ending_;
}

void Sender::stop(const std::string& reason) {
  if (ending_.stopped.empty()) ending_.stopped = reason;
  tools_.http.stop_sending();
}

/// Makes what was noted durable.
bool Sender::commit() {
  try {
    tools_.journal.commit();
    return true;
  } catch (const std::exception& error) {
    ending_.journal_failure = error.what();
    stop("nothing is sent that could not be remembered: " + ending_.journal_failure);
    return false;
  }
}

void Sender::start_calls() {
  if (common::stop_signal() != 0) stop("a signal asked to stop");
  std::vector<Batch> batches;
  const auto limit = [this] { return speed_.careful ? 1 : pacing_.parallel; };
  while (ending_.stopped.empty() && tools_.http.in_flight() + batches.size() < limit()) {
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

/// Returns when the next batch may go out, as far as that is known.
Clock::time_point Sender::next_start(Clock::time_point now) const {
  auto start = std::max({now, speed_.throttled_until, speed_.outage.lasts() ? speed_.outage.next_attempt() : now});
  const auto size = queue_.ready(max_entries_of_a_call, start);
  if (size == 0) return std::max(start, queue_.next_retry().value_or(start));
  const auto most = std::min(static_cast<double>(size), speed_.bucket.capacity());
  return std::max(start, speed_.bucket.when(static_cast<std::size_t>(most), now));
}

/// Returns the batch that may go out now; empty: none may.
Batch Sender::next_batch(Clock::time_point now) {
  if (queue_.empty() || next_start(now) > now) return {};
  const auto capacity = std::min(static_cast<double>(max_entries_of_a_call), speed_.bucket.capacity());
  auto batch = suspects_.want_probe() ? queue_.take_last() : queue_.take(static_cast<std::size_t>(capacity), now);
  speed_.bucket.take(batch.size(), now);
  return batch;
}

void Sender::finish(const HttpClient::Finished& call) {
  using Kind = BatchOutcome::Kind;
  const auto& batch = call.batch;
  counts_.in_flight -= batch.size();
  auto outcome = read_response(call.response, batch.size());
  tell(call, outcome);
  if (outcome.kind == Kind::Taken) {
    take(batch, outcome);
  } else {
    tools_.journal.retract(batch);
    speed_.careful = true;
  }
  if (outcome.kind == Kind::EntryRefused) {
    end_outage();
    refuse_entry(batch, outcome);
  }
  if (outcome.kind == Kind::Refused) queue_.put_back(batch);
  if (outcome.kind == Kind::Unavailable) {
    queue_.put_back(batch);
    const auto reason = speed_.outage.note_failure(call.started, Clock::now(), outcome.pause, speed_.backoff);
    if (!reason.empty()) stop(reason);
  }
  if (!outcome.stop.empty()) stop(outcome.stop);
}

/// Prints what is wrong with a call, if it is of any use: not the steps on the way to the entry at fault, nor calls
/// that were held back by the end of the run.
void Sender::tell(const HttpClient::Finished& call, const BatchOutcome& outcome) {
  const bool held_back = !call.response.request_sent && !ending_.stopped.empty();
  if (outcome.trouble.empty() || held_back) return;
  if (outcome.kind == BatchOutcome::Kind::Unavailable &&
      std::exchange(speed_.outage_reason, outcome.trouble) == outcome.trouble) {
    return;
  }
  const bool one = call.batch.size() == 1;
  auto text = (one ? "entry " : "entries ") + ranges(call.batch) + ": " + outcome.trouble;
  if (outcome.kind == BatchOutcome::Kind::EntryRefused) {
    if (!suspects_.is_news(outcome.trouble)) return;
    if (!one) text += " (looking for the entry at fault)";
  }
  tools_.progress.say(text);
}

void Sender::take(const Batch& batch, const BatchOutcome& outcome) {
  tools_.journal.record(batch, outcome.results);
  end_outage();
  speed_.careful = outcome.results.empty();
  speed_.unknown_in_a_row = outcome.results.empty() ? speed_.unknown_in_a_row + 1 : 0;
  if (!outcome.results.empty()) fail_suspects();
  if (speed_.unknown_in_a_row == max_unknown_in_a_row) {
    stop(std::to_string(max_unknown_in_a_row) + " batches in a row became unknown; the others shall not");
  }
  retry_later(batch);
}

/// Schedules those entries of the batch that another call can bring to an end, as far as they may be tried again.
void Sender::retry_later(const Batch& batch) {
  const auto now = Clock::now();
  const auto& entries = tools_.journal.entries();
  const bool throttled = std::any_of(batch.begin(), batch.end(), [&](std::size_t index) {
    return should_back_off(entries[index]) && is_account_wide(entries[index]);
  });
  speed_.throttled_in_a_row = throttled ? speed_.throttled_in_a_row + 1 : 0;
  if (throttled) {
    speed_.careful = true;
    speed_.throttled_until = std::max(speed_.throttled_until, now + speed_.backoff.pause(speed_.throttled_in_a_row));
  }
  // Those that failed together are sent together again.
  std::size_t most_failures = 0;
  Batch passing;
  for (const auto index : batch) {
    const auto& entry = entries[index];
    if (entry.outcome == Outcome::Sent) continue;
    const auto last = last_attempts_.emplace(index, entry.attempts - 1 + pacing_.max_attempts).first->second;
    if (!should_back_off(entry) || entry.attempts >= last) {
      ++counts_.failed;
      continue;
    }
    most_failures = std::max(most_failures, entry.attempts + pacing_.max_attempts - last);
    passing.push_back(index);
  }
  if (passing.empty()) return;
  const auto due = throttled ? speed_.throttled_until : now + speed_.backoff.pause(most_failures);
  for (const auto index : passing) queue_.retry(index, due);
}

/// The service has refused a batch for the fault of an entry, which is found by halving.
void Sender::refuse_entry(const Batch& batch, const BatchOutcome& outcome) {
  if (batch.size() > 1) {
    queue_.halve(batch);
    return;
  }
  suspects_.add(batch.front(), outcome.trouble);
  if (suspects_.request_is_at_fault()) {
    stop(
        "several entries were refused, each on its own, and nothing else was accepted: the fault is not one entry's. " +
        outcome.trouble);
  }
}

void Sender::end_outage() {
  if (speed_.outage.lasts()) tools_.progress.say("the service takes calls again");
  speed_.outage.note_success();
  speed_.outage_reason.clear();
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
  const auto wait_for = [&](Clock::time_point end, const char* what) {
    if (end <= now) return;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(end - now).count();
    waiting = "waits " + std::to_string(seconds) + " s: " + what;
  };
  wait_for(speed_.throttled_until, "throttled");
  if (speed_.outage.lasts()) wait_for(speed_.outage.next_attempt(), "outage");
  if (common::stop_signal() != 0) waiting = "stops after what is in flight";
  tools_.progress.show(counts_.total - queue_.size() - counts_.in_flight, counts_.failed, waiting);
}

}  // namespace ses_client
