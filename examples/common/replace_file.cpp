// SPDX-License-Identifier: MIT
#include "common/replace_file.hpp"

#include "common/file_id.hpp"

#include <fcntl.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkstemp is in POSIX, and <cstdlib> need not declare it
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace common {
namespace {

[[noreturn]] void throw_errno(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

// NOLINTNEXTLINE(*-non-const-global-variables): a signal handler can reach nothing else
std::array<std::atomic<const char*>, 4> names_of_temporary_files{};
static_assert(std::atomic<const char*>::is_always_lock_free, "only a lock-free atomic may be used by a signal handler");

std::string directory_of(const std::string& file) {
  const auto directory = std::filesystem::path(file).parent_path();
  return directory.empty() ? "." : directory.string();
}

/// Replaces `from` with `to` in the first slot that holds `from`.
void exchange(const char* from, const char* to) noexcept {
  for (auto& name : names_of_temporary_files) {
    const auto* expected = from;
    if (name.compare_exchange_strong(expected, to)) return;
  }
}

/// Returns the canonical name. Throws if the file exists and cannot be replaced although one can be created next to it.
std::string target_of(const std::string& name) {
  auto file = canonical_name(name);
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return file;
  const auto refuse = [](std::errc error, const char* why) {
    throw std::system_error(std::make_error_code(error), why);
  };
  if (!S_ISREG(status.st_mode)) refuse(std::errc::not_supported, "it is not a regular file");
#ifdef STATX_ATTR_MOUNT_ROOT
  struct statx more {};
  if (::statx(AT_FDCWD, file.c_str(), 0, 0, &more) == 0 && (more.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0) {
    refuse(std::errc::device_or_resource_busy, "it is a mount point, as in a container");
  }
#endif
  struct stat directory {};
  const auto user = ::geteuid();
  if (::stat(directory_of(file).c_str(), &directory) == 0 && (directory.st_mode & S_ISVTX) != 0 && user != 0 &&
      user != directory.st_uid && user != status.st_uid) {
    refuse(std::errc::operation_not_permitted, "another user owns it, and its directory is sticky");
  }
  return file;
}

}  // namespace

void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR) throw_errno("writing failed");
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
}

TemporaryFile::TemporaryFile(const std::string& file)
    : target_(target_of(file)), name_(target_ + ".XXXXXX"), descriptor_(::mkstemp(name_.data())) {
  if (descriptor_ < 0) throw_errno("no file can be created next to it");
  exchange(nullptr, name_.c_str());
}

TemporaryFile::~TemporaryFile() {
  static_cast<void>(::unlink(name_.c_str()));
  exchange(name_.c_str(), nullptr);
  ::close(descriptor_);
}

void TemporaryFile::replace() {
  if (::fsync(descriptor_) != 0) throw_errno("writing failed");
  if (::rename(name_.c_str(), target_.c_str()) != 0) throw_errno("the file cannot be replaced");
  sync_directory_of(target_);
}

void TemporaryFile::create() {
  if (::fsync(descriptor_) != 0) throw_errno("writing failed");
  if (::link(name_.c_str(), target_.c_str()) != 0) throw_errno("the file cannot be created");
  sync_directory_of(target_);
}

void remove_temporary_files() noexcept {
  for (const auto& name : names_of_temporary_files) {
    if (const char* const path = name) ::unlink(path);
  }
}

void replace_file(const std::string& file, std::string_view text) {
  TemporaryFile temporary(file);
  write_all(temporary.descriptor(), text);
  temporary.replace();
}

void create_file(const std::string& file, std::string_view text) {
  TemporaryFile temporary(file);
  write_all(temporary.descriptor(), text);
  temporary.create();
}

void check_replaceable(const std::string& file) { const TemporaryFile temporary(file); }

void sync_directory_of(const std::string& file) {
  const int descriptor =
      ::open(directory_of(file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);  // NOLINT(*-vararg): POSIX
  // Some file systems cannot flush a directory, and say so with EINVAL.
  const bool synced = descriptor >= 0 && (::fsync(descriptor) == 0 || errno == EINVAL);
  const int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) throw std::system_error(error, std::generic_category(), "its name cannot be flushed to disk");
}

}  // namespace common
