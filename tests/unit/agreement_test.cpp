// The library, held against an independent model of the reading table (support/model.hpp): every body, cut at every
// byte and damaged in every way. The byte rule is part of the model, because an independent recognizer decides it: the
// text before `byte` can be continued to valid JSON, and with one byte more it cannot.
// SPDX-License-Identifier: MIT
#include <sesv2/json.hpp>
#include "support/random.hpp"
#include "support/response_check.hpp"

#include <cstdlib>

using namespace support;

namespace {

/// Walks all sequences of up to `length` tokens that follow `body`, the beginning of a valid text. A malformed text is
/// not continued with every token, because nothing after the error may count; it is read with a tail instead.
void walk(std::string& body, const Recognizer& before, std::size_t length, std::size_t& bodies) {
  static const auto tokens = words(
      R"({ } [ ] : , "BulkEmailEntryResults" "Status" "MessageId" "Error" "message" "SUCCESS" "NEW" null 1 - "cut)");
  constexpr std::string_view tail = R"("},1],null:{} a tail longer than a block of 16 bytes)";
  const auto size = body.size();
  require_agreement(body, 1);
  ++bodies;
  if (length == 0) return;
  for (const auto& token : tokens) {
    body += token;
    auto recognizer = before;
    const bool viable = std::all_of(token.begin(), token.end(), [&](char byte) { return recognizer.feed(byte); });
    if (viable) {
      walk(body, recognizer, token == "\"cut" ? 0 : length - 1, bodies);
    } else {
      require_agreement(body, 1);
      require_agreement(body += tail, 1);
      bodies += 2;
    }
    body.resize(size);
  }
}

/// Bytes that mean something in one state or another, and one of each class of UTF-8.
const std::string telling_bytes(
    std::string("{}[]:,\"\\/untfrs0-9.eEd+ \n\x00\x1f\x7f\x80\x90\xA0\xBF\xC0\xC3\xE0\xED\xEF\xF0\xF4\xFF", 40));

}  // namespace

TEST_CASE("a body truncated at any byte yields a prefix of its results and an issue at that byte") {
  std::vector<std::string> all{twelve_entries};
  for (const auto* name : {"aws-cli-mixed.json", "emulator-bad-request.json", "emulator-mixed.json"}) {
    all.push_back(captured(name));
  }
  for (const auto& body : all) {
    const auto end = body.rfind('}');
    std::size_t most_results = 0;
    for (std::size_t cut = 0; cut <= end; ++cut) {
      const std::string_view part(body.data(), cut);
      require_agreement(part, 12);
      const std::vector<char> alone(part.begin(), part.end());
      const auto response = salvage_send_bulk_email_response({alone.data(), cut}, 12);
      REQUIRE(response == salvage_send_bulk_email_response(part, 12));  // whatever follows it in memory
      REQUIRE(response.issues.back().byte == cut);
      REQUIRE(response.results.size() >= most_results);
      most_results = response.results.size();
    }
  }
}

TEST_CASE("the byte rule and the reading table hold for every body and every cut of it", "[slow]") {
  for (const auto& body : all_bodies()) {
    for (const Expected expected : {Expected{}, Expected{0}, Expected{1}, Expected{50}})
      require_agreement(body, expected);
    for (std::size_t size = 0; size <= body.size(); ++size) {
      require_agreement(std::string_view(body).substr(0, size), 2);
    }
  }
}

TEST_CASE("the byte rule and the reading table hold for any byte in any place", "[slow]") {
  for (const auto& whole : all_bodies()) {
    auto body = whole.substr(0, &whole == &all_bodies().front() ? 200 : 64);  // the first has all kinds of tokens
    for (auto& place : body) {
      const char original = place;
      for (const char byte : telling_bytes) {
        place = byte;
        require_agreement(body);
      }
      place = original;
    }
  }
}

TEST_CASE("the byte rule holds for every unit that an escape can spell", "[slow]") {
  const std::string_view digits = "0123456789abcdef";
  for (unsigned unit = 0; unit < 0x10000; ++unit) {
    const std::string escape{
        '\\', 'u', digits[unit >> 12U], digits[unit >> 8U & 15U], digits[unit >> 4U & 15U], digits[unit & 15U]};
    require_agreement(list_of(R"({"Error":")" + escape + "\"}"));
    if (unit < 0xD700 || unit >= 0xE100) continue;
    require_agreement(list_of(R"({"Error":"\uD83D)" + escape + "\"}"));
    require_agreement(list_of(R"({"Error":")" + escape + "\\uDE00\"}"));
  }
}

