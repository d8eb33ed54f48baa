// Whatever a body holds, the reader of sesv2/simdjson.hpp says what that of sesv2/json.hpp says.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <sesv2/simdjson.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "support/bodies.hpp"
#include "support/catch.hpp"

using bodies::list_of;
using sesv2::BulkEmailStatus;
using sesv2::parse_send_bulk_email_response;
using sesv2::salvage_send_bulk_email_response;

namespace {

using Expected = std::optional<std::size_t>;

/// One parser for all tests, so that each body meets what an earlier one left behind.
simdjson::dom::parser& shared_parser() {
  static simdjson::dom::parser parser;
  return parser;
}

/// Whether both readers say the same. No assertion of Catch2's: there are too many bodies for one each.
bool readers_agree(const std::string& body, Expected expected = std::nullopt) {
  const auto [results, issues] = salvage_send_bulk_email_response(shared_parser(), body, expected);
  const auto reference = salvage_send_bulk_email_response(body, expected);
  return results == reference.results && issues == reference.issues;
}

void check_readers_agree(const std::string& body, Expected expected = std::nullopt) {
  if (readers_agree(body, expected)) return;
  const auto [results, issues] = salvage_send_bulk_email_response(shared_parser(), body, expected);
  const auto reference = salvage_send_bulk_email_response(body, expected);
  CAPTURE(nlohmann::json(body).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace));
  CHECK(nlohmann::json(results) == nlohmann::json(reference.results));
  CHECK(issues.size() == reference.issues.size());
  FAIL("the readers do not agree");
}

/// Whether the body is turned into results at once, without the other reader.
bool is_read_at_once(std::string_view body, Expected expected = std::nullopt) {
  return sesv2::detail::read_regular_response(shared_parser(), body, expected).has_value();
}

std::string nested(std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

/// All kinds of tokens, where they matter and where they are ignored; small, for it is damaged in every way.
const std::string every_token =
    R"({"n":[-1.5e+3,0,true,false,null,{}],"BulkEmailEntryResults":[{"Status":"SUCCESS","MessageId":"a\"\u00e9\n"},)"
    "\r\n\t"
    R"({"Status":"NEW","x":{"Status":[1]},"Error":"\\é"},{"Status":null}],"k\u0041":12345678901234567890})";

