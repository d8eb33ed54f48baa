// SPDX-License-Identifier: MIT
#include "ses_client/journal.hpp"

#include "common/request_file.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace ses_client {
namespace {

Batch keys_of(const std::map<std::size_t, EntryOutcome>& entries) {
  Batch keys;
  for (const auto& [index, entry] : entries) keys.push_back(index);
  return keys;
}

}  // namespace

Journal::Journal(const common::RequestText& request, Paths paths, Access access, const Decisions& decisions)
    : request_(request), paths_(std::move(paths)), entries_(request.size()) {
  require_no_rescue();
  const auto& path = paths_.journal;
  if (access == Access::Append) {
    open(decisions);
  } else if (std::filesystem::exists(path)) {
    auto content = read_journal(path, common::read_text_file(path), request.size());
    reconcile(path, content, request, decisions);
    adopt(std::move(content));
  }
}

void Journal::open(const Decisions& decisions) {
  const auto& path = paths_.journal;
  file_.emplace(path);
  const auto text = file_->read();
  auto content = read_journal(path, text, request_.size());
  reconcile(path, content, request_, decisions);
  if (content.size < text.size()) file_->truncate(content.size);
  if (!names_request(content, request_)) outcomes_ = first_line(request_);
  adopt(std::move(content));
  record(keys_of(in_flight_), {});
  commit();
}

void Journal::adopt(JournalContent content) {
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    auto& record = content.records[i];
    if (record.in_flight) in_flight_[i] = {};
    if (record.digest && record.digest != request_.digest(i)) corrected_.push_back(i);
    entries_[i] = std::move(record.entry);
  }
  remarks_ = std::move(content.remarks);
}

EntryOutcome& Journal::change(std::size_t index) {
  auto& entry = entries_.at(index);
  on_disk_.emplace(index, entry);
  return entry;
}

void Journal::announce(const Batch& batch) {
  for (const auto index : batch) {
    auto& entry = entries_.at(index);
    const auto attempts = entry.attempts + 1;
    in_flight_[index] = std::exchange(entry, {Outcome::Unknown, attempts, {}});
  }
  batches_.push_back(batch);
}

void Journal::record(const Batch& batch, const std::vector<sesv2::BulkEmailEntryResult>& results) {
  for (std::size_t i = 0; i < batch.size(); ++i) {
    auto& entry = change(batch[i]);
    if (i < results.size()) {
      entry.result = results[i];
      entry.outcome = outcome_of(entry.result);
    }
    in_flight_.erase(batch[i]);
    outcomes_ += outcome_line(batch[i], entry);
  }
}

void Journal::remark(const std::vector<sesv2::BulkEmailEntryResult>& unmatched) {
  const auto line = unmatched_line(unmatched);
  outcomes_ += line;
  remarks_ += line;
}

void Journal::retract(const Batch& batch) {
  for (const auto index : batch) static_cast<void>(change(index));
  restore(batch);
  for (const auto index : batch) outcomes_ += outcome_line(index, entries_[index]);
}

void Journal::restore(const Batch& batch) {
  for (const auto index : batch) {
    const auto before = in_flight_.find(index);
    entries_.at(index) = std::move(before->second);
    in_flight_.erase(before);
  }
}

void Journal::fail(std::size_t index, const std::string& error) {
  auto& entry = change(index);
  entry.outcome = Outcome::Failed;
  ++entry.attempts;
  entry.result = {};
  entry.result.error = error;
  outcomes_ += outcome_line(index, entry);
}

void Journal::suspect(std::size_t index, const std::string& error) {
  if (entries_.at(index).outcome == Outcome::Unknown) return;  // an earlier call may have been accepted
  auto& entry = change(index);
  entry.outcome = Outcome::NotAttempted;
  entry.result = {};
  entry.result.error = error;
  outcomes_ += outcome_line(index, entry);
}

void Journal::mark_as_sent(const Batch& entries) {
  for (const auto index : entries) {
    change(index).outcome = Outcome::Sent;
    // The batch line has the digest of the corrected text.
    if (std::binary_search(corrected_.begin(), corrected_.end(), index)) outcomes_ += batch_line(request_, {index});
    outcomes_ += outcome_line(index, entries_[index]);
  }
}

void Journal::commit() {
  const auto batches = std::exchange(batches_, {});
  auto lines = outcomes_;
  for (const auto& batch : batches) lines += batch_line(request_, batch);
  if (file_ && !lines.empty()) {
    try {
      file_->append(lines);
    } catch (...) {
      for (const auto& batch : batches) restore(batch);  // the file has no line about them
      throw;
    }
  }
  outcomes_.clear();
  on_disk_.clear();
}

std::string Journal::snapshot() const {
  std::string lines = first_line(request_);
  Batch batch;
  std::string outcomes;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].outcome != Outcome::NotAttempted) {
      batch.push_back(i);
      outcomes += outcome_line(i, entries_[i]);
    }
    const bool last = i + 1 == entries_.size();
    if (batch.empty() || (!last && batch.size() < max_entries_per_call)) continue;
    lines += batch_line(request_, std::exchange(batch, {})) + std::exchange(outcomes, {});
  }
  return lines + remarks_;
}

}  // namespace ses_client
