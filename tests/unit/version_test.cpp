// The version, and a program with code that was compiled with another version of the library (other_version.cpp).
// SPDX-License-Identifier: MIT
#include <sesv2/response.hpp>
#include "support/bodies.hpp"
#include "support/catch.hpp"

namespace other_version {
int number_of_failed();
bool reads_as_failed(const std::string& body);
}  // namespace other_version

TEST_CASE("the version of the header is the version of the CMake package", "[version]") {
  const auto version = std::to_string(SESV2_BULK_EMAIL_VERSION_MAJOR) + "." +
                       std::to_string(SESV2_BULK_EMAIL_VERSION_MINOR) + "." +
                       std::to_string(SESV2_BULK_EMAIL_VERSION_PATCH);
  CHECK(version == PACKAGE_VERSION);
}

TEST_CASE("code compiled with another version in the same program keeps its meaning", "[version]") {
  const auto body = support::list_of(R"({"Status":"FAILED","Error":"e"})");
  CHECK(other_version::number_of_failed() != static_cast<int>(sesv2::BulkEmailStatus::Failed));
  CHECK(other_version::reads_as_failed(body));
  CHECK(sesv2::parse_send_bulk_email_response(body).at(0).status == sesv2::BulkEmailStatus::Failed);
}
