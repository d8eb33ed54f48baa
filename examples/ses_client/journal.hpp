// The outcome of each entry, remembered in memory and, where there is a file, beyond a crash, a kill and a power cut.
#ifndef EXAMPLES_SES_CLIENT_JOURNAL_HPP
#define EXAMPLES_SES_CLIENT_JOURNAL_HPP

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/append_file.hpp"
#include "common/request_text.hpp"
#include "ses_client/entry_outcome.hpp"
#include "ses_client/journal_lines.hpp"

namespace ses_client {

class Journal {
 public:
  /// Keeps a journal in memory alone, of a request of which nothing was sent yet.
  explicit Journal(const common::RequestText& request) : request_(request), entries_(request.size()) {}

  enum class Access : unsigned char {
    /// Goes on with the journal in the file, or begins one there.
    Append,
    /// Reads the file, if there is one, and leaves it alone: it shows what `Append` would begin with.
    ReadOnly
  };

  /// Reads the journal in the file. What was in flight at its end is unknown.
  /// @throws FileRefused, JournalRefused (the file is then unchanged) and WriteFailed
  Journal(const common::RequestText& request, const std::string& path, Access access);

  /// Notes a batch before it goes out: from here on its entries are unknown. It must not go out before `commit`.
  void announce(const Batch& batch);

  /// Notes the results of a batch, by position in it. Entries after the last result are unknown.
  void record(const Batch& batch, const std::vector<sesv2::BulkEmailEntryResult>& results);

  /// Notes results that cannot be matched to the entries of their batch. `record` makes those unknown.
  void remark(const std::vector<sesv2::BulkEmailEntryResult>& unmatched);

  /// Notes that nothing of a batch was taken: each entry is again what it was before.
  void retract(const Batch& batch);

  /// Notes that the service has refused the entry, though it answered with no result.
  void fail(std::size_t index, const std::string& error);

  /// Notes that a person knows that the unknown entries were sent.
  void mark_as_sent(const Batch& entries);

  /// Returns when all that was noted is on the disk. If that is not possible, the batches announced since the last
  /// commit are retracted; what was noted of others remains, and the next commit tries to write it again.
  /// @throws WriteFailed, FileChanged
  void commit();

  /// Whether something was noted that is not on the disk.
  [[nodiscard]] bool has_unrecorded() const noexcept { return file_ && !outcomes_.empty(); }

  /// Puts what is known into a file of its own where the journal's file is not what it was, so that the same command
  /// still sends nothing twice. No batch may be in flight.
  /// @returns what was done, for people; empty: nothing had to be done
  [[nodiscard]] std::string rescue() const;

  /// Returns the outcomes by position in the request.
  [[nodiscard]] const std::vector<EntryOutcome>& entries() const noexcept { return entries_; }

 private:
  /// @returns whether the request has changed apart from its entries
  bool take_over(JournalContent content, const std::string& path);
  void open(const std::string& path);
  /// Makes the entries of a batch in flight what they were before.
  void restore(const Batch& batch);
  [[nodiscard]] std::string snapshot() const;

  const common::RequestText& request_;
  std::vector<EntryOutcome> entries_;
  std::map<std::size_t, EntryOutcome> in_flight_;  // with what they were before
  std::optional<common::AppendFile> file_;
  std::string outcomes_;        // lines to be written
  std::string remarks_;         // all lines for human readers
  std::vector<Batch> batches_;  // announced since the last commit
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_JOURNAL_HPP
