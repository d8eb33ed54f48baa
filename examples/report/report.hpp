// The outcomes of the entries of one or many SendBulkEmail calls, gathered in memory that does not grow with their
// number: everything is counted, and the first few of each kind are kept to be shown.
//
//   report::Report report;
//   const auto input = report.add_input("response.json");
//   report.add({input, 1}, sesv2::salvage_send_bulk_email_response(body));
//   print(std::cout, report, common::colors_of_stdout());  // report/text.hpp; to_json_text is in report/json.hpp
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_REPORT_REPORT_HPP
#define EXAMPLES_REPORT_REPORT_HPP

#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/response.hpp>
#include "report/failure_groups.hpp"
#include "report/places.hpp"
#include "report/status_counts.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace report {

/// An issue that the library found in a response. Its message is shortened.
struct ReadingIssue {
  Source source;
  sesv2::ParseIssue issue;
};

/// Something that is not an issue of a response: a file that cannot be opened, for example.
struct Problem {
  /// What it is about: a file's name, say.
  std::string subject;
  std::string message;
};

struct Input {
  std::string name;
  /// How many responses, and other things that have issues, it holds.
  std::uint64_t items = 0;
};

class Report {
 public:
  /// How many issues and problems are kept, and how many groups are shown.
  static constexpr std::size_t default_list_limit = 100;
  /// Untrusted texts are kept up to this many bytes.
  static constexpr std::size_t max_text_size = 1000;

  /// Returns the recipient of the entry at an index within a response; "" if it is not known.
  using RecipientOf = std::function<std::string(std::size_t)>;

  explicit Report(std::size_t list_limit = default_list_limit) : list_limit_(list_limit) {}

  /// Adds the name of an input, for Source::input.
  std::size_t add_input(std::string name);
  /// Adds all results and issues of a response.
  void add(const Source& source, const sesv2::SalvagedResponse& response, const RecipientOf& recipient_of = {});
  /// Adds issues about lines of an input that hold no response.
  void add(const Source& source, const std::vector<sesv2::ParseIssue>& issues);
  /// Counts lines of an input that hold no response and need none.
  void add_other_lines(std::uint64_t count) { other_lines_ += count; }
  /// Adds the result of one entry.
  void add(const Place& place, const sesv2::BulkEmailEntryResult& result);
  void add(Problem problem);
  /// Adds a remark about something that is not a problem.
  void add_note(Problem note);
  /// Removes the recipients of all places, if they turn out to be wrong.
  void forget_recipients();

  [[nodiscard]] std::uint64_t responses() const noexcept { return responses_; }
  [[nodiscard]] std::uint64_t other_lines() const noexcept { return other_lines_; }
  [[nodiscard]] std::uint64_t entries() const noexcept { return statuses_.entries(); }
  [[nodiscard]] std::uint64_t sent() const noexcept { return statuses_.sent(); }
  [[nodiscard]] std::uint64_t failed() const noexcept { return statuses_.failed(); }
  [[nodiscard]] std::uint64_t unknown() const noexcept { return statuses_.unknown(); }
  [[nodiscard]] std::size_t list_limit() const noexcept { return list_limit_; }

  [[nodiscard]] const std::vector<Input>& inputs() const noexcept { return inputs_; }
  [[nodiscard]] std::vector<StatusCount> statuses() const { return statuses_.rows(); }
  [[nodiscard]] const FailureGroups& failures() const noexcept { return failures_; }
  [[nodiscard]] const FailureGroups& unknown_outcomes() const noexcept { return unknown_outcomes_; }
  [[nodiscard]] const std::map<sesv2::Violation, Listing<Place>>& broken_invariants() const noexcept {
    return broken_invariants_;
  }
  [[nodiscard]] const Listing<ReadingIssue>& issues() const noexcept { return issues_; }
  [[nodiscard]] const Listing<Problem>& problems() const noexcept { return problems_; }
  [[nodiscard]] const Listing<Problem>& notes() const noexcept { return notes_; }

 private:
  void add(const sesv2::BulkEmailEntryResult& result, const std::function<Place()>& make_place);

  std::size_t list_limit_;
  std::vector<Input> inputs_;
  std::uint64_t responses_ = 0;
  std::uint64_t other_lines_ = 0;
  StatusCounts statuses_;
  FailureGroups failures_;
  FailureGroups unknown_outcomes_;
  std::map<sesv2::Violation, Listing<Place>> broken_invariants_;
  Listing<ReadingIssue> issues_;
  Listing<Problem> problems_;
  Listing<Problem> notes_;
};

}  // namespace report

#endif  // EXAMPLES_REPORT_REPORT_HPP
