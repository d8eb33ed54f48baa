// What became of each entry, remembered in memory and, where there is a file, beyond a crash, a kill and a power cut.
//
// The file is JSON Lines. The first line tells which request it belongs to; then comes a line for each batch before it
// is sent, and a line for each entry once its outcome is known. Of several lines on one entry the last one stands, so
// an entry whose last line is that of a batch was in flight when the program died: unknown.
//
//   {"Journal":"ses_client","Version":1,"Request":"fnv1a64:9ae16a3b2f90404f","Bytes":612,"Entries":3}
//   {"Batch":[0,1,2]}
//   {"Index":0,"Outcome":"sent","Status":"SUCCESS","MessageId":"0100018f…","Attempts":1}
#ifndef EXAMPLES_SES_CLIENT_JOURNAL_HPP
#define EXAMPLES_SES_CLIENT_JOURNAL_HPP

#include <cstddef>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "common/append_file.hpp"
#include "ses_client/outcome.hpp"
#include "ses_client/request.hpp"

namespace ses_client {

/// The file is no journal, is damaged, or belongs to another request.
class JournalRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Journal {
 public:
  /// A journal in memory alone, of a request of which nothing was sent yet.
  explicit Journal(const Request& request) : entries_(request.entries.size()) {}

  /// Goes on with the journal in the file, or begins one there.
  /// @throws FileRefused, JournalRefused (the file is then unchanged) and WriteFailed
  Journal(const Request& request, const std::string& path);

  /// To be called before a batch goes out: from here on its entries are unknown.
  /// @throws WriteFailed: the batch must not be sent, for that would not be remembered
  void announce(const Batch& batch);

  /// To be called once it is known what became of a batch, by position in the batch. `entries()` is up to date even on
  /// a throw.
  /// @throws WriteFailed: the file still says that the batch was in flight
  void settle(const Batch& batch, const std::vector<Finding>& findings);

  /// By position in the request.
  [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return entries_; }

 private:
  void read(std::string_view lines);
  void read_line(std::string_view line);

  std::vector<Entry> entries_;
  std::set<std::size_t> in_flight_;
  std::optional<common::AppendFile> file_;
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_JOURNAL_HPP
