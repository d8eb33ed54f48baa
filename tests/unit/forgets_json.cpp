// Must not link: without the definitions in sesv2/json.hpp, nlohmann/json would write these as numbers. That each call
// compiles shows that each function is declared.
// SPDX-License-Identifier: MIT
#include <sesv2/retry.hpp>

#include <nlohmann/json.hpp>

int main() {
  nlohmann::json json = sesv2::BulkEmailStatus{};
  to_json(json, sesv2::BulkEmailEntryResult{});
  to_json(json, sesv2::Violation{});
  to_json(json, sesv2::ParseIssue::Kind{});
  to_json(json, sesv2::RetryAdvice{});
  to_json(json, sesv2::FailureScope{});
}
