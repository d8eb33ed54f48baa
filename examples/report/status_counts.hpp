// How often each status occurs.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_REPORT_STATUS_COUNTS_HPP
#define EXAMPLES_REPORT_STATUS_COUNTS_HPP

#include <sesv2/bulk_email_entry_result.hpp>
#include "report/places.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace report {

struct StatusCount {
  sesv2::BulkEmailStatus status = sesv2::BulkEmailStatus::Unrecognized;
  /// The text of a status that the library does not recognize; shortened.
  std::string unrecognized_status;
  /// Whether this row counts all other unrecognized statuses together.
  bool is_other = false;
  /// No place is kept of an entry that was sent.
  Listing<Place> places;
};

class StatusCounts {
 public:
  static constexpr std::size_t max_places = 3;

  /// @param make_place  makes the place of the entry, if it is kept
  void add(const sesv2::BulkEmailEntryResult& result, const std::function<Place()>& make_place);

  void add_sent() noexcept {
    ++entries_;
    ++sent_;
  }

  [[nodiscard]] std::uint64_t entries() const noexcept { return entries_; }
  [[nodiscard]] std::uint64_t sent() const noexcept { return sent_; }
  [[nodiscard]] std::uint64_t failed() const noexcept { return failed_; }
  [[nodiscard]] std::uint64_t unknown() const noexcept { return entries_ - sent_ - failed_; }

  /// Returns the statuses that occur, in the order of the library's table; then the unrecognized ones, one row per
  /// text.
  [[nodiscard]] std::vector<StatusCount> rows() const;
  void forget_recipients();

 private:
  StatusCount& row_of(const sesv2::BulkEmailEntryResult& result);

  std::uint64_t entries_ = 0;
  std::uint64_t sent_ = 0;
  std::uint64_t failed_ = 0;
  std::array<StatusCount, sesv2::all_statuses.size()> known_;  // in the order of all_statuses
  std::map<std::string, StatusCount> unknown_;
  StatusCount other_;
};

}  // namespace report

#endif  // EXAMPLES_REPORT_STATUS_COUNTS_HPP
