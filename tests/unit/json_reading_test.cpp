// The reading of a whole response: every row of the reading table.
#include <sesv2/json.hpp>
#include <type_traits>

#include "support/bodies.hpp"
#include "support/catch.hpp"

using bodies::list_of;
using sesv2::BulkEmailEntryResult;
using sesv2::BulkEmailStatus;
using sesv2::parse_send_bulk_email_response;
using sesv2::ParseError;
using sesv2::ParseIssue;
using sesv2::salvage_send_bulk_email_response;
using sesv2::SalvagedResponse;
using Results = std::vector<BulkEmailEntryResult>;
using Issues = std::vector<ParseIssue>;

static_assert(std::is_base_of_v<std::runtime_error, ParseError>);
static_assert(noexcept(std::declval<const ParseError&>().results()));
static_assert(noexcept(std::declval<const ParseError&>().issues()));
static_assert(std::is_same_v<decltype(std::declval<const ParseError&>().results()), const Results&>);
static_assert(std::is_same_v<decltype(std::declval<const ParseError&>().issues()), const Issues&>);
static_assert(std::is_aggregate_v<ParseIssue> && std::is_nothrow_move_constructible_v<ParseIssue>);
static_assert(std::is_aggregate_v<SalvagedResponse> && std::is_nothrow_move_constructible_v<SalvagedResponse>);
static_assert(std::is_same_v<decltype(ParseIssue::byte), std::optional<std::size_t>>);

namespace {

const BulkEmailEntryResult sent{BulkEmailStatus::Success, "id", "", ""};
const BulkEmailEntryResult failed{BulkEmailStatus::Failed, "", "e", ""};
const std::string sent_text = R"({"Status":"SUCCESS","MessageId":"id"})";
const std::string failed_text = R"({"Status":"FAILED","Error":"e"})";
const std::string list_path = "/BulkEmailEntryResults";

struct Row {
  std::string body;
  Results results;
  Issues issues;
};

void check(const Row& row, std::optional<std::size_t> expected_entries = std::nullopt) {
  CAPTURE(row.body);
  const auto response = salvage_send_bulk_email_response(row.body, expected_entries);
  CHECK(response.results == row.results);
  REQUIRE(response.issues.size() == row.issues.size());
  for (std::size_t i = 0; i < row.issues.size(); ++i) {
    CHECK(describe(response.issues[i]) == describe(row.issues[i]));
    CHECK(response.issues[i] == row.issues[i]);
  }
}

/// A body whose text is at fault: only the issue's path and byte are fixed, the message is checked for a part of it.
struct TextFault {
  std::string body;
  std::size_t byte;
  std::string said;
  Results results = {};
};

void check_fault(const TextFault& fault) {
  CAPTURE(fault.body);
  const auto response = salvage_send_bulk_email_response(fault.body);
  CHECK(response.results == fault.results);
  REQUIRE(response.issues.size() == 1);
  CHECK(response.issues[0].path.empty());
  REQUIRE(response.issues[0].byte.has_value());
  CHECK(*response.issues[0].byte == fault.byte);
  CAPTURE(response.issues[0].message);
  CHECK(response.issues[0].message.find(fault.said) != std::string::npos);
  CHECK(response.issues[0].message.find("exception") == std::string::npos);
  CHECK(response.issues[0].message.find(" - ") == std::string::npos);  // before the reason in nlohmann's sentence
}

}  // namespace

TEST_CASE("a good response is read by position") {
  check({list_of(""), {}, {}});
  check({list_of(sent_text + "," + failed_text), {sent, failed}, {}}, 2);
  check({bodies::twelve_entries, bodies::twelve_results, {}}, 12);
  CHECK(parse_send_bulk_email_response(bodies::twelve_entries, 12) == bodies::twelve_results);
}

TEST_CASE("every status is read from a response") {
  for (const auto status : sesv2::all_statuses) {
    const auto body = list_of(R"({"Status":")" + std::string(sesv2::wire_name(status)) + R"("})");
    CHECK(parse_send_bulk_email_response(body) == Results{{status, "", "", ""}});
  }
}

