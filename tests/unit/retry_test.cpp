// SPDX-License-Identifier: MIT
#include <sesv2/retry.hpp>
#include "support/catch.hpp"

#include <vector>

using sesv2::BulkEmailStatus;
using sesv2::ParseIssue;
using Indices = std::vector<std::size_t>;

TEST_CASE("nothing of a response with a wrong count is retried, because its positions match nothing") {
  const sesv2::BulkEmailEntryResult throttled{BulkEmailStatus::AccountThrottled, "", "error", ""};
  for (const auto kind : {ParseIssue::Kind::Truncated, ParseIssue::Kind::Malformed, ParseIssue::Kind::NoResults,
                          ParseIssue::Kind::WrongCount, ParseIssue::Kind::WrongType}) {
    const bool counted = kind != ParseIssue::Kind::WrongCount;
    for (std::size_t before = 0; before < 66; ++before) {
      sesv2::SalvagedResponse response{{{}, throttled}, std::vector<ParseIssue>(before, {ParseIssue::Kind::WrongType})};
      response.issues.push_back({kind});
      CHECK(sesv2::indices_to_retry(response) == (counted ? Indices{1} : Indices{}));
    }
  }
  CHECK(sesv2::indices_to_retry(sesv2::SalvagedResponse{{throttled}, {}}) == Indices{0});
}