/// Bodies that one of the readers could take for something else.
std::vector<std::string> awkward_bodies() {
  const std::string good = list_of(R"({"Status":"SUCCESS","MessageId":"m"})");
  const std::string bom = "\xEF\xBB\xBF";
  const std::string zero(1, '\0');
  std::vector<std::string> bodies = {
      "",
      " ",
      "\n\t\r ",
      "null",
      "true",
      "1",
      R"("text")",
      "[]",
      "{}",
      "[" + good + "]",
      good,
      " \n" + good + "\r\n\t ",
      // Bytes before and after.
      bom + good,
      bom + bom + good,
      bom,
      "\xEF",
      "\xEF\xBB",
      "\xEF\xBB" + good,
      "\xFE\xFF" + good,
      good + bom,
      good + good,
      good + "garbage",
      good + "}",
      good + ",",
      good + zero,
      zero + good,
      zero,
      good + " " + zero,
      "\f" + good,
      "\v" + good,
      good + "\f",
      good + "\x1A",
      "// comment\n" + good,
      "/**/" + good,
      // The list.
      list_of(""),
      list_of("{}"),
      list_of("{},"),
      list_of(","),
      list_of("{}{}"),
      list_of("null"),
      list_of("{},1,{}"),
      list_of("[]"),
      list_of("[{}]"),
      list_of(R"("SUCCESS")"),
      list_of("true,false,1.5"),
      R"({"BulkEmailEntryResults":null})",
      R"({"BulkEmailEntryResults":{}})",
      R"({"BulkEmailEntryResults":"[]"})",
      R"({"BulkEmailEntryResults":1})",
      R"({"bulkEmailEntryResults":[]})",
      R"({"BulkEmailEntryResults\u0000":[]})",
      R"({"BulkEmail\u0045ntryResults":[{}]})",
      R"({"message":"no"})",
      R"({"Message":"no","message":null})",
      R"({"message":"no","BulkEmailEntryResults":null})",
      R"({"message":1,"BulkEmailEntryResults":[]})",
      R"({"x":)" + good + "}",
      // The same name twice.
      R"({"BulkEmailEntryResults":[{}],"BulkEmailEntryResults":[{"Status":"FAILED"},{}]})",
      R"({"BulkEmailEntryResults":[{}],"BulkEmailEntryResults":null})",
      R"({"BulkEmailEntryResults":null,"BulkEmailEntryResults":[{}]})",
      R"({"BulkEmailEntryResults":[1],"BulkEmailEntryResults":[{}]})",
      R"({"BulkEmailEntryResults":[{}],"BulkEmail\u0045ntryResults":[]})",
      R"({"x":1,"x":2,"BulkEmailEntryResults":[]})",
      list_of(R"({"Status":"SUCCESS","Status":"FAILED"})"),
      list_of(R"({"Status":"SUCCESS","Status":null})"),
      list_of(R"({"Status":null,"Status":"SUCCESS"})"),
      list_of(R"({"Status":null,"Status":null})"),
      list_of(R"({"MessageId":"a","MessageId":null,"Error":"b","Error":null})"),
      list_of(R"({"Status":1,"Status":"SUCCESS"})"),
      list_of(R"({"Status":"NEW","Status":1})"),
      list_of(R"({"Status":"SUCCESS","Statu\u0073":"FAILED"})"),
      list_of(R"({"MessageId":"a","MessageId":"b"})"),
      list_of(R"({"MessageId":"a","MessageId":""})"),
      list_of(R"({"Error":"a","Error":{}})"),
      list_of(R"({"x":1,"x":"2"})"),
      // Names and types of members.
      list_of(R"({"status":"SUCCESS","STATUS":"FAILED","Status ":"FAILED","":"x"})"),
      list_of(R"({"Status":"success"})"),
      list_of(R"({"Status":""})"),
      list_of(R"({"Status":"SUCCESS\u0000"})"),
      list_of(R"({"Status":"SUCCESSFUL"})"),
      list_of(R"({"Status\u0000":"SUCCESS"})"),
      list_of(R"({"St\u0061tus":"FAIL\u0045D"})"),
      list_of(R"({"Status":"a\u0000b"})"),
      list_of(R"({"Status":true,"MessageId":false,"Error":0})"),
      list_of(R"({"Status":{},"MessageId":[],"Error":-0.0})"),
      list_of(R"({"Status":{"Status":"SUCCESS"},"MessageId":[{"Error":"x"}]})"),
      list_of(R"({"MessageId":null,"Error":null})"),
      list_of(R"({"Status":"FAILED","MessageId":"m","Error":""})"),
      list_of(R"({"Status":"SUCCESS","Error":"e"})"),
      // Strings.
      list_of(R"({"Error":"\u0000"})"),
      list_of(R"({"Error":"\"\\\/\b\f\n\r\t"})"),
      list_of(R"({"Error":"\x"})"),
      list_of(R"({"Error":"\u12"})"),
      list_of(R"({"Error":"\u12G4"})"),
      list_of(R"({"Error":"\U0041"})"),
      list_of(R"({"Error":"\)"),
      list_of(R"({"Error":"\"})"),
      list_of(R"({"Error":'x'})"),
      list_of("{\"Error\":\"\x7F\"}"),
      list_of("{\"Error\":\"" + zero + "\"}"),
      list_of("{\"Error\":" + zero + "\"x\"}"),
      list_of("{\"Er" + zero + "ror\":\"\"}"),
      list_of(R"({"Error":"\uD83D\uDE00"})"),
      list_of(R"({Error:"x"})"),
      list_of(R"({"Error" "x"})"),
      list_of(R"({"Error"})"),
      // Numbers.
      R"({"x":18446744073709551616,"BulkEmailEntryResults":[{}]})",
      R"({"x":-9223372036854775809,"BulkEmailEntryResults":[]})",
      R"({"x":1e999,"BulkEmailEntryResults":[{"Status":"SUCCESS"}]})",
      R"({"x":-1E+999,"BulkEmailEntryResults":[1]})",
      R"({"x":1e-999,"BulkEmailEntryResults":[]})",
      R"({"x":-0,"BulkEmailEntryResults":[]})",
      R"({"x":)" + std::string(2000, '9') + R"(,"BulkEmailEntryResults":[{}]})",
      R"({"x":0.)" + std::string(2000, '3') + R"(,"BulkEmailEntryResults":[{}]})",
      list_of(R"({"Status":1e999})"),
      R"({"x":01,"BulkEmailEntryResults":[]})",
      R"({"x":+1,"BulkEmailEntryResults":[]})",
      R"({"x":1.,"BulkEmailEntryResults":[]})",
      R"({"x":.5,"BulkEmailEntryResults":[]})",
      R"({"x":1e,"BulkEmailEntryResults":[]})",
      R"({"x":-,"BulkEmailEntryResults":[]})",
      R"({"x":0x1,"BulkEmailEntryResults":[]})",
      R"({"x":NaN,"BulkEmailEntryResults":[]})",
      R"({"x":1_0,"BulkEmailEntryResults":[]})",
      R"({"x":truex,"BulkEmailEntryResults":[]})",
      R"({"x":nul,"BulkEmailEntryResults":[]})",
      R"({"x":True,"BulkEmailEntryResults":[]})",
  };
  for (const std::string text :
       {"\xC0\x80", "\xC3", "\x80", "\xED\xA0\x80", "\xED\xB0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xF0\x9F\x98\x80",
        "\xEF\xBF\xBF", "\xFF", R"(\ud800)", R"(\udc00)", R"(\ud83d\u0041)", R"(\udc00\ud800)", R"(\ud83dx)",
        R"(\ud83d\ude00)", R"(\uD83D\n)", R"(\u0000)"}) {
    bodies.push_back(list_of(R"({"Error":")" + text + R"("})"));
    bodies.push_back(list_of(R"({"ignored":")" + text + R"("})"));
    bodies.push_back(list_of(R"({"Error)" + text + R"(":"x"})"));
    bodies.push_back(list_of(R"({"Status":")" + text + R"("})"));
    bodies.push_back(R"({"ignored":[{")" + text + R"(":1}],"BulkEmailEntryResults":[{}]})");
    bodies.push_back(text + good);
    bodies.push_back(good + text);
  }
  for (const std::size_t levels : {1U, 1021U, 1022U, 1023U, 1024U, 1025U, 100000U}) {
    bodies.push_back(R"({"x":)" + nested(levels) + R"(,"BulkEmailEntryResults":[{}]})");
    bodies.push_back(list_of(R"({"Status":"SUCCESS","x":)" + nested(levels) + "}"));
    bodies.push_back(list_of(R"({"Error":)" + nested(levels) + "}"));
    bodies.emplace_back(levels, '[');
  }
  return bodies;
}

}  // namespace

