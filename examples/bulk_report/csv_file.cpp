#include "bulk_report/csv_file.hpp"

#include <fcntl.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkstemp is POSIX's, and <cstdlib> need not declare it
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "common/csv.hpp"
#include "common/replace_file.hpp"

namespace bulk_report {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void throw_errno(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

}  // namespace

CsvFile::CsvFile(std::string name) : name_(std::move(name)) {
  if (fs::exists(name_) && !fs::is_regular_file(name_)) {
    descriptor_ = ::open(name_.c_str(), O_WRONLY | O_CLOEXEC);  // NOLINT(*-vararg): POSIX
  } else {
    name_ = common::canonical_name(name_);
    temporary_name_ = name_ + ".XXXXXX";
    descriptor_ = ::mkstemp(temporary_name_.data());
  }
  if (descriptor_ < 0) throw_errno("cannot be created");
  buffer_ = common::csv_row({"input", "line", "index", "recipient", "status", "message id", "error"});
}

CsvFile::~CsvFile() {
  ::close(descriptor_);
  if (!temporary_name_.empty()) static_cast<void>(std::remove(temporary_name_.c_str()));
}

void CsvFile::add(std::string_view input, std::size_t line, std::size_t index, std::string_view recipient,
                  const sesv2::BulkEmailEntryResult& result) {
  constexpr std::size_t block = std::size_t{64} * 1024;
  const auto known = wire_name(result.status);
  const auto line_text = std::to_string(line);
  const auto index_text = std::to_string(index);
  const auto status = known.empty() ? std::string_view(result.unrecognized_status) : known;
  buffer_ += common::csv_row({input, line_text, index_text, recipient, status, result.message_id, result.error});
  if (buffer_.size() >= block) flush();
}

void CsvFile::finish() {
  flush();
  if (temporary_name_.empty()) return;
  if (::fsync(descriptor_) != 0) throw_errno("cannot be written");
  if (std::rename(temporary_name_.c_str(), name_.c_str()) != 0) throw_errno("cannot be replaced");
  temporary_name_.clear();
}

void CsvFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const auto written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno != EINTR) throw_errno("cannot be written");
    if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

}  // namespace bulk_report
