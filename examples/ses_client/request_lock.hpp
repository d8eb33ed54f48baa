// Keeps two processes from sending the same request at the same time.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_REQUEST_LOCK_HPP
#define EXAMPLES_SES_CLIENT_REQUEST_LOCK_HPP

#include <string>

namespace ses_client {

/// Locks the file of the request for as long as this object lives. If a journal is moved away while a run is using it,
/// a second run would begin a new one; the lock keeps it from starting before the first one has noticed.
class RequestLock {
 public:
  /// A pipe is not locked: nobody else can read the same request from it.
  /// @throws common::FileRefused if another process has locked it, or if it cannot be locked
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
