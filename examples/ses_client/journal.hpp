// Records the outcome of each entry in memory and, if there is a file, so that it survives a crash, a kill and a power
// failure.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_JOURNAL_HPP
#define EXAMPLES_SES_CLIENT_JOURNAL_HPP

#include "common/append_file.hpp"
#include "common/request_text.hpp"
#include "ses_client/entry_outcome.hpp"
#include "ses_client/journal_lines.hpp"
#include "ses_client/plan.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ses_client {

class Journal {
 public:
  /// Keeps a journal only in memory, for a request of which nothing has been sent yet.
  explicit Journal(const common::RequestText& request) : request_(request), entries_(request.size()) {}

  enum class Access : unsigned char {
    /// Resumes with the journal in the file, or begins one there.
    Append,
    /// Reads the file, if there is one, and does not change it: shows what `Append` would begin with.
    ReadOnly
  };

  struct Paths {
    std::string journal;
    std::string request;  // outcomes are rescued next to it if that is not possible next to the journal
  };

  /// Reads the journal in the file. Entries that were in flight at its end are unknown.
  /// @throws FileRefused, JournalRefused (the file is then unchanged) and WriteFailed
  Journal(const common::RequestText& request, Paths paths, Access access, const Decisions& decisions);

  /// Records a batch before it goes out: from here on its entries are unknown. It must not go out before `commit`.
  void announce(const Batch& batch);

  /// Records the results of a batch, by position in it. Entries after the last result are unknown.
  void record(const Batch& batch, const std::vector<sesv2::BulkEmailEntryResult>& results);

  /// Records results that cannot be matched to the entries of their batch. `record` makes those unknown.
  void remark(const std::vector<sesv2::BulkEmailEntryResult>& unmatched);

  /// Records that the call with a batch was not accepted: each entry is again what it was before.
  void retract(const Batch& batch);

  /// Records that the service has rejected the entry, although it returned no result.
  void fail(std::size_t index, const std::string& error);

  /// Records that the service has rejected the entry in a call of its own, because of the entry or of the request.
  void suspect(std::size_t index, const std::string& error);

  /// Records that the user knows that the unknown entries were sent.
  void mark_as_sent(const Batch& entries);

  /// Returns once everything recorded is on disk. If that is not possible, the batches announced since the last
  /// commit are retracted; the other records remain, and the next commit tries to write them again.
  /// @throws WriteFailed, FileChanged
  void commit();

  /// Writes all outcomes to another file if the journal's file was moved or changed, so that the same command still
  /// sends nothing twice. No batch may be in flight.
  /// @returns what was done, for the user; empty if the file is unchanged
  [[nodiscard]] std::string rescue();

  /// Makes each entry what the journal's file says it is.
  /// @returns the outcomes that the file lacks, for the user; empty if it has them all
  [[nodiscard]] std::string forget_unrecorded();

  /// Returns the outcomes by position in the request.
  [[nodiscard]] const std::vector<EntryOutcome>& entries() const noexcept { return entries_; }

 private:
  void adopt(JournalContent content);
  void open(const Decisions& decisions);
  void require_no_rescue() const;
  std::string write_rescue(common::FileChanged::How how);
  /// Returns an entry to be changed, and keeps its outcome in the file for `forget_unrecorded`.
  EntryOutcome& change(std::size_t index);
  /// Makes the entries of a batch in flight what they were before.
  void restore(const Batch& batch);
  [[nodiscard]] std::string snapshot() const;

  const common::RequestText& request_;
  Paths paths_;
  std::vector<EntryOutcome> entries_;
  std::map<std::size_t, EntryOutcome> in_flight_;  // with what they were before
  std::map<std::size_t, EntryOutcome> on_disk_;    // what the file says of entries that have changed since
  Batch corrected_;                                // unknown entries that have changed, and that the user decided about
  std::optional<common::AppendFile> file_;
  std::string outcomes_;        // lines to be written
  std::string remarks_;         // all lines for human readers
  std::vector<Batch> batches_;  // announced since the last commit
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_JOURNAL_HPP
