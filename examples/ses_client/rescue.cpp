// The part of Journal that rescues the outcomes when its file cannot hold them.
// SPDX-License-Identifier: MIT
#include "common/file_id.hpp"
#include "common/replace_file.hpp"
#include "ses_client/journal.hpp"
#include "ses_client/ranges.hpp"

#include <array>
#include <filesystem>
#include <system_error>

namespace ses_client {
namespace {

std::string rescue_name(const std::string& path) { return path + ".rescued"; }

std::string moved_message(const std::string& file, const std::string& path) {
  return file + ": has all known outcomes. Move it to " + path +
         " before you start again: with the file that is there now, sent entries would be sent again";
}

std::string empty_message(const std::string& file, const std::string& reason) {
  return file + ": is empty, because the outcomes could not be written (" + reason +
         "). It keeps the next run from starting: find out what was sent before you delete it";
}

}  // namespace

/// If the previous run had to write its outcomes to another file, the one at the journal's path lacks them.
void Journal::require_no_rescue() const {
  for (const auto& path : {paths_.journal, paths_.request}) {
    const auto rescued = rescue_name(path);
    if (!std::filesystem::exists(std::filesystem::symlink_status(rescued))) continue;
    throw JournalRefused(rescued + ": holds outcomes that an earlier run could not write to " + paths_.journal +
                         ". Move it to that path, or delete it if the journal already contains its outcomes; with a " +
                         "journal that lacks them, sent entries would be sent again. Nothing was sent in this run");
  }
}

std::string Journal::rescue() {
  if (!file_) return {};
  try {
    file_->check();
    return {};
  } catch (const common::FileChanged& change) {
    return write_rescue(change.how());
  }
}

std::string Journal::write_rescue(common::FileChanged::How how) {
  using How = common::FileChanged::How;
  const auto& path = paths_.journal;
  std::string reason;
  const auto try_to = [&](auto write, const std::string& file, const std::string& text) {
    try {
      write(file, text);
      return true;
    } catch (const std::system_error& error) {
      reason = error.what();
      return false;
    }
  };
  const auto lines = snapshot();
  // Links are followed, because the next run follows them too.
  if ((how == How::Truncated && try_to(common::replace_file, path, lines)) ||
      (how == How::Moved && try_to(common::create_file, common::canonical_name(path), lines))) {
    on_disk_.clear();
    return path + ": rewritten with all known outcomes; the same command resumes with it";
  }
  for (const auto& file : {rescue_name(path), rescue_name(paths_.request)}) {
    if (!try_to(common::create_file, file, lines)) continue;
    on_disk_.clear();
    return moved_message(file, path);
  }
  // Even a full disk may have room for an empty file, which keeps the next run from starting.
  for (const auto& file : {rescue_name(path), rescue_name(paths_.request)}) {
    if (!try_to(common::create_file, file, "")) continue;
    return empty_message(file, reason);
  }
  return path + ": the outcomes could not be written anywhere (" + reason +
         "). Do not start again without the journal: sent entries would be sent again";
}

std::string Journal::forget_unrecorded() {
  if (!file_ || on_disk_.empty()) return {};
  std::array<Batch, outcome_names.size()> lost;
  for (auto& [index, entry] : on_disk_) {
    if (entries_[index].outcome != entry.outcome) {
      lost.at(static_cast<std::size_t>(entries_[index].outcome)).push_back(index);
    }
    entries_[index] = std::move(entry);
  }
  on_disk_.clear();
  std::string list;
  for (std::size_t i = 0; i < lost.size(); ++i) {
    if (lost.at(i).empty()) continue;
    list += (list.empty() ? "" : "; ") + std::string(outcome_names.at(i)) + " " + ranges(lost.at(i), lost.at(i).size());
  }
  if (list.empty()) return {};
  return paths_.journal +
         ": could not record these outcomes, so the report and the next run do not have them: " + list +
         ". Keep this list; --arrived RANGES records those that were sent";
}

}  // namespace ses_client
