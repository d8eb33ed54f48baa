// The lines of a journal: how they are written and read.
//
//   {"Journal":"ses_client","Version":2,"Request":"9ae16a3b2f90404f"}
//   {"Batch":[0,1,2],"Digests":["2c5f…","77ad…","e019…"]}
//   {"Index":0,"Outcome":"sent","Status":"SUCCESS","MessageId":"0100018f…","Attempts":1}
//
// The first line holds the digest of the request apart from its entries. A line for each batch is written before the
// batch is sent, with the digests of its entries; a line for each entry follows once its outcome is known. Of several
// lines on one entry the last one counts, so an entry whose last line is that of a batch was in flight when the program
// died: unknown. The results of a call that cannot be matched to its entries are on one line for human readers:
//
//   {"Unmatched":[{"Status":"SUCCESS","MessageId":"0100018f…"}]}
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_JOURNAL_LINES_HPP
#define EXAMPLES_SES_CLIENT_JOURNAL_LINES_HPP

#include "common/request_text.hpp"
#include "ses_client/entry_outcome.hpp"
#include "ses_client/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ses_client {

/// The file is not a journal, is damaged, or belongs to another request.
class JournalRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Returns a digest in hexadecimal.
[[nodiscard]] std::string hex(std::uint64_t digest);

[[nodiscard]] std::string first_line(const common::RequestText& request);
[[nodiscard]] std::string batch_line(const common::RequestText& request, const Batch& batch);
[[nodiscard]] std::string outcome_line(std::size_t index, const EntryOutcome& entry);
/// For human readers: no run interprets it.
[[nodiscard]] std::string unmatched_line(const std::vector<sesv2::BulkEmailEntryResult>& results);

/// The record of one entry in a journal.
struct JournalRecord {
  EntryOutcome entry;
  /// The digest of the entry when it was last sent; empty if it was never sent.
  std::optional<std::uint64_t> digest;
  bool in_flight = false;
};

struct JournalContent {
  /// How much of the text counts. A line without its end was being written when the program or the machine died: a
  /// batch that had not been sent yet, or an outcome, which is then unknown.
  std::size_t size = 0;
  /// The digest in the last header line; "" if there is none.
  std::string request;
  /// The records of the entries, by position in the request.
  std::vector<JournalRecord> records;
  /// Records of entries that the request lacks, by position.
  std::map<std::size_t, JournalRecord> beyond;
  /// The lines for human readers.
  std::string remarks;
};

/// @param path  for messages
/// @throws JournalRefused
[[nodiscard]] JournalContent read_journal(const std::string& path, std::string_view text, std::size_t entries);

/// Whether the last header line is that of this request.
[[nodiscard]] bool names_request(const JournalContent& content, const common::RequestText& request);

/// Compares a journal with the request that it is used for. Entries that were not sent may have changed; they become
/// NotAttempted. So do all failed entries if the request has changed apart from its entries, which is allowed only
/// while nothing has been sent. An unknown entry may have changed if the user decided about it; it keeps its digest.
/// @throws JournalRefused
void reconcile(const std::string& path, JournalContent& content, const common::RequestText& request,
               const Decisions& decisions);

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_JOURNAL_LINES_HPP