TEST_CASE("captured responses are read") {
  const auto mixed = parse_send_bulk_email_response(bodies::captured("emulator-mixed.json"), 3);
  REQUIRE(mixed.size() == 3);
  CHECK(mixed[0] == BulkEmailEntryResult::success("ses-550093745"));
  CHECK(mixed[1] ==
        BulkEmailEntryResult{BulkEmailStatus::Failed, "ses-839891273", "Invalid recipient email address(es)", ""});
  CHECK(sesv2::violations(mixed[1]) == std::vector{sesv2::Violation::MessageIdWithoutSuccess});
  CHECK(sesv2::violations(mixed[2]) == std::vector{sesv2::Violation::MessageIdWithoutSuccess});

  const auto cli = parse_send_bulk_email_response(bodies::captured("aws-cli-mixed.json"), 3);
  REQUIRE(cli.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(cli[i].status == mixed[i].status);
    CHECK(cli[i].error == mixed[i].error);
  }

  const auto fifty = parse_send_bulk_email_response(bodies::captured("emulator-50-sent.json"), 50);
  CHECK(fifty.size() == 50);
  CHECK_NOTHROW(sesv2::require_valid(fifty));
}

TEST_CASE("an error of the service is an issue that quotes its message") {
  check({bodies::captured("emulator-bad-request.json"),
         {},
         {{list_path, {}, R"(expected an array, found nothing; the service says "Bad Request Exception")"}}});
  check({bodies::captured("emulator-no-auth.json"),
         {},
         {{list_path, {}, R"(expected an array, found nothing; the service says "Missing Authentication Token")"}}});
  check({R"({"Message":"no\n\u001b[31m\"é\u0000","BulkEmailEntryResults":null})",
         {},
         {{list_path, {}, R"(expected an array, found null; the service says "no\n\u001b[31m\"\u00e9\u0000")"}}});
  for (const auto* text : {R"({"message":5})", R"({"x":{"message":"inner"}})", R"({"MESSAGE":"other case"})",
                           R"({"message":"first","message":null})", R"({"message":["list"]})"}) {
    check({text, {}, {{list_path, {}, "expected an array, found nothing"}}});
  }
  for (const auto* text : {R"({"message":"quoted","Message":null})", R"({"Message":"quoted","message":{}})",
                           R"({"message":"quoted","Message":"other"})", R"({"message":"first","message":"quoted"})"}) {
    check({text, {}, {{list_path, {}, R"(expected an array, found nothing; the service says "quoted")"}}});
  }
  check({R"({"message":""})", {}, {{list_path, {}, R"(expected an array, found nothing; the service says "")"}}});
  check({R"({"message":"with results","BulkEmailEntryResults":[]})", {}, {}});
  // What was read of it before the body broke off is not lost, and said once.
  const std::string cut = R"({"message":"slow down","x":)";
  check_fault({cut, cut.size(), R"(found the end of the body; the service says "slow down")"});
  for (const std::string list : {"[", "[]", "[{}"}) {
    const auto issues = salvage_send_bulk_email_response(cut + R"(1,"BulkEmailEntryResults":)" + list).issues;
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].message.find("slow down") == std::string::npos);
  }
  const auto issues = salvage_send_bulk_email_response(cut + R"(1,"BulkEmailEntryResults":null)").issues;
  REQUIRE(issues.size() == 2);
  CHECK(describe(issues[0]) == list_path + R"(: expected an array, found null; the service says "slow down")");
  CHECK(issues[1].message.find("slow down") == std::string::npos);
}

TEST_CASE("members that the library does not know are ignored, whatever they hold") {
  for (const std::string value :
       {"null", "true", "-0.0e-7", "1e999", "-1E+400", "123456789012345678901234567890", R"("text")", "[]", "{}",
        R"([[[{"Status":"FAILED","BulkEmailEntryResults":[{}]}]]])", R"({"Error":{"Status":5}})"}) {
    check({R"({"X":)" + value + R"(,"BulkEmailEntryResults":[{"Y":)" + value +
               R"(,"Status":"SUCCESS","MessageId":"id","":)" + value + R"(}],"Z":)" + value + "}",
           {sent},
           {}});
  }
}

TEST_CASE("a number too large for a double is a number like any other") {
  const std::string large(400, '9');
  check({list_of(large + ",1e999," + sent_text + R"(,{"Status":1e999})"),
         {{}, {}, sent, {}},
         {{list_path + "/0", {}, "expected an object, found a number"},
          {list_path + "/1", {}, "expected an object, found a number"},
          {list_path + "/3/Status", {}, "expected a string, found a number"}}});
  check({list_of(R"({"Error":"1e999 \" 12345\\","X":1e999,"MessageId":"4567890"})"),
         {{BulkEmailStatus::Unrecognized, "4567890", "1e999 \" 12345\\", ""}},
         {}});
  check({R"({"":1e999,"BulkEmailEntryResults":[]})", {}, {}});
  check({R"({"X":[1e999,12,"e",34],"BulkEmailEntryResults":[]})", {}, {}});
  check({"12e999", {}, {{"", {}, "expected an object, found a number"}}});
  check_fault({list_of("") + large, list_of("").size(), "found \"9999"});
  check_fault({R"({"x":1e999,"y":0123})", 16, "found \"123}\""});
  check_fault({R"({"x":1e999,"y":12345 67})", 21, "found \"67}\""});
  check_fault({R"({"x":1e999)", 10, "found the end of the body"});
  check_fault({R"({"x":1e999,"y":1234567.x})", 23, "found \"x}\""});
  check_fault({R"({"x":1e999,"y":1234567-5})", 22, "found \"-5}\""});
  check_fault({R"({"x":1e999,"y":1.23456e})", 23, "found \"}\""});
  check_fault({R"({"x":1e999,"y":1234567.)", 23, "found the end of the body"});
  check_fault({R"({"x":1e999,"y":)" + large + " true}", 416, "found \"true}\""});
  // The bytes are those of the body, however many digits were left out of what nlohmann read.
  const std::string before = R"({"x":1e999,"y":)" + large + R"(,"z":)";
  const auto end = before.size() + large.size();
  check_fault({before + large, end, "found the end of the body"});
  check_fault({before + large + ".", end + 1, "found the end of the body"});
  check_fault({before + large + ".x}", end + 1, "found \"x}\""});
  check_fault({before + large + "-5}", end, "found \"-5}\""});
  check_fault({before + large + "e", end + 1, "found the end of the body"});
  check_fault({before + "0." + large + "e+}", end + 4, "found \"}\""});
  check_fault({before + "0" + large, before.size() + 1, "found \"9999"});
  check_fault({before + "1 " + large + "}", before.size() + 2, "found \"9999"});
  check_fault({before + large + std::string(1, '\0'), end, R"(found "\u0000")"});
  const auto followed = salvage_send_bulk_email_response(list_of(large) + std::string(1, '\0'));
  REQUIRE(followed.issues.size() == 2);
  CHECK(followed.issues[1].byte == list_of(large).size());
}

