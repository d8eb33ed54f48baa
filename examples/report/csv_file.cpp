// SPDX-License-Identifier: MIT
#include "report/csv_file.hpp"

#include <sesv2/format.hpp>
#include "common/csv.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <system_error>

namespace report {
namespace {

/// Opens a file that is not regular and so cannot be replaced; otherwise returns -1.
int open_directly(const std::string& name) {
  if (name == "-") return STDOUT_FILENO;
  if (!std::filesystem::exists(name) || std::filesystem::is_regular_file(name)) return -1;
  const int descriptor = ::open(name.c_str(), O_WRONLY | O_CLOEXEC);  // NOLINT(*-vararg): POSIX
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "cannot be opened");
  return descriptor;
}

}  // namespace

CsvFile::CsvFile(const std::string& name, Rows rows)
    : descriptor_(open_directly(name)), is_terminal_(::isatty(descriptor_) == 1), rows_(rows) {
  if (descriptor_ < 0) descriptor_ = new_file_.emplace(name).descriptor();
  common::append_csv_row(buffer_, {"input", "line", "index", "recipient", "status", "message id", "error"});
}

CsvFile::~CsvFile() {
  if (!new_file_ && descriptor_ != STDOUT_FILENO) ::close(descriptor_);
}

void CsvFile::add(std::string_view input, std::size_t line, const std::vector<sesv2::BulkEmailEntryResult>& results,
                  const Report::RecipientOf& recipient_of) {
  const auto row = buffer_.size();
  append_field(input);
  row_start_ = buffer_.substr(row) + std::to_string(line) + ",";
  buffer_.resize(row);
  std::size_t index = 0;
  for (const auto& result : results) {
    if (rows_ == Rows::All || !result.succeeded()) add(index, recipient_of ? recipient_of(index) : "", result);
    ++index;
  }
}

void CsvFile::add(std::size_t index, std::string_view recipient, const sesv2::BulkEmailEntryResult& result) {
  constexpr std::size_t block = std::size_t{64} * 1024;
  std::array<char, 20> digits{};
  char* const end = std::to_chars(digits.begin(), digits.end(), index).ptr;
  buffer_.append(row_start_).append(digits.begin(), end).append(1, ',');
  append_field(recipient);
  const auto known = wire_name(result.status);
  append_field(known.empty() ? result.unrecognized_status : known);
  append_field(result.message_id);
  append_field(result.error);
  common::end_csv_row(buffer_);
  if (buffer_.size() >= block) flush();
}

void CsvFile::append_field(std::string_view text) {
  if (is_terminal_) {
    common::append_csv_field(buffer_, sesv2::escaped(text));
  } else {
    common::append_csv_field(buffer_, text);
  }
}

void CsvFile::finish() {
  flush();
  if (new_file_) new_file_->replace();
}

void CsvFile::flush() {
  common::write_all(descriptor_, buffer_);
  buffer_.clear();
}

}  // namespace report
