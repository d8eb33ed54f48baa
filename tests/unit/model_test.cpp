// The model of the reading table: that it says what the table says, and that the library says what it says.
#include "support/model.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "support/awkward_bodies.hpp"
#include "support/bodies.hpp"
#include "support/catch.hpp"
#include "support/excerpt.hpp"
#include "support/random.hpp"
#include "support/random_json.hpp"
#include "support/short_bodies.hpp"

using bodies::list_of;
using support::model_of;
using support::ModelResponse;
using Results = std::vector<sesv2::BulkEmailEntryResult>;
using Status = sesv2::BulkEmailStatus;
using Expected = std::optional<std::size_t>;

namespace {

/// The issues in one line: "Truncated@12 WrongType/BulkEmailEntryResults/0".
template <typename Response>
std::string issues_of(const Response& response) {
  std::string line;
  for (const auto& issue : response.issues) {
    line += (line.empty() ? "" : " ") + std::string(sesv2::name(issue.kind)) + issue.path;
    if (issue.byte.has_value()) line += "@" + std::to_string(*issue.byte);
  }
  return line;
}

void require_agreement(const std::string& body, Expected expected = std::nullopt) {
  if (support::agree_on(body, expected)) return;
  const auto model = model_of(body, expected);
  const auto response = sesv2::salvage_send_bulk_email_response(body, expected);
  CAPTURE(support::excerpt(body), expected.has_value(), expected.value_or(0));
  CHECK(issues_of(response) == issues_of(model));
  CHECK(response.results.size() == model.results.size());
  CHECK(response.results == model.results);
  FAIL("the library and the model do not agree");
}

Results list(std::initializer_list<sesv2::BulkEmailEntryResult> results) { return results; }

}  // namespace

TEST_CASE("the model says what the table says") {
  const sesv2::BulkEmailEntryResult success{Status::Success, "", "", ""};
  const sesv2::BulkEmailEntryResult new_status{Status::Unrecognized, "", "", "NEW"};
  struct Row {
    std::string body;
    Results results;
    std::string issues;
    Expected expected = std::nullopt;
  };
  const std::string open = R"({"BulkEmailEntryResults":[)";
  for (const auto& row : {
           Row{bodies::twelve_entries, bodies::twelve_results, "", 12},
           Row{list_of("{}"), list({{}}), "WrongCount/BulkEmailEntryResults", 2},
           Row{"", {}, "Truncated@0"},
           Row{"<html>", {}, "Malformed@0"},
           Row{"{}", {}, "NoResults/BulkEmailEntryResults", 1},
           Row{R"({"BulkEmailEntryResults":null)", {}, "NoResults/BulkEmailEntryResults Truncated@29"},
           Row{R"({"BulkEmailEntryResults":{"a":1)", {}, "Truncated@31"},
           Row{"[1]", {}, "NoResults"},
           Row{"[1", {}, "NoResults Truncated@2"},
           Row{"12x", {}, "NoResults Malformed@2"},
           Row{"\"cut", {}, "Truncated@4"},
           Row{"{} x", {}, "NoResults/BulkEmailEntryResults Malformed@3"},
           Row{list_of("1,null,{}"), list({{}, {}, {}}),
               "WrongType/BulkEmailEntryResults/0 WrongType/BulkEmailEntryResults/1"},
           Row{list_of(R"({"Status":1,"Error":2,"Status":3})"), list({{}}),
               "WrongType/BulkEmailEntryResults/0/Error WrongType/BulkEmailEntryResults/0/Status"},
           Row{list_of(R"({"Status":1,"Status":"SUCCESS"})"), list({success}), ""},
           Row{open + R"(1,{"Status":"SUCCESS","Status":"FAI)", list({{}, success}),
               "WrongType/BulkEmailEntryResults/0 Truncated@61"},
           Row{open + R"({"Status":1,"Status":"SUC)", list({{}}),
               "WrongType/BulkEmailEntryResults/0/Status Truncated@51"},
           Row{open + R"({"x":"SUCCESS","Status":)", {}, "Truncated@50"},
           Row{open + R"({"Status":null)", list({{}}), "Truncated@40"},
           Row{open + "{},[1", list({{}}), "Truncated@31"},
           Row{open + "12", list({{}}), "WrongType/BulkEmailEntryResults/0 Truncated@28"},
           Row{open + "12.", {}, "Truncated@29"},
           Row{open + "12 x", list({{}}), "WrongType/BulkEmailEntryResults/0 Malformed@29"},
           Row{open + R"({"Status":"NEW"}],"BulkEmailEntryResults":[)", {}, "Truncated@69"},
           Row{open + R"({"Status":"NEW"}],"BulkEmailEntryResults":{)", list({new_status}),
               "WrongCount/BulkEmailEntryResults Truncated@69", 2},
           Row{open + R"(1],"BulkEmailEntryResults":7})", {}, "NoResults/BulkEmailEntryResults", 2},
       }) {
    CAPTURE(row.body);
    const auto model = model_of(row.body, row.expected);
    CHECK(issues_of(model) == row.issues);
    CHECK(model.results == row.results);
    require_agreement(row.body, row.expected);
  }
}