TEST_CASE("absent members and null leave a field empty") {
  check({list_of(R"({},{"Status":null},{"MessageId":null},{"Error":null},{"Error":"e"})"),
         {{}, {}, {}, {}, {BulkEmailStatus::Unrecognized, "", "e", ""}},
         {}});
}

TEST_CASE("an unknown status is kept and written back") {
  for (const std::string text : {"NEW", "success", "SUCCESS ", "SUCCERr", "", "\\u0000", "\\\"\\n"}) {
    const auto results = parse_send_bulk_email_response(list_of(R"({"Status":")" + text + R"("})"));
    REQUIRE(results.size() == 1);
    CHECK(results[0].status == BulkEmailStatus::Unrecognized);
    CHECK(nlohmann::json(results[0].unrecognized_status).dump() == "\"" + text + "\"");
    const auto written = sesv2::serialize_send_bulk_email_response(results);
    CHECK(written == list_of(text.empty() ? "{}" : R"({"Status":")" + text + R"("})"));
  }
}

TEST_CASE("names in another case are other names") {
  check({list_of(R"({"status":"SUCCESS","MESSAGEID":"id","error":1,"Status ":2})"), {{}}, {}});
  check({R"({"bulkEmailEntryResults":[]})", {}, {{list_path, {}, "expected an array, found nothing"}}});
}

