// Compiled with headers that CMakeLists.txt makes from the library's: another minor version, with two status numbers
// exchanged. version_test.cpp calls it.
// SPDX-License-Identifier: MIT
#include <sesv2/response.hpp>

namespace other_version {

int number_of_failed() { return static_cast<int>(sesv2::BulkEmailStatus::Failed); }

bool reads_as_failed(const std::string& body) {
  return sesv2::parse_send_bulk_email_response(body).at(0).status == sesv2::BulkEmailStatus::Failed;
}

}  // namespace other_version