TEST_CASE("the model keeps the first 64 issues, and the one that ended the reading") {
  std::string entries = "5";
  for (int i = 1; i < 100; ++i) entries += ",5";
  const auto whole = model_of(list_of(entries), 1);
  REQUIRE(whole.issues.size() == 64);
  CHECK(whole.issues.back().path == "/BulkEmailEntryResults/63");
  const auto cut = model_of(list_of(entries) + "x", 1);
  REQUIRE(cut.issues.size() == 65);
  CHECK(cut.issues.back().byte.has_value());
  require_agreement(list_of(entries), 1);
  require_agreement(list_of(entries) + "x", 1);
}

TEST_CASE("the library and the model agree around 64 issues", "[slow]") {
  for (std::size_t before = 60; before <= 66; ++before) {
    std::string entries;
    for (std::size_t i = 0; i < before; ++i) entries += "5,";
    for (const std::string last :
         {"{}", "6", R"({"Status":1})", R"({"Status":1,"MessageId":2,"Error":3})",
          R"({"Status":1,"MessageId":2,"Status":""},6)",
          R"({"Status":1,"MessageId":2,"Error":3,"Status":"","MessageId":"","Error":""},7,8,9,10,11)",
          R"({"Status":1,"MessageId":2,"Error":3,"Error":4,"MessageId":5,"Status":6},7)",
          R"({"Status":1,"MessageId":2,"Error":3,"Status":null},{"Status":[],"Error":{}})"}) {
      const auto body = list_of(entries + last);
      for (std::size_t size = body.size() - last.size() - 2; size <= body.size(); ++size) {
        require_agreement(body.substr(0, size), 3);
        require_agreement(body.substr(0, size) + "x", 3);
      }
      require_agreement(R"({"BulkEmailEntryResults":[)" + entries + last + "]," + body.substr(1));
    }
  }
}

TEST_CASE("the library and the model agree on every body and every cut of it", "[slow]") {
  for (const auto& body : support::all_bodies()) {
    for (const Expected expected : {Expected{}, Expected{0}, Expected{1}, Expected{2}, Expected{50}}) {
      require_agreement(body, expected);
    }
    for (std::size_t size = 0; size < body.size(); ++size) require_agreement(body.substr(0, size), 2);
  }
}

TEST_CASE("the library and the model agree on every body of a few tokens", "[slow]") {
  support::ShortBodies short_bodies;
  for (const auto& start : support::ShortBodies::starts()) short_bodies.walk(start, 5);
  CAPTURE(short_bodies.examples());
  CHECK(short_bodies.bodies() > 50'000);
  CHECK(short_bodies.differences() == 0);
}

TEST_CASE("the library and the model agree on random tokens", "[slow][random]") {
  support::Random random(20240605);
  for (int i = 0; i < 50'000; ++i) {
    auto body = random.pick(support::ShortBodies::starts());
    for (auto left = random.below(20); left > 0; --left) body += random.pick(support::telling_pieces());
    require_agreement(body, random.below(3));
  }
}

TEST_CASE("the library and the model agree on random responses, cut and damaged", "[slow][random]") {
  support::Random random(20240606);
  support::RandomJson json(random);
  for (int i = 0; i < 15'000; ++i) {
    const auto body = random.one_in(4) ? random.pick(support::all_bodies()) : json.response();
    require_agreement(body, random.below(4));
    require_agreement(body.substr(0, random.below(body.size() + 1)), random.below(4));
    require_agreement(support::damage_repeatedly(random, body), random.below(4));
  }
}