TEST_CASE("of members with the same name the last one stands") {
  check({list_of(R"({"Status":"SUCCESS","Status":"FAILED","Error":"x","Error":"e"})"), {failed}, {}});
  check({list_of(R"({"Status":"NEW","Status":"FAILED","Error":"e"})"), {failed}, {}});
  check({list_of(R"({"Status":"FAILED","Status":"NEW"})"), {{BulkEmailStatus::Unrecognized, "", "", "NEW"}}, {}});
  check({list_of(R"({"Status":"SUCCESS","MessageId":"id","Error":"e","Status":null,"MessageId":null,"Error":null})"),
         {{}},
         {}});
  check({list_of(R"({"Status":"SUCCESS","Status":5})"),
         {{}},
         {{list_path + "/0/Status", {}, "expected a string, found a number"}}});
  check({list_of(R"({"Status":5,"Error":[],"Status":"FAILED","Error":"e"})"), {failed}, {}});
  check({list_of(R"({"Status":5},{"Status":6,"Status":7})"),
         {{}, {}},
         {{list_path + "/0/Status", {}, "expected a string, found a number"},
          {list_path + "/1/Status", {}, "expected a string, found a number"}}});
}

TEST_CASE("of lists with the same name the last one stands") {
  const std::string first = R"({"BulkEmailEntryResults":[5,{"Status":"NEW"}],"BulkEmailEntryResults":)";
  check({first + "[" + sent_text + "]}", {sent}, {}}, 1);
  check({first + "null}", {}, {{list_path, {}, "expected an array, found null"}}});
  check({R"({"BulkEmailEntryResults":7,"BulkEmailEntryResults":[]})", {}, {}});
  const auto cut = salvage_send_bulk_email_response(first, 2);
  CHECK(cut.results == Results{{}, {BulkEmailStatus::Unrecognized, "", "", "NEW"}});
  REQUIRE(cut.issues.size() == 2);
  CHECK(cut.issues[0].path == list_path + "/0");
  CHECK(cut.issues[1].byte == first.size());
}

TEST_CASE("what breaks an invariant is read as it is") {
  check({list_of(R"({"Status":"FAILED","MessageId":"id"},{"Status":"SUCCESS","Error":"e"})"),
         {{BulkEmailStatus::Failed, "id", "", ""}, {BulkEmailStatus::Success, "", "e", ""}},
         {}});
}

TEST_CASE("a field of another type is an issue, and the rest is read") {
  struct Value {
    const char* text;
    const char* kind;
  };
  for (const auto& value : {Value{"5", "a number"}, Value{"-5", "a number"}, Value{"0.5", "a number"},
                            Value{"true", "a boolean"}, Value{"[]", "an array"}, Value{R"(["SUCCESS"])", "an array"},
                            Value{"{}", "an object"}, Value{R"({"Status":"SUCCESS"})", "an object"}}) {
    for (const std::string name : {"Status", "MessageId", "Error"}) {
      check({list_of(sent_text + R"(,{")" + name + "\":" + value.text + "}," + failed_text),
             {sent, {}, failed},
             {{list_path + "/1/" + name, {}, std::string("expected a string, found ") + value.kind}}});
    }
  }
}

TEST_CASE("the text of a token is a string to nlohmann") {
  using sesv2::detail::TokenText;
  TokenText text("abc");
  const TokenText copy = text;
  text.append("d").append(TokenText(2, 'e'));
  text[0] = 'A';
  CHECK(std::string_view(text) == "Abcdee");
  CHECK(std::string_view(copy) == "abc");

  CHECK(std::string_view(text.data()) == "Abcdee");  // up to the zero behind it
  CHECK(text.size() == 6);

  text.resize(2);
  CHECK(std::string_view(text) == "Ab");
  text.resize(4);
  CHECK(std::string_view(text) == std::string_view("Ab\0\0", 4));

  const std::string long_text(1000, 'x');
  text = TokenText(long_text.c_str());
  CHECK(std::string_view(text) == long_text);
  const auto& itself = text;
  text = itself;
  CHECK(std::string_view(text) == long_text);
  text.clear();
  CHECK(std::string_view(text).empty());
}

