// The sending itself: calls side by side, each remembered before and after, paced, and again where that is safe.
#ifndef EXAMPLES_SES_CLIENT_SENDER_HPP
#define EXAMPLES_SES_CLIENT_SENDER_HPP

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/request_text.hpp"
#include "ses_client/batch_outcome.hpp"
#include "ses_client/http_client.hpp"
#include "ses_client/journal.hpp"
#include "ses_client/options.hpp"
#include "ses_client/pace.hpp"
#include "ses_client/progress.hpp"
#include "ses_client/suspects.hpp"
#include "ses_client/work_queue.hpp"

namespace ses_client {

/// What the sending works with.
struct Tools {
  const common::RequestText& request;
  Journal& journal;
  HttpClient& http;
  Progress& progress;
};

/// How a run ended.
struct Ending {
  /// Why no further call was made though there was something to send; empty: all was tried.
  std::string stopped;
  /// Why the journal does not hold everything; empty: it does.
  std::string journal_failure;
};

class Sender {
 public:
  Sender(const Tools& tools, const Pacing& pacing, Batch entries);

  /// Sends the entries, up to 50 a call. Returns when nothing is in flight any more.
  [[nodiscard]] Ending run();

 private:
  void start_calls();
  [[nodiscard]] Batch next_batch(Clock::time_point now);
  [[nodiscard]] Clock::time_point next_start(Clock::time_point now) const;
  void finish(const HttpClient::Finished& call);
  void tell(const HttpClient::Finished& call, const BatchOutcome& outcome);
  void take(const Batch& batch, const BatchOutcome& outcome);
  void retry_later(const Batch& batch);
  void refuse_entry(const Batch& batch, const BatchOutcome& outcome);
  void end_outage();
  void fail_suspects();
  bool commit();
  void stop(const std::string& reason);
  void show_progress() const;

  /// How fast the service can take entries, by what it has answered.
  struct Speed {
    TokenBucket bucket;
    Backoff backoff;
    Outage outage;
    std::string outage_reason;  // that was told last
    std::size_t throttled_in_a_row = 0;
    Clock::time_point throttled_until;
    std::size_t unknown_in_a_row = 0;
    /// One call at a time: before the first one has gone well, and after one that has not.
    bool careful = true;
  };

  /// Of entries of this run.
  struct Counts {
    std::size_t total = 0;
    std::size_t in_flight = 0;
    std::size_t failed = 0;  // or unknown
  };

  Tools tools_;
  Pacing pacing_;
  WorkQueue queue_;
  Speed speed_;
  Suspects suspects_;
  /// Of an entry that was throttled: with how many attempts it is given up.
  std::unordered_map<std::size_t, std::size_t> last_attempts_;
  Counts counts_;
  Ending ending_;
};

/// Returns the entries that a run has to send. One that failed is among them if something other than the entry stood in
/// its way, which may have passed since: the sending rate, the quota, the account, the sender, the template.
[[nodiscard]] Batch entries_to_send(const std::vector<EntryOutcome>& entries);

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_SENDER_HPP
