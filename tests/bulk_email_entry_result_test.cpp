#include <sesv2/bulk_email_entry_result.hpp>

#include "catch.hpp"

TEST_CASE("x") { CHECK(sesv2::wire_name(sesv2::BulkEmailStatus::Success) == "SUCCESS"); }
