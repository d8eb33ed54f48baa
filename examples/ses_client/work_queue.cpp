// SPDX-License-Identifier: MIT
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

Batch WorkQueue::take_from(double share) {
  const auto take_at = [](Batch& from, std::size_t index) {
    const auto at = from.begin() + static_cast<std::ptrdiff_t>(index);
    Batch batch{*at};
    from.erase(at);
    return batch;
  };
  const auto waiting = size() - retries_.size();
  if (waiting == 0) return take(1, retries_.begin()->first);
  auto index = std::min(waiting - 1, static_cast<std::size_t>(share * static_cast<double>(waiting)));
  for (auto unit = units_.rbegin(); unit != units_.rend(); ++unit) {
    if (index < unit->size()) {
      auto batch = take_at(*unit, index);
      if (unit->empty()) units_.erase(std::next(unit).base());
      return batch;
    }
    index -= unit->size();
  }
  return take_at(fresh_, taken_ + index);
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
