// Sends entries in parallel calls, records each call before and after, paces them, and retries where that is safe.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_SENDER_HPP
#define EXAMPLES_SES_CLIENT_SENDER_HPP

#include "common/request_text.hpp"
#include "ses_client/batch_outcome.hpp"
#include "ses_client/http_client.hpp"
#include "ses_client/journal.hpp"
#include "ses_client/options.hpp"
#include "ses_client/outage.hpp"
#include "ses_client/pace.hpp"
#include "ses_client/progress.hpp"
#include "ses_client/suspects.hpp"
#include "ses_client/work_queue.hpp"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace ses_client {

/// What the sender works with.
struct Tools {
  const common::RequestText& request;
  Journal& journal;
  HttpClient& http;
  Progress& progress;
};

class Sender {
 public:
  Sender(const Tools& tools, const Pacing& pacing, Batch entries);

  /// Sends the entries, up to 50 per call. Returns once no call is in flight anymore.
  /// @returns why it stopped although there was something left to send: every cause, in the order in which they were
  /// met
  [[nodiscard]] std::vector<std::string> run();

 private:
  [[nodiscard]] std::size_t most_calls() const noexcept;
  void start_calls();
  [[nodiscard]] Batch next_batch(Clock::time_point now);
  [[nodiscard]] Clock::time_point next_start(Clock::time_point now) const;
  [[nodiscard]] bool commit();
  void stop(const std::string& cause);

  void finish(const FinishedCall& call);
  void print_error(const FinishedCall& call, const BatchOutcome& outcome);
  void record(const FinishedCall& call, const BatchOutcome& outcome);
  void pace(const FinishedCall& call);
  void schedule_retries(const Batch& batch);
  void wait_out(const FinishedCall& call, const BatchOutcome& outcome);
  void isolate(const Batch& batch, const BatchOutcome& outcome);
  void fail_suspects();
  void end_outage();
  void show_progress() const;

  /// Counts of the entries in this run.
  struct Counts {
    std::size_t total = 0;
    std::size_t in_flight = 0;
    std::size_t failed = 0;  // or unknown
  };

  Tools tools_;
  Pacing pacing_;
  WorkQueue queue_;
  Pace pace_;
  Backoff backoff_;  // of entries that failed temporarily
  Outage outage_;
  Suspects suspects_;
  /// How many attempts of an entry earlier runs made, noted when the entry first fails in this run.
  std::unordered_map<std::size_t, std::size_t> earlier_attempts_;
  Counts counts_;
  /// One call at a time, until the first call has succeeded and after each call that has not.
  bool one_at_a_time_ = true;
  std::size_t incomplete_in_a_row_ = 0;  // calls with entries for which there was no result
  std::vector<std::string> causes_;      // why it stopped; empty while it runs
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_SENDER_HPP
