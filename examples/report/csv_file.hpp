// One row per entry, for a spreadsheet or a database.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_REPORT_CSV_FILE_HPP
#define EXAMPLES_REPORT_CSV_FILE_HPP

#include <sesv2/bulk_email_entry_result.hpp>
#include "common/replace_file.hpp"
#include "report/report.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace report {

enum class Rows : unsigned char { All, NotSent };

/// A table that is written row by row. Once finished, it replaces any older file. A table that goes to standard
/// output or to anything else that is not a regular file is written directly. Every function throws std::system_error.
class CsvFile {
 public:
  /// @param name  of the file; "-" for standard output
  CsvFile(const std::string& name, Rows rows);
  ~CsvFile();
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;
  CsvFile(CsvFile&&) = delete;
  CsvFile& operator=(CsvFile&&) = delete;

  void add(std::string_view input, std::size_t line, const std::vector<sesv2::BulkEmailEntryResult>& results,
           const Report::RecipientOf& recipient_of);

  /// Without this call, an older file stays unchanged.
  void finish();

  /// Whether rows may have been read already, so that they cannot be withdrawn.
  [[nodiscard]] bool is_written_directly() const noexcept { return !new_file_; }
  [[nodiscard]] bool is_terminal() const noexcept { return is_terminal_; }

 private:
  void add(std::size_t index, std::string_view recipient, const sesv2::BulkEmailEntryResult& result);
  void append_field(std::string_view text);
  void flush();

  std::optional<common::TemporaryFile> new_file_;  // none: written directly
  int descriptor_;
  bool is_terminal_;
  Rows rows_;
  std::string row_start_;  // input and line of the response
  std::string buffer_;
};

}  // namespace report

#endif  // EXAMPLES_REPORT_CSV_FILE_HPP
