#include "common/append_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

namespace common {
namespace {

std::string reason(int error) { return std::generic_category().message(error); }

/// A new file's name is in its directory only once the directory is on the disk too.
void sync_directory(const std::string& path) {
  auto directory = std::filesystem::path(path).parent_path();
  if (directory.empty()) directory = ".";
  const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);  // NOLINT(*-vararg): POSIX
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) throw WriteFailed(path + ": cannot make the new file's name durable: " + reason(error));
}

}  // namespace

AppendFile::AppendFile(std::string path)
    : path_(std::move(path)),
      descriptor_(::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666)) {  // NOLINT(*-vararg): POSIX
  if (descriptor_ < 0) throw FileRefused(path_ + ": cannot be opened for reading and writing: " + reason(errno));
  try {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
      throw FileRefused(path_ + ": expected a regular file, found a device or pipe, which remembers nothing");
    }
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      throw FileRefused(path_ + ": another process is using it (" + reason(errno) +
                        "); two at once would send everything twice");
    }
    if (status.st_size == 0) sync_directory(path_);
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
}

AppendFile::~AppendFile() { ::close(descriptor_); }

std::string AppendFile::read() const {
  std::string content;
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
    throw WriteFailed(path_ + ": cannot be cut off after byte " + std::to_string(size) + ": " + reason(errno));
  }
}

void AppendFile::append(std::string_view text) {
  const auto size_before = ::lseek(descriptor_, 0, SEEK_END);
  const auto fail = [&](const char* what) {
    const int error = errno;
    // A file that cannot be cut off keeps a line without its end, which the next reading drops.
    static_cast<void>(size_before >= 0 && ::ftruncate(descriptor_, size_before) == 0);
    throw WriteFailed(path_ + ": " + what + ": " + reason(error));
  };
  if (size_before < 0) fail("cannot be measured");
  for (auto rest = text; !rest.empty();) {
    const auto count = ::write(descriptor_, rest.data(), rest.size());
    if (count < 0 && errno != EINTR) fail("cannot be written");
    if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
  }
  if (::fdatasync(descriptor_) != 0) fail("cannot be made durable");
}

}  // namespace common
