// What cutting and damage do to the reading, and what writing and reading do to random values.
#include <random>
#include <sesv2/json.hpp>

#include "support/bodies.hpp"
#include "support/catch.hpp"

using sesv2::BulkEmailEntryResult;
using sesv2::BulkEmailStatus;
using sesv2::salvage_send_bulk_email_response;
using Results = std::vector<BulkEmailEntryResult>;
using namespace std::string_literals;

namespace {

/// Whether `part` is what has been read of `whole`: every field is equal or still empty.
bool is_part_of(const BulkEmailEntryResult& part, const BulkEmailEntryResult& whole) {
  const auto equal_or_empty = [](const std::string& a, const std::string& b) { return a.empty() || a == b; };
  const bool no_status = part.status == BulkEmailStatus::Unrecognized && part.unrecognized_status.empty();
  const bool same_status = part.status == whole.status && part.unrecognized_status == whole.unrecognized_status;
  return (no_status || same_status) && equal_or_empty(part.message_id, whole.message_id) &&
         equal_or_empty(part.error, whole.error);
}

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}

  std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(engine_); }

  /// Valid UTF-8 of up to nine code points, from all that JSON must escape or that takes several bytes.
  std::string text() {
    static const std::vector<std::string> pieces{"a",
                                                 "Z9_",
                                                 " ",
                                                 "\"",
                                                 "\\",
                                                 "\n",
                                                 "\x1f",
                                                 "\x7f",
                                                 std::string(1, '\0'),
                                                 "/",
                                                 "\xC3\xA9",
                                                 "\xE0\xB8\x97",
                                                 "\xF0\x9F\x98\x80",
                                                 "SUCCESS",
                                                 "FAILED"};
    std::string text;
    for (auto left = below(10); left > 0; --left) text += pieces[below(pieces.size())];
    return text;
  }

  BulkEmailEntryResult result() {
    BulkEmailEntryResult result;
    const auto kind = below(16);
    if (kind < sesv2::all_statuses.size()) {
      result.status = sesv2::all_statuses[kind];
    } else {
      result.unrecognized_status = text();
    }
    if (below(2) == 0) result.message_id = text();
    if (below(2) == 0) result.error = text();
    return result;
  }

  /// Changes one place: a byte changed, left out or put in, a stretch left out or doubled.
  std::string damage(std::string body) {
    static const auto bytes = "{}[]:,\"\\ntf0-9.eE \x00\x01\x7f\x80\xC3\xE0\xF0\xFF"s;
    const auto at = below(body.size());
    const auto size = 1 + below(40);
    switch (below(6)) {
      case 0:
        body[at] = bytes[below(bytes.size())];
        break;
      case 1:
        body[at] = static_cast<char>(body[at] ^ (1 << below(8)));
        break;
      case 2:
        body.insert(at, 1, bytes[below(bytes.size())]);
        break;
      case 3:
        body.erase(at, size);
        break;
      case 4:
        body.insert(at, body.substr(at, size));
        break;
      default:
        body.insert(at, body.substr(below(body.size()), size));
        break;
    }
    return body;
  }

 private:
  std::mt19937 engine_;
};

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
      // An entry has no "Status" twice but the one at index 8, whose first one stands until the second is read.
      const BulkEmailEntryResult first_status{BulkEmailStatus::Success, "", "", ""};
      const auto& result = response.results[i];
      CHECK((result == bodies::twelve_results[i] ||
             (last && (is_part_of(result, bodies::twelve_results[i]) || (i == 8 && result == first_status)))));
    }
  }
  CHECK(most_results == 12);
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

TEST_CASE("random damage never crashes and never hides") {
  Random random(20240501);
  std::size_t whole = 0;
  std::size_t faulty = 0;
  for (int i = 0; i < 20'000; ++i) {
    auto body = bodies::twelve_entries;
    for (auto times = 1 + random.below(3); times > 0; --times) body = random.damage(std::move(body));
    CAPTURE(i, body);
    const auto response = salvage_send_bulk_email_response(body);
    const auto dom = nlohmann::json::parse(body, nullptr, false);
    const bool well_formed = !dom.is_discarded() && body.find('\0') == std::string::npos;
    const bool text_at_fault = !response.issues.empty() && response.issues.back().byte.has_value();
    REQUIRE(text_at_fault == !well_formed);
    if (text_at_fault) {
      ++faulty;
      CHECK(*response.issues.back().byte <= body.size());
    } else if (response.issues.empty()) {
      ++whole;
      REQUIRE(response.results == dom.at("BulkEmailEntryResults").get<Results>());
    }
    for (const auto& issue : response.issues) REQUIRE_NOTHROW(nlohmann::json(issue.message).dump());
  }
  CHECK(whole > 1'000);
  CHECK(faulty > 1'000);
}

TEST_CASE("random values are read back as they were written") {
  Random random(7);
  for (int i = 0; i < 2'000; ++i) {
    Results results(random.below(5));
    for (auto& result : results) {
      do result = random.result();
      while (sesv2::status_from_wire_name(result.unrecognized_status) != BulkEmailStatus::Unrecognized);
    }
    const auto text = sesv2::serialize_send_bulk_email_response(results);
    CAPTURE(text);
    CHECK(sesv2::parse_send_bulk_email_response(text, results.size()) == results);
    CHECK(nlohmann::json(results).get<Results>() == results);
  }
}

TEST_CASE("what was read is written and read back equal, whatever it was") {
  Random random(11);
  for (int i = 0; i < 5'000; ++i) {
    const auto results = salvage_send_bulk_email_response(random.damage(bodies::twelve_entries)).results;
    CHECK(sesv2::parse_send_bulk_email_response(sesv2::serialize_send_bulk_email_response(results)) == results);
  }
}
