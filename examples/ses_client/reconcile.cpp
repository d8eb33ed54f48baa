// SPDX-License-Identifier: MIT
#include <sesv2/format.hpp>
#include "ses_client/journal_lines.hpp"
#include "ses_client/ranges.hpp"

#include <algorithm>

namespace ses_client {
namespace {

bool may_be_sent(const JournalRecord& record) {
  return record.entry.outcome == Outcome::Sent || record.entry.outcome == Outcome::Unknown;
}

/// The warning for every message that could tempt someone to start over.
std::string warning(const JournalContent& content) {
  const auto count = std::count_if(content.records.begin(), content.records.end(), may_be_sent) +
                     std::count_if(content.beyond.begin(), content.beyond.end(),
                                   [](const auto& pair) { return may_be_sent(pair.second); });
  return " Nothing was sent in this run. With another journal, " + std::to_string(count) +
         (count == 1 ? " entry that was sent, or may have been," : " entries that were sent, or may have been,") +
         " would be sent again";
}

/// Entries that may have been sent, and have changed.
struct Changes {
  std::vector<std::string> sentences;
  Batch unknown;  // the entries that the user can decide about
};

Changes find_changes(const JournalContent& content, const common::RequestText& request, const Decisions& decisions) {
  Changes changes;
  const auto add = [&](std::size_t index, const JournalRecord& record, const std::string& what) {
    changes.sentences.push_back("entry " + std::to_string(index) + " (" + std::string(name(record.entry.outcome)) +
                                ") " + what);
  };
  for (std::size_t i = 0; i < content.records.size(); ++i) {
    const auto& record = content.records[i];
    if (!may_be_sent(record) || record.digest == request.digest(i)) continue;
    if (record.entry.outcome == Outcome::Unknown) {
      if (decisions.include(i)) continue;
      changes.unknown.push_back(i);
    }
    add(i, record, "has changed and is now for " + sesv2::escaped(request.recipients(i)));
  }
  for (const auto& [index, record] : content.beyond) {
    if (may_be_sent(record)) add(index, record, "is now missing");
  }
  return changes;
}

/// @throws JournalRefused if an entry that may have been sent has changed
void refuse_changes(const std::string& path, const JournalContent& content, const common::RequestText& request,
                    const Decisions& decisions) {
  constexpr std::size_t most = 5;
  const auto [changes, unknown] = find_changes(content, request, decisions);
  if (changes.empty()) return;
  std::string text = path + ": ";
  for (std::size_t i = 0; i < std::min(changes.size(), most); ++i) text += (i == 0 ? "" : "; ") + changes[i];
  if (changes.size() > most) text += "; and " + std::to_string(changes.size() - most) + " more";
  text += ". Entries that were sent, or may have been, must stay as they were. ";
  if (unknown.size() < changes.size()) {
    text +=
        "Restore them to their positions; entries that failed or were not attempted may change, and new ones go at "
        "the end. ";
  }
  if (!unknown.empty()) {
    const auto list = ranges(unknown);
    text += "Decide about " + std::string(unknown.size() == 1 ? "entry " : "entries ") + list +
            ", which may have been sent before the correction: --arrived " + list +
            (unknown.size() == 1 ? " if it arrived" : " if they arrived") + ", --resend " + list +
            " to send the corrected text. ";
  }
  text.pop_back();
  throw JournalRefused(text + warning(content));
}

}  // namespace

bool names_request(const JournalContent& content, const common::RequestText& request) {
  return content.request == hex(request.digest_without_entries());
}

void reconcile(const std::string& path, JournalContent& content, const common::RequestText& request,
               const Decisions& decisions) {
  refuse_changes(path, content, request, decisions);
  const bool changed = !content.request.empty() && !names_request(content, request);
  const bool any_sent = std::any_of(content.records.begin(), content.records.end(), may_be_sent);
  if (changed && any_sent) {
    throw JournalRefused(path + ":1: this journal belongs to a request with a different sender, template or other " +
                         "member (apart from its entries). Restore those members." + warning(content));
  }
  for (std::size_t i = 0; i < content.records.size(); ++i) {
    auto& record = content.records[i];
    const bool corrected = record.digest && record.digest != request.digest(i) && !may_be_sent(record);
    if (corrected || (changed && !may_be_sent(record))) record = {};
  }
}

}  // namespace ses_client