TEST_CASE("a regular body is turned into results at once") {
  const auto body = GENERATE(as<std::string>(), R"({"BulkEmailEntryResults":[]})", R"({"BulkEmailEntryResults":[{}]})",
                             R"({"x":1,"x":2,"BulkEmailEntryResults":[{"Status":"NEW","Error":null,"y":{},"y":[]}]})",
                             bodies::captured("emulator-50-sent.json"), bodies::captured("emulator-mixed.json"),
                             bodies::captured("aws-cli-mixed.json"));
  CHECK(is_read_at_once(body));
  CHECK(is_read_at_once("  " + body + "\r\n"));
}

TEST_CASE("an irregular body is left to the other reader") {
  const auto body = GENERATE(as<std::string>(), "", "{}", "[]", R"({"BulkEmailEntryResults":null})",
                             R"({"BulkEmailEntryResults":[{"Status":1}]})", R"({"BulkEmailEntryResults":[null]})",
                             R"({"BulkEmailEntryResults":[{}]}})", R"({"BulkEmailEntryResults":[{}])");
  CHECK_FALSE(is_read_at_once(body));
}

TEST_CASE("what the simdjson reader reads is in the results") {
  const auto [results, issues] = salvage_send_bulk_email_response(shared_parser(), every_token, 3);
  CHECK(issues.empty());
  REQUIRE(results.size() == 3);
  CHECK(results[0] == sesv2::BulkEmailEntryResult{BulkEmailStatus::Success, "a\"\xC3\xA9\n", "", ""});
  CHECK(results[1] == sesv2::BulkEmailEntryResult{BulkEmailStatus::Unrecognized, "", "\\\xC3\xA9", "NEW"});
  CHECK(results[2] == sesv2::BulkEmailEntryResult{});
}

TEST_CASE("the simdjson reader throws the issues of the other reader") {
  simdjson::dom::parser parser;
  const std::string body = list_of(R"({"Status":"SUCCESS","MessageId":"m"},{"Status":1})");
  CHECK(parse_send_bulk_email_response(parser, list_of("{},{}"), 2).size() == 2);
  try {
    static_cast<void>(parse_send_bulk_email_response(parser, body, 3));
    FAIL("nothing was thrown");
  } catch (const sesv2::ParseError& error) {
    const auto reference = salvage_send_bulk_email_response(body, 3);
    CHECK(error.results() == reference.results);
    CHECK(error.issues() == reference.issues);
  }
}

