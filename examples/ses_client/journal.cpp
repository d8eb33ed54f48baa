#include "ses_client/journal.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include "common/replace_file.hpp"
#include "common/request_file.hpp"

namespace ses_client {
namespace {

Batch keys_of(const std::map<std::size_t, EntryOutcome>& entries) {
  Batch keys;
  for (const auto& [index, entry] : entries) keys.push_back(index);
  return keys;
}

std::string rescue_name(const std::string& path) { return path + ".rescued"; }

/// Where the last run had to write what it knew into another file, the one in the journal's place knows less.
void require_no_rescue(const std::string& path) {
  const auto rescued = rescue_name(path);
  if (!std::filesystem::exists(rescued)) return;
  throw JournalRefused(
      rescued + ": expected to be in the place of " + path + ", since a run could write only there what " +
      "it had sent. Move it there, or remove it if what it says is in the journal: with a journal that " +
      "does not know it, what was sent would be sent again. Nothing was sent now");
}

}  // namespace

Journal::Journal(const common::RequestText& request, const std::string& path, Access access) : Journal(request) {
  require_no_rescue(path);
  if (access == Access::Append) {
    open(path);
  } else if (std::filesystem::exists(path)) {
    take_over(read_journal(path, common::read_text_file(path), request.size()), path);
  }
}

void Journal::open(const std::string& path) {
  file_.emplace(path);
  const auto text = file_->read();
  auto content = read_journal(path, text, request_.size());
  const auto size = content.size;
  const bool changed = take_over(std::move(content), path);
  if (size < text.size()) file_->truncate(size);
  if (size == 0 || changed) outcomes_ = first_line(request_);
  record(keys_of(in_flight_), {});
  commit();
}

bool Journal::take_over(JournalContent content, const std::string& path) {
  const bool changed = reconcile(path, content, request_);
  remarks_ = std::move(content.remarks);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    auto& record = content.records[i];
    if (record.in_flight) in_flight_[i] = {};
    entries_[i] = std::move(record.entry);
  }
  return changed;
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
    auto& entry = entries_.at(batch[i]);
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
  auto& entry = entries_.at(index);
  entry.outcome = Outcome::Failed;
  ++entry.attempts;
  entry.result = {};
  entry.result.error = error;
  outcomes_ += outcome_line(index, entry);
}

void Journal::mark_as_sent(const Batch& entries) {
  for (const auto index : entries) {
    entries_.at(index).outcome = Outcome::Sent;
    outcomes_ += outcome_line(index, entries_[index]);
  }
}

void Journal::commit() {
  const auto batches = std::exchange(batches_, {});
  if (!file_ || (outcomes_.empty() && batches.empty())) {
    outcomes_.clear();
    return;
  }
  auto lines = outcomes_;
  for (const auto& batch : batches) lines += batch_line(request_, batch);
  try {
    file_->append(lines);
  } catch (...) {
    for (const auto& batch : batches) restore(batch);  // the file has no line about them
    throw;
  }
  outcomes_.clear();
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

std::string Journal::rescue() const {
  if (!file_) return {};
  try {
    file_->check();
    return {};
  } catch (const common::FileChanged& change) {
    using How = common::FileChanged::How;
    auto path = file_->path();
    try {
      if (change.how() == How::Truncated) {
        common::replace_file(path, snapshot());
      } else {
        if (change.how() != How::Moved) path = rescue_name(path);
        common::create_file(path, snapshot());
      }
    } catch (const std::system_error& error) {
      return path + ": what is known could not be written there (" + error.what() + "). Do not start again without " +
             "the journal: what was sent would be sent again";
    }
    if (path == file_->path()) return path + ": written anew with all that is known; the same command goes on with it";
    return path + ": has all that is known. Put it in the place of " + file_->path() +
           " before you start again: with what stands there, what was sent would be sent again";
  }
}

}  // namespace ses_client
