// One row per entry, for a spreadsheet.
#ifndef EXAMPLES_BULK_REPORT_CSV_FILE_HPP
#define EXAMPLES_BULK_REPORT_CSV_FILE_HPP

#include <cstddef>
#include <sesv2/bulk_email_entry_result.hpp>
#include <string>
#include <string_view>

namespace bulk_report {

/// A file that is written row by row, and takes the place of an older one once it is finished. What is not a regular
/// file, a pipe for example, is written as it is.
class CsvFile {
 public:
  /// @throws std::system_error if the file cannot be created
  explicit CsvFile(std::string name);
  ~CsvFile();
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;
  CsvFile(CsvFile&&) = delete;
  CsvFile& operator=(CsvFile&&) = delete;

  /// @param line  on which the response begins
  /// @throws std::system_error if the file cannot be written
  void add(std::string_view input, std::size_t line, std::size_t index, std::string_view recipient,
           const sesv2::BulkEmailEntryResult& result);

  /// Without this call an older file stays as it was.
  /// @throws std::system_error if the file cannot be written
  void finish();

 private:
  void flush();

  std::string name_;
  std::string temporary_name_;  // empty: the file itself is written
  int descriptor_ = -1;
  std::string buffer_;
};

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_CSV_FILE_HPP
