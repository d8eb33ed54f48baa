// The outcomes of the entries of one or many SendBulkEmail calls, gathered in memory that does not grow with their
// number: everything is counted, and the first of each kind are kept to be shown.
//
//   report::Report report;
//   const auto input = report.add_input("response.json");
//   report.add({input, 1}, sesv2::salvage_send_bulk_email_response(body));
//   print(std::cout, report, common::colours_of_stdout());  // report/text.hpp; to_json_text is in report/json.hpp
#ifndef EXAMPLES_REPORT_REPORT_HPP
#define EXAMPLES_REPORT_REPORT_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/response.hpp>
#include <string>
#include <vector>

#include "report/failure_groups.hpp"
#include "report/places.hpp"
#include "report/status_counts.hpp"

namespace report {

/// An issue that the library met in a response. Its message is shortened.
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
  std::uint64_t responses = 0;
};

class Report {
 public:
  /// How many issues are kept, and how many groups of failures are shown.
  static constexpr std::size_t default_list_limit = 100;
  /// Untrusted texts are kept up to this many bytes.
  static constexpr std::size_t max_text_size = 1000;

  /// The recipient of the entry with an index within a response; "" if it is not known.
  using RecipientOf = std::function<std::string(std::size_t)>;

  explicit Report(std::size_t list_limit = default_list_limit) : list_limit_(list_limit) {}

  /// Adds the name of an input, for Source::input.
  std::size_t add_input(std::string name);
  /// Adds all results and issues of a response, or of a part of it.
  /// @param first_index  of the part's first result; more than 0 if the part is not the first
  void add(const Source& source, const sesv2::SalvagedResponse& response, std::size_t first_index = 0,
           const RecipientOf& recipient_of = {});
  /// Adds the result of one entry.
  void add(const Place& place, const sesv2::BulkEmailEntryResult& result);
  void add(Problem problem);
  /// Removes the recipients of all places, if they turn out to be wrong.
  void forget_recipients();

  [[nodiscard]] std::uint64_t responses() const noexcept { return responses_; }
  [[nodiscard]] std::uint64_t entries() const noexcept { return statuses_.entries(); }
  [[nodiscard]] std::uint64_t sent() const noexcept { return statuses_.sent(); }
  [[nodiscard]] std::uint64_t failed() const noexcept { return statuses_.failed(); }
  [[nodiscard]] std::uint64_t unknown() const noexcept { return statuses_.unknown(); }
  [[nodiscard]] std::size_t list_limit() const noexcept { return list_limit_; }

  [[nodiscard]] const std::vector<Input>& inputs() const noexcept { return inputs_; }
  [[nodiscard]] std::vector<StatusCount> statuses() const { return statuses_.rows(); }
  [[nodiscard]] const FailureGroups& failures() const noexcept { return failures_; }
  [[nodiscard]] const std::map<sesv2::Violation, Listing<Place>>& broken_invariants() const noexcept {
    return broken_invariants_;
  }
  [[nodiscard]] const Listing<ReadingIssue>& issues() const noexcept { return issues_; }
  [[nodiscard]] const std::vector<Problem>& problems() const noexcept { return problems_; }

 private:
  void add(const sesv2::BulkEmailEntryResult& result, const std::function<Place()>& make_place);

  std::size_t list_limit_;
  std::vector<Input> inputs_;
  std::uint64_t responses_ = 0;
  StatusCounts statuses_;
  FailureGroups failures_;
  std::map<sesv2::Violation, Listing<Place>> broken_invariants_;
  Listing<ReadingIssue> issues_;
  std::vector<Problem> problems_;
};

}  // namespace report

#endif  // EXAMPLES_REPORT_REPORT_HPP
