// SPDX-License-Identifier: MIT
#include "ses_client/request_lock.hpp"

#include <sesv2/format.hpp>
#include "common/append_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace ses_client {
namespace {

/// Opening a pipe here could lose data that is to be read from it later.
int open_regular_file(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return -1;
  // NFS locks only files that are open for writing.
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC);                   // NOLINT(*-vararg): POSIX
  return descriptor >= 0 ? descriptor : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);  // NOLINT(*-vararg)
}

}  // namespace

RequestLock::RequestLock(const std::string& path) : descriptor_(open_regular_file(path)) {
  if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  const int error = errno;
  ::close(descriptor_);
  if (error == EWOULDBLOCK) {
    throw common::FileRefused(sesv2::escaped(path) +
                              ": another ses_client is sending this request; two at once would " +
                              "send everything twice");
  }
  throw common::FileRefused(sesv2::escaped(path) + ": cannot be locked (" + std::generic_category().message(error) +
                            "), and without a lock two runs at once would send everything twice. Make the file " +
                            "writable, or copy it to a local disk");
}

RequestLock::~RequestLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace ses_client