TEST_CASE("a binary value, which nlohmann hands on from other formats than JSON, is of another type too") {
  sesv2::detail::ResponseReader reader("", std::nullopt);
  sesv2::detail::TokenJson::binary_t value;
  CHECK(reader.binary(value));
  CHECK(reader.take().issues == Issues{{"", {}, "expected an object, found binary data"}});
}

TEST_CASE("an entry that is no object is an issue, and an empty result holds its place") {
  check({list_of(R"(null,true,5,"x",[1,[2]],)" + sent_text),
         {{}, {}, {}, {}, {}, sent},
         {{list_path + "/0", {}, "expected an object, found null"},
          {list_path + "/1", {}, "expected an object, found a boolean"},
          {list_path + "/2", {}, "expected an object, found a number"},
          {list_path + "/3", {}, "expected an object, found a string"},
          {list_path + "/4", {}, "expected an object, found an array"}}});
}

TEST_CASE("of an entry that is cut off only what was closed, or had a field, is a result") {
  struct Cut {
    std::string entry;
    std::size_t results;
  };
  for (const auto& [entry, results] :
       {Cut{"{", 0}, Cut{R"({"x":[)", 0}, Cut{"[", 0}, Cut{R"([{"Status":"SUCCESS")", 0}, Cut{R"({"Error":null)", 1},
        Cut{R"({"Error":[)", 1}, Cut{"{}", 1}, Cut{"[]", 1}, Cut{"[[", 0}, Cut{"[[]]", 1}, Cut{"5", 1}}) {
    CAPTURE(entry);
    for (const std::string before : {"", "{},", "[],"}) {
      const auto response = salvage_send_bulk_email_response(R"({"BulkEmailEntryResults":[)" + before + entry);
      CHECK(response.results == Results(results + (before.empty() ? 0 : 1)));
    }
  }
}

TEST_CASE("a list that is absent or no array is an issue") {
  check({"{}", {}, {{list_path, {}, "expected an array, found nothing"}}});
  check({R"({"X":{"BulkEmailEntryResults":[{}]}})", {}, {{list_path, {}, "expected an array, found nothing"}}});
  check({R"({"BulkEmailEntryResults":null})", {}, {{list_path, {}, "expected an array, found null"}}});
  check({R"({"BulkEmailEntryResults":{"0":{}}})", {}, {{list_path, {}, "expected an array, found an object"}}}, 1);
  check({R"({"BulkEmailEntryResults":"[]"})", {}, {{list_path, {}, "expected an array, found a string"}}});
}

TEST_CASE("a root that is no object is an issue") {
  check({"[" + list_of(sent_text) + "]", {}, {{"", {}, "expected an object, found an array"}}}, 1);
  check({"null", {}, {{"", {}, "expected an object, found null"}}});
  check({" 12 ", {}, {{"", {}, "expected an object, found a number"}}});
  check({R"("BulkEmailEntryResults")", {}, {{"", {}, "expected an object, found a string"}}});
}

