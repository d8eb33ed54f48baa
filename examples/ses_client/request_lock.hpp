// Keeps two processes from sending the same request at the same time.
#ifndef EXAMPLES_SES_CLIENT_REQUEST_LOCK_HPP
#define EXAMPLES_SES_CLIENT_REQUEST_LOCK_HPP

#include <string>

namespace ses_client {

/// Locks the file of the request for as long as it lives. Where a journal is moved away while a run uses it, a second
/// run would begin a new one; the lock keeps it from starting before the first one has noticed.
class RequestLock {
 public:
  /// A file that cannot be locked, a pipe for example, is not locked.
  /// @throws common::FileRefused if another process has it
  explicit RequestLock(const std::string& path);
  ~RequestLock();
  RequestLock(const RequestLock&) = delete;
  RequestLock& operator=(const RequestLock&) = delete;
  RequestLock(RequestLock&&) = delete;
  RequestLock& operator=(RequestLock&&) = delete;

 private:
  int descriptor_;
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_REQUEST_LOCK_HPP
