#include <sesv2/version.hpp>
#include <string>

#include "support/catch.hpp"

TEST_CASE("the version of the header is the version of the CMake package", "[version]") {
  const auto version = std::to_string(SESV2_BULK_EMAIL_VERSION_MAJOR) + "." +
                       std::to_string(SESV2_BULK_EMAIL_VERSION_MINOR) + "." +
                       std::to_string(SESV2_BULK_EMAIL_VERSION_PATCH);
  CHECK(version == PACKAGE_VERSION);
}
