// SPDX-License-Identifier: MIT
#include "common/append_file.hpp"

#include "common/replace_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace common {
namespace {

std::string reason(int error) { return std::generic_category().message(error); }

/// @returns the size of the regular file
std::size_t lock(int descriptor, const std::string& path) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    throw FileRefused(path + ": expected a regular file, found a device or pipe, which records nothing");
  }
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
    struct stat printed {};
    if (::fstat(stream, &printed) != 0 || printed.st_dev != status.st_dev || printed.st_ino != status.st_ino) continue;
    throw FileRefused(path + ": standard output or standard error is redirected to this file");
  }
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) {
      throw FileRefused(path + ": another process is using it; two at once would send everything twice");
    }
    throw FileRefused(path + ": cannot be locked (" + reason(errno) +
                      "), and without a lock two processes could use it " + "at once. Use a file on a local disk");
  }
  return static_cast<std::size_t>(status.st_size);
}

}  // namespace

AppendFile::AppendFile(std::string path)
    : path_(std::move(path)),
      descriptor_(::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666)) {  // NOLINT(*-vararg): POSIX
  if (descriptor_ < 0) throw FileRefused(path_ + ": cannot be opened for reading and writing: " + reason(errno));
  try {
    size_ = lock(descriptor_, path_);
    check();  // the file may have been moved after it was opened and before it was locked
    if (size_ == 0) sync_directory_of(path_);
  } catch (const std::system_error& error) {
    ::close(descriptor_);
    throw FileRefused(path_ + ": " + error.what());
  } catch (const FileChanged& error) {
    ::close(descriptor_);
    throw FileRefused(error.what());
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
}

AppendFile::~AppendFile() { ::close(descriptor_); }

std::string AppendFile::read() const {
  std::string content;
  content.reserve(size_);
  std::array<char, 1U << 16U> buffer{};
  while (true) {
    const auto count = ::pread(descriptor_, buffer.data(), buffer.size(), static_cast<off_t>(content.size()));
    if (count == 0) return content;
    if (count > 0) {
      content.append(buffer.data(), static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      throw FileRefused(path_ + ": cannot be read: " + reason(errno));
    }
  }
}

void AppendFile::truncate(std::size_t size) {
  if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0 || ::fdatasync(descriptor_) != 0) {
    throw WriteFailed(path_ + ": cannot be truncated to " + std::to_string(size) + " bytes: " + reason(errno));
  }
  size_ = size;
}

void AppendFile::check() const {
  using How = FileChanged::How;
  struct stat own {};
  struct stat named {};
  if (::fstat(descriptor_, &own) != 0) throw WriteFailed(path_ + ": cannot be examined: " + reason(errno));
  if (::stat(path_.c_str(), &named) != 0) {
    throw FileChanged(How::Moved, path_ + ": was moved or removed while it was in use");
  }
  if (named.st_dev != own.st_dev || named.st_ino != own.st_ino) {
    throw FileChanged(How::Replaced, path_ + ": was replaced by another file while it was in use");
  }
  const auto size = static_cast<std::size_t>(own.st_size);
  const auto sizes = "expected " + std::to_string(size_) + " bytes, found " + std::to_string(size);
  if (size < size_)
    throw FileChanged(How::Truncated, path_ + ": was emptied or truncated while it was in use: " + sizes);
  if (size > size_) throw FileChanged(How::Grown, path_ + ": something else wrote to it while it was in use: " + sizes);
}

void AppendFile::append(std::string_view text) {
  if (torn_) throw WriteFailed(path_ + ": the last line is incomplete because an earlier write failed");
  check();
  const auto fail = [&](const char* what, int error) {
    torn_ = ::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0;
    throw WriteFailed(path_ + ": " + what + ": " + reason(error));
  };
  try {
    write_all(descriptor_, text);
  } catch (const std::system_error& error) {
    fail("cannot be written", error.code().value());
  }
  if (::fdatasync(descriptor_) != 0) fail("cannot be flushed to disk", errno);
  size_ += text.size();
}

}  // namespace common
