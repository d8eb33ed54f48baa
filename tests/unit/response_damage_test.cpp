// What cutting and damage do to the reading, and what writing and reading do to random values.
#include <algorithm>
#include <cstddef>
#include <sesv2/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "support/bodies.hpp"
#include "support/catch.hpp"
#include "support/excerpt.hpp"
#include "support/random.hpp"

using sesv2::BulkEmailEntryResult;
using sesv2::BulkEmailStatus;
using sesv2::salvage_send_bulk_email_response;
using Results = std::vector<BulkEmailEntryResult>;

namespace {

/// Whether `part` is what has been read of `whole`: every field is equal or still empty.
bool is_part_of(const BulkEmailEntryResult& part, const BulkEmailEntryResult& whole) {
  const auto equal_or_empty = [](const std::string& a, const std::string& b) { return a.empty() || a == b; };
  const bool no_status = part.status == BulkEmailStatus::Unrecognized && part.unrecognized_status.empty();
  const bool same_status = part.status == whole.status && part.unrecognized_status == whole.unrecognized_status;
  return (no_status || same_status) && equal_or_empty(part.message_id, whole.message_id) &&
         equal_or_empty(part.error, whole.error);
}

}  // namespace

TEST_CASE("a body cut at any byte gives a prefix of its results, and the cut") {
  const auto& body = bodies::twelve_entries;
  const auto end = body.rfind('}') + 1;
  std::size_t most_results = 0;
  for (std::size_t cut = 0; cut < end; ++cut) {
    CAPTURE(cut);
    const auto response = salvage_send_bulk_email_response(body.substr(0, cut), 12);
    REQUIRE(response.issues.size() == 1);
    CHECK(response.issues[0].path.empty());
    CHECK(response.issues[0].byte == cut);
    REQUIRE(response.results.size() <= bodies::twelve_results.size());
    CHECK(response.results.size() >= most_results);
    most_results = response.results.size();
    for (std::size_t i = 0; i < most_results; ++i) {
      const bool last = i + 1 == most_results;
      // An entry has no "Status" twice but the one at index 8, whose first one counts until the second is read.
      const BulkEmailEntryResult first_status{BulkEmailStatus::Success, "", "", ""};
      const auto& result = response.results[i];
      CHECK((result == bodies::twelve_results[i] ||
             (last && (is_part_of(result, bodies::twelve_results[i]) || (i == 8 && result == first_status)))));
    }
  }
  CHECK(most_results == 12);
}

TEST_CASE("a body cut at any byte is read alike, whatever comes after it in memory") {
  const std::string_view body = bodies::twelve_entries;
  for (std::size_t cut = 0; cut < body.size(); ++cut) {
    CAPTURE(cut);
    const std::vector<char> alone(body.data(), body.data() + cut);
    CHECK(salvage_send_bulk_email_response(body.substr(0, cut)) ==
          salvage_send_bulk_email_response(std::string_view(alone.data(), cut)));
  }
}

TEST_CASE("a captured response cut at any byte never reads whole") {
  for (const auto& name : bodies::captured_names) {
    auto body = bodies::captured(name);
    body.erase(body.rfind('}') + 1);
    for (std::size_t cut = 0; cut < body.size(); ++cut) {
      const auto response = salvage_send_bulk_email_response(std::string_view(body).substr(0, cut));
      REQUIRE_FALSE(response.issues.empty());
      CHECK(response.issues.back().byte == cut);
    }
  }
}

TEST_CASE("parse throws for any damage that salvage reports, and for no other", "[random]") {
  support::Random random(20240501);
  std::size_t whole = 0;
  for (int i = 0; i < 5'000; ++i) {
    const auto body = support::damage_repeatedly(random, bodies::twelve_entries);
    CAPTURE(i, support::excerpt(body));
    const auto response = salvage_send_bulk_email_response(body, 12);
    try {
      const auto results = sesv2::parse_send_bulk_email_response(body, 12);
      REQUIRE(response.issues.empty());
      REQUIRE(results == response.results);
      ++whole;
    } catch (const sesv2::ParseError& error) {
      REQUIRE_FALSE(response.issues.empty());
      REQUIRE(error.issues() == response.issues);
      REQUIRE(error.results() == response.results);
    }
  }
  CHECK(whole > 500);
  CHECK(whole < 4'500);
}

TEST_CASE("an issue of any damage is described in one line of UTF-8", "[random]") {
  support::Random random(20240502);
  for (int i = 0; i < 5'000; ++i) {
    const auto body = support::damage_repeatedly(random, bodies::twelve_entries);
    CAPTURE(i, support::excerpt(body));
    for (const auto& issue : salvage_send_bulk_email_response(body).issues) {
      const auto line = describe(issue);
      REQUIRE_NOTHROW(nlohmann::json(line).dump());
      REQUIRE(std::all_of(line.begin(), line.end(), [](unsigned char c) { return c >= 0x20 && c != 0x7F; }));
    }
  }
}

TEST_CASE("random values are read back as they were written", "[random]") {
  support::Random random(7);
  for (int i = 0; i < 2'000; ++i) {
    Results results(random.below(5));
    for (auto& result : results) {
      do result = support::random_result(random);
      while (sesv2::status_from_wire_name(result.unrecognized_status) != BulkEmailStatus::Unrecognized);
    }
    const auto text = sesv2::serialize_send_bulk_email_response(results);
    CAPTURE(text);
    CHECK(sesv2::parse_send_bulk_email_response(text, results.size()) == results);
    CHECK(nlohmann::json(results).get<Results>() == results);
  }
}

TEST_CASE("what was read is written and read back equal, whatever it was", "[random]") {
  support::Random random(11);
  for (int i = 0; i < 5'000; ++i) {
    const auto results = salvage_send_bulk_email_response(support::damage(random, bodies::twelve_entries)).results;
    CHECK(sesv2::parse_send_bulk_email_response(sesv2::serialize_send_bulk_email_response(results)) == results);
  }
}