TEST_CASE("a body without memory is an empty body") {
  const auto issues = salvage_send_bulk_email_response(shared_parser(), std::string_view{}).issues;
  CHECK(issues == salvage_send_bulk_email_response(std::string_view{}).issues);
}

TEST_CASE("both readers agree on awkward bodies whatever number of entries is expected") {
  for (const auto& body : awkward_bodies()) {
    for (const Expected expected : {Expected{}, Expected{0}, Expected{1}, Expected{2}, Expected{SIZE_MAX}}) {
      check_readers_agree(body, expected);
    }
  }
}

TEST_CASE("both readers agree on every sample and every cut of it") {
  for (const auto& name : bodies::captured_names) {
    const auto body = bodies::captured(name);
    for (std::size_t size = 0; size <= body.size(); ++size) check_readers_agree(body.substr(0, size));
    for (const std::size_t expected : {0U, 1U, 3U, 49U, 50U, 51U}) check_readers_agree(body, expected);
  }
}

TEST_CASE("both readers agree whatever byte stands wherever") {
  REQUIRE(readers_agree(every_token));
  for (std::size_t at = 0; at < every_token.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      auto body = every_token;
      body[at] = static_cast<char>(byte);
      check_readers_agree(body);
    }
  }
}

TEST_CASE("both readers agree on every escaped half of a surrogate pair") {
  const std::string digits = "0123456789abcdef";
  for (unsigned unit = 0xD7F0; unit < 0xE010; ++unit) {
    const std::string escape{
        '\\', 'u', digits[unit >> 12U], digits[(unit >> 8U) & 15U], digits[(unit >> 4U) & 15U], digits[unit & 15U]};
    check_readers_agree(list_of("{\"Error\":\"" + escape + "\"}"));
    check_readers_agree(list_of("{\"Error\":\"\\ud83d" + escape + "\"}"));
  }
}

TEST_CASE("both readers agree on 100 000 damaged bodies") {
  constexpr int damages = 100'000;
  const std::vector<std::string> tokens = {"{",
                                           "}",
                                           "[",
                                           "]",
                                           ",",
                                           ":",
                                           "\"",
                                           "\\",
                                           "\\u",
                                           "\\ud83d",
                                           "null",
                                           "true",
                                           "1e999",
                                           "-",
                                           "0",
                                           " ",
                                           "\n",
                                           "\xEF\xBB\xBF",
                                           "\xC3",
                                           std::string(1, '\0'),
                                           "{}",
                                           "[]",
                                           "\"Status\":",
                                           "\"MessageId\":",
                                           "\"Error\":",
                                           "\"BulkEmailEntryResults\":",
                                           "\"SUCCESS\"",
                                           "\"FAILED\"",
                                           "\"message\":\"no\",",
                                           "\"Status\":null,"};
  std::vector<std::string> starts(6, every_token);
  for (const auto& name : bodies::captured_names) starts.push_back(bodies::captured(name).substr(0, 200));
  std::mt19937 random(20240521);  // NOLINT: the same damages every time
  const auto below = [&random](std::size_t limit) { return random() % limit; };
  int read_at_once = 0;
  for (int i = 0; i < damages; ++i) {
    auto body = starts[below(starts.size())];
    for (auto blows = 1 + below(3); blows > 0; --blows) {
      const auto at = below(body.size() + 1);
      const auto size = 1 + below(below(4) == 0 ? 64 : 4);
      const auto& other = starts[below(starts.size())];
      switch (below(6)) {
        case 0:
          if (at < body.size()) body[at] = static_cast<char>(static_cast<unsigned char>(body[at]) ^ (1U << below(8)));
          break;
        case 1:
          body.insert(at, tokens[below(tokens.size())]);
          break;
        case 2:
          body.erase(at, size);
          break;
        case 3:
          body.insert(at, body.substr(at, size));
          break;
        case 4:
          body.replace(at, size, tokens[below(tokens.size())]);
          break;
        default:
          body.insert(at, other, below(other.size()), size);
      }
    }
    const Expected expected = below(2) == 0 ? Expected{} : Expected{below(5)};
    check_readers_agree(body, expected);
    read_at_once += is_read_at_once(body, expected) ? 1 : 0;
  }
  // A campaign that damages everything beyond recognition, or nothing, would show nothing.
  CHECK(read_at_once > damages / 50);
  CHECK(read_at_once < damages / 2);
}