TEST_CASE("the byte rule holds for every two bytes of a string, and for every start of a longer sequence", "[slow]") {
  std::string body = R"(["12"])";
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      body[2] = static_cast<char>(first);
      body[3] = static_cast<char>(second);
      for (const auto* rest : {"\"]", "\x80\"]", "\x80\xBF\"]"})
        require_agreement(body.replace(4, std::string::npos, rest));
    }
  }
}

TEST_CASE("the byte rule and the reading table hold around a thousand levels", "[slow]") {
  for (const std::size_t levels : {63U, 64U, 65U, 1023U, 1024U, 1025U}) {
    const auto open = repeated("[", levels);
    const auto objects = repeated(R"({"Status":)", levels);
    for (const auto& value : {open + repeated("]", levels), objects + "1" + repeated("}", levels), open, objects,
                              open + repeated("}", levels), open + repeated("]", levels + 1)}) {
      for (const auto& body : {value, list_of(value), list_of(R"({"Error":)" + value + "}")}) {
        require_agreement(body);
        require_agreement(body.substr(0, body.size() / 3));
      }
    }
  }
}

// Each further token takes about four times as long: SHORT_BODIES=8 unit_tests '*few tokens'
TEST_CASE("the byte rule and the reading table hold for every body of a few tokens", "[slow]") {
  const auto* tokens = std::getenv("SHORT_BODIES");
  const std::size_t length = tokens == nullptr ? 5 : std::strtoul(tokens, nullptr, 10);
  std::size_t bodies = 0;
  for (std::string start :  // each place of a response
       {R"()", R"({"message":"m",)", R"({"BulkEmailEntryResults":[)", R"({"BulkEmailEntryResults":[{)",
        R"({"BulkEmailEntryResults":[{"Status":1,"Error":"e",)", R"({"BulkEmailEntryResults":[1,{"Status":"NEW"}],)"}) {
    Recognizer recognizer;
    for (const char byte : start) recognizer.feed(byte);
    walk(start, recognizer, length, bodies);
  }
  if (tokens != nullptr) WARN(bodies << " bodies of up to " << tokens << " tokens");
  CHECK(bodies > 50'000);
}

TEST_CASE("the byte rule and the reading table hold for 30,000 bodies, each damaged at random and truncated",
          "[slow][random]") {
  Random random(20240606);
  std::size_t damaged = 0;
  for (int i = 0; i < 30'000; ++i) {
    const auto& body = random.pick(all_bodies());
    const auto bad = damage(random, body);
    require_agreement(bad, random.below(4));
    require_agreement(std::string_view(body).substr(0, random.below(body.size() + 1)), random.below(4));
    damaged += recognize(bad).complete ? 0 : 1;
  }
  // A campaign that damages everything beyond recognition, or nothing, would show nothing.
  CHECK(damaged > 15'000);
  CHECK(damaged < 28'000);
}

TEST_CASE("parse throws what salvage returns, messages are lines of UTF-8, and results are written and read back",
          "[random]") {
  Random random(20240501);
  std::size_t whole = 0;
  for (int i = 0; i < 5'000; ++i) {
    const auto body = damage(random, twelve_entries);
    CAPTURE(excerpt(body));
    const auto response = salvage_send_bulk_email_response(body, 12);
    sesv2::SalvagedResponse parsed;
    try {
      parsed.results = sesv2::parse_send_bulk_email_response(body, 12);
      ++whole;
    } catch (const sesv2::ParseError& error) {
      REQUIRE_FALSE(error.issues().empty());
      parsed = {error.results(), error.issues()};
    }
    REQUIRE(parsed == response);
    for (const auto& issue : response.issues) {
      const auto line = describe(issue);
      REQUIRE_NOTHROW(nlohmann::json(line).dump());
      REQUIRE(std::all_of(line.begin(), line.end(), [](unsigned char c) { return c >= 0x20 && c != 0x7F; }));
    }
    REQUIRE(sesv2::parse_send_bulk_email_response(sesv2::serialize_send_bulk_email_response(response.results)) ==
            response.results);
    REQUIRE(nlohmann::json(response.results).get<Results>() == response.results);
  }
  CHECK(whole > 500);
  CHECK(whole < 4'500);
}
