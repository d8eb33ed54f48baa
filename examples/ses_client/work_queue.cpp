#include "ses_client/work_queue.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ses_client {

std::size_t WorkQueue::size() const noexcept {
  auto count = fresh_.size() - taken_ + retries_.size();
  for (const auto& unit : units_) count += unit.size();
  return count;
}

std::size_t WorkQueue::ready(std::size_t most, Clock::time_point now) const {
  if (!units_.empty()) return std::min(most, units_.back().size());
  auto count = std::min(most, fresh_.size() - taken_);
  for (auto retry = retries_.begin(); count < most && retry != retries_.end() && retry->first <= now; ++retry) ++count;
  return count;
}

Batch WorkQueue::take(std::size_t most, Clock::time_point now) {
  Batch batch;
  if (!units_.empty()) {
    auto& unit = units_.back();
    const auto end = unit.begin() + static_cast<std::ptrdiff_t>(std::min(most, unit.size()));
    batch.assign(unit.begin(), end);
    unit.erase(unit.begin(), end);
    if (unit.empty()) units_.pop_back();
    return batch;
  }
  while (batch.size() < most && !retries_.empty() && retries_.begin()->first <= now) {
    batch.push_back(retries_.begin()->second);
    retries_.erase(retries_.begin());
  }
  while (batch.size() < most && taken_ < fresh_.size()) batch.push_back(fresh_[taken_++]);
  return batch;
}

Batch WorkQueue::take_last() {
  Batch batch;
  if (taken_ < fresh_.size()) {
    batch.push_back(fresh_.back());
    fresh_.pop_back();
  } else if (!units_.empty()) {
    auto& unit = units_.front();
    batch.push_back(unit.back());
    unit.pop_back();
    if (unit.empty()) units_.erase(units_.begin());
  } else if (!retries_.empty()) {
    const auto last = std::prev(retries_.end());
    batch.push_back(last->second);
    retries_.erase(last);
  }
  return batch;
}

void WorkQueue::put_back(Batch batch) { units_.push_back(std::move(batch)); }

void WorkQueue::halve(const Batch& batch) {
  const auto middle = batch.begin() + static_cast<std::ptrdiff_t>((batch.size() + 1) / 2);
  units_.emplace_back(middle, batch.end());
  units_.emplace_back(batch.begin(), middle);
}

std::optional<Clock::time_point> WorkQueue::next_retry() const {
  if (retries_.empty()) return std::nullopt;
  return retries_.begin()->first;
}

}  // namespace ses_client