TEST_CASE("text that is not JSON is an issue with the byte") {
  const auto good = list_of(sent_text);
  const auto size = good.size();
  const Results results{sent};
  for (const auto& fault : {
           TextFault{"", 0, "found an empty body"},
           TextFault{" \n", 2, "found the end of the body"},
           TextFault{"\xEF\xBB\xBF", 3, "found the end of the body"},
           TextFault{"\xEF\xBB", 2, "found the end of the body"},
           TextFault{"\xEF\xBBx{}", 2, "found \"x{}\""},
           TextFault{"<html>\n<body>Bad Gateway</body></html>", 0, R"(found "<html>\n<body>)"},
           TextFault{"{'a':1}", 1, R"(found "'a':1}")"},
           TextFault{"nothing", 1, "found \"othing\""},
           TextFault{"{12:3}", 1, "expected string literal, found \"12:3}\""},
           TextFault{R"({"a" null})", 5, "expected ':', found \"null}\""},
           TextFault{R"({"a":1 "b":2})", 7, R"(expected '}', found "\"b\":2}")"},
           TextFault{R"({"a":[1 false]})", 8, "expected ']', found \"false]}\""},
           TextFault{R"({"a":1 20})", 7, "found \"20}\""},
           TextFault{R"({"a":01})", 6, "found \"1}\""},
           TextFault{R"({"a":-})", 6, "found \"}\""},
           TextFault{"{\"a\":\"\t\"}", 6, R"(found "\t\"}")"},
           TextFault{"{\"a\":\"b\",     \"\n", 15, "found \"\\n\""},
           TextFault{"{\"a\":\"b\",     \"\t x\":1}", 15, "found \"\\t x"},
           TextFault{"{\"a\":\"\\x\"}", 7, "found \"x"},
           TextFault{"{\"a\":\"\\ud800\"}", 12, R"(found "\"}")"},
           TextFault{"{\"a\":\"\xC3(\"}", 7, R"(found "(\"}")"},
           TextFault{"{\"a\":\"\xC0\x80\"}", 6, "ill-formed UTF-8"},
           TextFault{"{\"a\":\"\xED\xA0\x80\"}", 7, "ill-formed UTF-8"},
           TextFault{"{\"a\":\"\xF4\x90\x80\x80\"}", 7, "ill-formed UTF-8"},
           TextFault{good.substr(0, size - 1) + ",}", size, "expected string literal, found \"}\"", results},
       }) {
    check_fault(fault);
  }
}

TEST_CASE("whatever follows a response is an issue at its first byte") {
  const std::string escapes = R"({"x":"}\\\"]","BulkEmailEntryResults":[{"Status":"SUCCESS","MessageId":"id"}]})";
  for (const auto& good : {list_of(sent_text), "\xEF\xBB\xBF " + list_of(sent_text), escapes}) {
    for (const std::string blanks : {"", " ", "\t\r\n  "}) {
      for (const std::string rest : {"x",        "{",    "}",         ",",    "<html>",       "true",       "trailing",
                                     "nul",      "-",    "-12.5e3",   "0.",   "\"trailing\"", "\"trailing", "\"\\x\"",
                                     "\"\x01\"", "\x01", "\"\xC3(\"", "\xFF", "[{\"a\":1},",  "'"}) {
        check_fault(
            {good + blanks + rest, good.size() + blanks.size(), "expected the end of the body, found \"", {sent}});
      }
      check_fault(
          {good + blanks + good, good.size() + blanks.size(), "expected the end of the body, found \"", {sent}});
    }
  }
  const std::string large(400, '9');
  const auto response = R"({"x":)" + large + R"(,"BulkEmailEntryResults":[]})";
  check_fault({response + "  trailing", response.size() + 2, R"(expected the end of the body, found "trailing")"});
}

TEST_CASE("a zero byte is no end of the text") {
  const auto good = list_of(sent_text);
  check_fault({good + std::string(1, '\0'), good.size(), R"(found "\u0000")", {sent}});
  check_fault({good + std::string("\0garbage", 8), good.size(), R"(found "\u0000garbage")", {sent}});
  check_fault({"{\"a\":" + std::string(1, '\0') + "1}", 5, R"(found "\u00001}")"});
  check_fault({"{\"a\":\"x" + std::string(1, '\0') + "\"}", 7, R"(found "\u0000\"}")"});
  check_fault({std::string(3, '\0'), 0, R"(found "\u0000\u0000\u0000")"});
  check_fault({R"({"a":1e999)" + std::string(1, '\0') + "}", 10, R"(found "\u0000}")"});
}

