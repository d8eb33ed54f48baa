#include "ses_client/request_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <sesv2/format.hpp>

#include "common/append_file.hpp"

namespace ses_client {
namespace {

/// Opening a pipe would take away from what is read of it later.
int open_regular_file(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return -1;
  return ::open(path.c_str(), O_RDONLY | O_CLOEXEC);  // NOLINT(*-vararg): POSIX
}

}  // namespace

RequestLock::RequestLock(const std::string& path) : descriptor_(open_regular_file(path)) {
  if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
  ::close(descriptor_);
  throw common::FileRefused(sesv2::escaped(path) + ": another ses_client is sending this request; two at once would " +
                            "send everything twice");
}

RequestLock::~RequestLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace ses_client
