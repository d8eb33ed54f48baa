// Which entries the next calls carry.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_WORK_QUEUE_HPP
#define EXAMPLES_SES_CLIENT_WORK_QUEUE_HPP

#include "ses_client/backoff.hpp"
#include "ses_client/entry_outcome.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace ses_client {

class WorkQueue {
 public:
  /// @param entries  to send, in this order
  explicit WorkQueue(Batch entries) : fresh_(std::move(entries)) {}

  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  [[nodiscard]] std::size_t size() const noexcept;

  /// Returns how many entries, up to `most`, a batch could carry at that time.
  [[nodiscard]] std::size_t ready(std::size_t most, Clock::time_point now) const;

  /// Takes the next batch of up to `most` entries.
  [[nodiscard]] Batch take(std::size_t most, Clock::time_point now);

  /// Takes the entry at this share of the queue's length, from 0 (the next one) to 1 (the last one).
  [[nodiscard]] Batch take_from(double share);

  /// Puts a batch first, to be sent unchanged.
  void put_back(Batch batch);

  /// Puts the two halves of a batch first, to be sent one after the other.
  void halve(const Batch& batch);

  /// Sends an entry again from that time on.
  void retry(std::size_t index, Clock::time_point due) { retries_.emplace(due, index); }

  /// Returns when the first of the retries is due.
  [[nodiscard]] std::optional<Clock::time_point> next_retry() const;

 private:
  Batch fresh_;
  std::size_t taken_ = 0;     // of the fresh ones
  std::vector<Batch> units_;  // to be sent unchanged, the last one first
  std::multimap<Clock::time_point, std::size_t> retries_;
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_WORK_QUEUE_HPP