TEST_CASE("the excerpt of an issue is short and valid, whatever the body holds") {
  check_fault({std::string(100, 'x'), 0, "found \"" + std::string(32, 'x') + "\""});
  const auto response = salvage_send_bulk_email_response("{\"a\":\"" + std::string(100'000, '\xFF'));
  REQUIRE(response.issues.size() == 1);
  const auto& message = response.issues[0].message;
  CHECK(message.size() < 400);
  CHECK_NOTHROW(nlohmann::json(message).dump());
  CHECK(std::all_of(message.begin(), message.end(), [](char c) { return c >= ' ' && c <= '~'; }));
}

TEST_CASE("an entry that was cut off is kept if one of its fields had been read") {
  struct Cut {
    const char* entry;
    Results results;
  };
  for (const auto& cut : {
           Cut{"{", {sent}},
           Cut{R"({"Stat)", {sent}},
           Cut{R"({"Status")", {sent}},
           Cut{R"({"Status":)", {sent}},
           Cut{R"({"Status":"FAIL)", {sent}},
           Cut{R"({"X":1,"Y":[{"Status":"FAILED"}],"Status":)", {sent}},
           Cut{R"({"Status":"FAILED")", {sent, {BulkEmailStatus::Failed, "", "", ""}}},
           Cut{R"({"Status":"FAILED","Error":"cut )", {sent, {BulkEmailStatus::Failed, "", "", ""}}},
           Cut{R"({"Status":null,)", {sent, {}}},
           Cut{R"({})", {sent, {}}},
       }) {
    const auto body = R"({"BulkEmailEntryResults":[)" + sent_text + "," + cut.entry;
    check_fault({body, body.size(), "found the end of the body", cut.results});
  }
}

TEST_CASE("another number of entries than expected is an issue once the list was read to its end") {
  const auto two = list_of(sent_text + "," + failed_text);
  const Issues wrong{{list_path, {}, "expected 3 entries, found 2"}};
  check({two, {sent, failed}, {}}, 2);
  check({two, {sent, failed}, wrong}, 3);
  check({two, {sent, failed}, {{list_path, {}, "expected 0 entries, found 2"}}}, 0);
  check({list_of(""), {}, {}}, 0);

  const auto cut_inside = salvage_send_bulk_email_response(two.substr(0, two.size() - 2), 3);
  REQUIRE(cut_inside.issues.size() == 1);
  CHECK(cut_inside.issues[0].byte == two.size() - 2);

  const auto cut_after = salvage_send_bulk_email_response(two.substr(0, two.size() - 1), 3);
  REQUIRE(cut_after.issues.size() == 2);
  CHECK(cut_after.issues[0] == wrong[0]);
  CHECK(cut_after.issues[1].byte == two.size() - 1);

  const auto garbage = salvage_send_bulk_email_response(two + "x", 3);
  REQUIRE(garbage.issues.size() == 2);
  CHECK(garbage.issues[0] == wrong[0]);
  CHECK(garbage.issues[1].byte == two.size());
}

TEST_CASE("a list that is no array is an issue even where the text is cut off after it") {
  const std::string body = R"({"BulkEmailEntryResults":"x",)";
  const auto response = salvage_send_bulk_email_response(body);
  REQUIRE(response.issues.size() == 2);
  CHECK(response.issues[0].path == list_path);
  CHECK(response.issues[1].byte == body.size());
}

TEST_CASE("a byte order mark is skipped, and counted in the offset") {
  check({"\xEF\xBB\xBF" + list_of(sent_text), {sent}, {}});
  check_fault({"\xEF\xBB\xBF{]", 4, "found \"]\""});
}

TEST_CASE("any depth of nesting is read or reported") {
  constexpr std::size_t depth = 200'000;
  const std::string open(depth, '[');
  const std::string close(depth, ']');
  std::string objects;
  for (std::size_t i = 0; i < depth; ++i) objects += R"({"Status":)";
  const std::string close_objects(depth, '}');

  check({R"({"X":)" + open + close + R"(,"BulkEmailEntryResults":[)" + sent_text + "]}", {sent}, {}});
  check({list_of(R"({"X":)" + objects + "1" + close_objects + R"(,"Status":"SUCCESS","MessageId":"id"})"), {sent}, {}});
  check({list_of(open + close), {{}}, {{list_path + "/0", {}, "expected an object, found an array"}}});
  check({open + close, {}, {{"", {}, "expected an object, found an array"}}});
  const auto cut = salvage_send_bulk_email_response(open);
  REQUIRE(cut.issues.size() == 2);
  CHECK(cut.issues[1].byte == depth);
}

TEST_CASE("of many issues the first 64 are kept, and the one that ended the reading") {
  constexpr std::size_t count = 100'000;
  std::string entries = "5";
  for (std::size_t i = 1; i < count; ++i) entries += ",5";

  const auto whole = salvage_send_bulk_email_response(list_of(entries), count + 1);
  CHECK(whole.results.size() == count);
  REQUIRE(whole.issues.size() == 64);
  CHECK(whole.issues.back().path == list_path + "/63");

  const auto cut = salvage_send_bulk_email_response(R"({"BulkEmailEntryResults":[)" + entries);
  CHECK(cut.results.size() == count);
  REQUIRE(cut.issues.size() == 65);
  CHECK(cut.issues[63].path == list_path + "/63");
  CHECK(cut.issues[64].byte.has_value());
}

TEST_CASE("of the issues of an entry no more are kept than there is room for") {
  std::string entries;
  for (int i = 0; i < 63; ++i) entries += "5,";
  const std::string entry = R"({"Status":1,"MessageId":2,"Error":3)";

  const auto whole = salvage_send_bulk_email_response(list_of(entries + entry + "}"));
  REQUIRE(whole.issues.size() == 64);
  CHECK(whole.issues.back().path == list_path + "/63/Status");

  const auto cut = salvage_send_bulk_email_response(R"({"BulkEmailEntryResults":[)" + entries + entry);
  REQUIRE(cut.issues.size() == 65);
  CHECK(cut.issues[63].path == list_path + "/63/Status");
  CHECK(cut.issues[64].byte.has_value());
}

TEST_CASE("an issue that is withdrawn makes room for the next") {
  std::string entries;
  for (int i = 0; i < 63; ++i) entries += "5,";
  const auto response =
      salvage_send_bulk_email_response(list_of(entries + R"({"Status":1,"MessageId":2,"Status":"SUCCESS"},6)"));
  REQUIRE(response.issues.size() == 64);
  CHECK(response.issues.back().path == list_path + "/63/MessageId");
}

TEST_CASE("parse throws if and only if there is an issue, and the exception carries all") {
  const auto body = list_of(sent_text + R"(,7,)" + failed_text + R"(,{"Status":5})");
  try {
    static_cast<void>(parse_send_bulk_email_response(body, 4));
    FAIL("nothing was thrown");
  } catch (const ParseError& error) {
    CHECK(error.results() == Results{sent, {}, failed, {}});
    CHECK(error.issues() == salvage_send_bulk_email_response(body, 4).issues);
    CHECK(error.what() == std::string("/BulkEmailEntryResults/1: expected an object, found a number (and 1 more)"));
  }
  try {
    static_cast<void>(parse_send_bulk_email_response(list_of(R"({},{},{},{"Status":5})")));
    FAIL("nothing was thrown");
  } catch (const ParseError& error) {
    CHECK(error.what() == std::string("/BulkEmailEntryResults/3/Status: expected a string, found a number"));
  }
}

TEST_CASE("an error without an issue, which only its maker can make, still says something") {
  CHECK(ParseError(SalvagedResponse{}).what() == std::string("the response could not be read whole"));
}

TEST_CASE("an issue is described by where, what was expected and what was found") {
  CHECK(describe(ParseIssue{"", {}, "m"}) == "m");
  CHECK(describe(ParseIssue{"/a", {}, "m"}) == "/a: m");
  CHECK(describe(ParseIssue{"", 7, "m"}) == "byte 7: m");
  CHECK(describe(ParseIssue{"/a", 7, "m"}) == "/a, byte 7: m");
}

TEST_CASE("issues are equal when all three members are") {
  const ParseIssue issue{"/a", 7, "m"};
  CHECK(issue == ParseIssue{"/a", 7, "m"});
  CHECK_FALSE(issue != ParseIssue{"/a", 7, "m"});
  for (const auto& other : {ParseIssue{"/b", 7, "m"}, ParseIssue{"/a", {}, "m"}, ParseIssue{"/a", 7, "n"}}) {
    CHECK(issue != other);
    CHECK_FALSE(issue == other);
  }
}
