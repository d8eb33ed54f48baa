// What became of the entries of one or many SendBulkEmail calls, gathered in memory that does not grow with their
// number: everything is counted, and the first of each kind are kept to be shown.
//
//   report::Report report;
//   report.add({}, sesv2::salvage_send_bulk_email_response(body));
//   print(std::cout, report, common::colours_of_stdout());  // report/text.hpp; to_json is in report/json.hpp
#ifndef EXAMPLES_REPORT_REPORT_HPP
#define EXAMPLES_REPORT_REPORT_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/json.hpp>
#include <string>
#include <vector>

namespace report {

/// Where a response was read.
struct Source {
  /// The name of the file; empty: there is but one, so it need not be named.
  std::string input;
  /// The line of a JSON Lines file, from 1; 0: the input is one response.
  std::size_t line = 0;
};

/// Where a result was read. The index counts from 0, within the response.
struct Place {
  Source source;
  std::size_t index = 0;
};

/// How many there were, and the first of them.
template <typename T>
struct Listing {
  std::uint64_t count = 0;
  std::vector<T> first;
};

struct StatusCount {
  sesv2::BulkEmailStatus status = sesv2::BulkEmailStatus::Unrecognized;
  /// The text of a status that the library does not know; shortened.
  std::string unrecognized_status;
  Listing<Place> places;
};

/// An entry that was not sent, or of which that is not known. Its texts are shortened.
struct Failure {
  Place place;
  sesv2::BulkEmailEntryResult result;
};

struct BrokenInvariant {
  Place place;
  sesv2::Violation violation{};
};

struct Unread {
  Source source;
  sesv2::ParseIssue issue;
};

class Report {
 public:
  /// How many failures, broken invariants and issues are kept to be shown.
  static constexpr std::size_t default_list_limit = 100;
  /// Texts from outside are kept up to this many bytes.
  static constexpr std::size_t max_text_size = 1000;

  explicit Report(std::size_t list_limit = default_list_limit) : list_limit_(list_limit) {}

  /// Adds all results and issues of a response.
  void add(const Source& source, const sesv2::SalvagedResponse& response);
  /// Adds the result of one entry.
  void add(const Place& place, const sesv2::BulkEmailEntryResult& result);
  /// Adds something that could not be read.
  void add(const Source& source, const sesv2::ParseIssue& issue);

  [[nodiscard]] std::uint64_t responses() const noexcept { return responses_; }
  [[nodiscard]] std::uint64_t entries() const noexcept { return entries_; }
  [[nodiscard]] std::uint64_t sent() const noexcept;
  [[nodiscard]] std::uint64_t failed() const noexcept { return entries_ - sent() - unknown(); }
  [[nodiscard]] std::uint64_t unknown() const noexcept { return unknown_; }

  /// The statuses that were met, in the order of the library's table; the unknown ones last, a row for each text.
  [[nodiscard]] std::vector<StatusCount> statuses() const;
  [[nodiscard]] const Listing<Failure>& failures() const noexcept { return failures_; }
  [[nodiscard]] const Listing<BrokenInvariant>& broken_invariants() const noexcept { return broken_invariants_; }
  [[nodiscard]] const Listing<Unread>& unread() const noexcept { return unread_; }

 private:
  StatusCount& row_of(const sesv2::BulkEmailEntryResult& result);

  std::size_t list_limit_;
  std::uint64_t responses_ = 0;
  std::uint64_t entries_ = 0;
  std::uint64_t unknown_ = 0;
  std::array<StatusCount, sesv2::all_statuses.size()> known_statuses_;  // in the order of all_statuses
  std::map<std::string, StatusCount> unknown_statuses_;
  Listing<Failure> failures_;
  Listing<BrokenInvariant> broken_invariants_;
  Listing<Unread> unread_;
};

}  // namespace report

#endif  // EXAMPLES_REPORT_REPORT_HPP
