// Reading a response whose text is at fault: the byte of the fault, and what counts before it.
#include <sesv2/response.hpp>

#include "support/response_check.hpp"

using namespace response_check;
using std::string_literals::operator""s;

TEST_CASE("the fault is at the first byte that no JSON text could have there") {
  for (const auto& fault : {
           Fault{"<html>\n<body>Bad Gateway</body></html>", 0, R"(expected a value, found "<html>\n<body>)"},
           Fault{"{'a':1}", 1, R"(expected a member name or '}', found "'a':1}")"},
           Fault{"nothing", 1, R"(expected null, found "othing")"},
           Fault{"nul}", 3, R"(expected null, found "}")"},
           Fault{"tru", 3, "expected true, found the end of the body"},
           Fault{"fals!", 4, R"(expected false, found "!")"},
           Fault{"{12:3}", 1, R"(expected a member name or '}', found "12:3}")"},
           Fault{R"({"a":1,})", 7, R"(expected a member name, found "}")"},
           Fault{R"({"a" nul)", 5, R"(expected ':', found "nul")"},
           Fault{R"({"a" null})", 5, R"(expected ':', found "null}")"},
           Fault{R"({"a":1 "b":2})", 7, R"(expected ',' or '}', found "\"b\":2}")"},
           Fault{R"({"a":[1 false]})", 8, R"(expected ',' or ']', found "false]}")"},
           Fault{R"({"a":[,)", 6, R"(expected a value or ']', found ",")"},
           Fault{R"({"a":[1,]})", 8, R"(expected a value, found "]}")"},
           Fault{R"({"a":[[{"b":{},)", 15, "expected a member name, found the end of the body"},
           Fault{R"({"a":[[{"b":{}]]})", 14, R"(expected ',' or '}', found "]]}")"},
           Fault{R"({"a":{)", 6, "expected a member name or '}', found the end of the body"},
           Fault{R"({"a":[{},1}])", 10, R"(expected ',' or ']', found "}]")"},
           Fault{R"({"a"})", 4, R"(expected ':', found "}")"},
           Fault{R"({"a":})", 5, R"(expected a value, found "}")"},
           // Where a list is expected, what cannot be one is at fault by itself, not with what comes after it.
           Fault{R"({"BulkEmailEntryResults":-})", begin_list.size(), R"(expected a digit, found "}")"},
           Fault{list_of("-"), begin_list.size() + 1, R"(expected a digit, found "]}")"},
           Fault{list_of(R"({"Status":-})"), begin_list.size() + 11, R"(expected a digit, found "}]}")"},
           Fault{list_of("{1}"), begin_list.size() + 1, R"(expected a member name or '}', found "1}]}")"},
           Fault{begin_list + R"({"Stat)", begin_list.size() + 6, "expected the end of the string, found the end"},
           Fault{begin_list + R"({"Status")", begin_list.size() + 9, "expected ':', found the end of the body"},
           Fault{list_of(","), begin_list.size(), R"(expected a value or ']', found ",]}")"},
           Fault{list_of("{},"), begin_list.size() + 3, R"(expected a value, found "]}")", {{}}},
           Fault{list_of(sent_text).substr(0, list_of(sent_text).size() - 1) + ",}",
                 list_of(sent_text).size(),
                 R"(expected a member name, found "}")",
                 {sent}},
       }) {
    check_fault(fault);
  }
}

TEST_CASE("a surrogate without its other half is at fault at the first digit that rules a pair out") {
  for (const char digit : std::string("0123456789abcdefABCDEF")) {
    CAPTURE(digit);
    const bool second_half = digit == 'd' || digit == 'D';
    // The first digit of the second half; its second digit, which is C to F; and that of a half without a first one.
    check_fault({std::string(R"("\ud800\u)") + digit + "000\"", std::size_t{second_half ? 10U : 9U}, "low half"});
    const bool high_digit = std::string("cdefCDEF").find(digit) != std::string::npos;
    if (!high_digit) check_fault({std::string(R"("\ud800\ud)") + digit + "00\"", 10, "low half"});
    if (high_digit) check_fault({std::string(R"("\ud)") + digit + "00\"", 4, "high half"});
  }
}

TEST_CASE("a number is at fault where no number goes on") {
  for (const auto& [number, offset] : {std::pair<std::string, std::size_t>{"01", 1},
                                       {"-}", 1},
                                       {"-a", 1},
                                       {"+1", 0},
                                       {"1.}", 2},
                                       {".5", 0},
                                       {"1.e5", 2},
                                       {"1e}", 2},
                                       {"1e+}", 3},
                                       {"1E-x", 3},
                                       {"1e+-5", 3},
                                       {"0x1", 1},
                                       {"1_0", 1},
                                       {"1.5.5", 3},
                                       {"--1", 1},
                                       {"-01", 2},
                                       {"1e5e5", 3}}) {
    check_fault({R"({"a":)" + number, 5 + offset, "expected "});
  }
  for (const std::string number : {"-", "1.", "1e", "1e+", "-0.5E-"}) check_cut(R"({"a":)" + number, {});
  for (const std::string number : {"0", "-0", "10", "1.50", "1e5", "1E+05", "-0.5e-10", "123456789012345678901"}) {
    check({R"({"a":)" + number + R"(,"BulkEmailEntryResults":[]})", {}, {}});
  }
}

TEST_CASE("a string is at fault where no string goes on") {
  for (const auto& [text, offset, said] :
       {std::tuple<std::string, std::size_t, const char*>{"\t\"", 0, R"(expected an escape in the place of a control)"},
        {"ab\n\"", 2, R"(found "\n\"")"},
        {"b\0"s, 1, R"(found "\u0000")"},
        {"\\x\"", 1, R"(expected an escape, found "x\"")"},
        {"\\U0041", 1, "expected an escape"},
        {"\\u12G4", 4, R"(expected a hexadecimal digit, found "G4")"},
        {"\\u:", 2, "expected a hexadecimal digit"},
        {"\\u/", 2, "expected a hexadecimal digit"},
        {"\\u@", 2, "expected a hexadecimal digit"},
        {"\\ug", 2, "expected a hexadecimal digit"},
        {"\\u`", 2, "expected a hexadecimal digit"},
        {"\\u\x10", 2, "expected a hexadecimal digit"},
        {"\\u\x19", 2, "expected a hexadecimal digit"},
        {"\\uDC00\"", 3, "expected the high half of a surrogate pair first"},
        {"\\udFFF\"", 3, "expected the high half of a surrogate pair first"},
        {"\\ud800\"", 6, "expected the low half of a surrogate pair"},
        {"\\ud800x", 6, "expected the low half of a surrogate pair"},
        {"\\ud800\\n", 7, "expected the low half of a surrogate pair"},
        {"\\ud800\\u0041", 8, "expected the low half of a surrogate pair"},
        {"\\udbff\\ud800", 9, "expected the low half of a surrogate pair"},
        {"\\ud800\\uE000", 8, "expected the low half of a surrogate pair"},
        {"\\ud800\\udcG0", 10, "expected a hexadecimal digit"},
        {"\xC3(\"", 1, R"(expected well-formed UTF-8, found "(\"")"},
        {"\x80\"", 0, "expected well-formed UTF-8"},
        {"\xC0\x80", 0, "expected well-formed UTF-8"},
        {"\xC1\xBF", 0, "expected well-formed UTF-8"},
        {"\xE0\x9F\xBF", 1, "expected well-formed UTF-8"},
        {"\xED\xA0\x80", 1, "expected well-formed UTF-8"},
        {"\xE2\x82\"", 2, "expected well-formed UTF-8"},
        {"\xF0\x8F\xBF\xBF", 1, "expected well-formed UTF-8"},
        {"\xF4\x90\x80\x80", 1, "expected well-formed UTF-8"},
        {"\xF5\x80", 0, "expected well-formed UTF-8"},
        {"\xFF\"", 0, "expected well-formed UTF-8"},
        {"\xF0\x9F\x98\"", 3, "expected well-formed UTF-8"}}) {
    // As an ignored value, as a name, and where the text matters; past sixteen bytes, too.
    for (const std::string before : {"{\"", R"({"a":")", R"({"a":"sixteen and more bytes)",
                                     R"({"BulkEmailEntryResults":[{"Error":")", R"({"BulkEmailEntryResults":[{")"}) {
      check_fault({before + text, before.size() + offset, said});
    }
  }
  for (const std::string text : {"", "a", "\\", "\\u", "\\u12", "\\uD", "\\ud800", "\\ud800\\", "\\ud800\\u",
                                 "\\ud800\\uD", "\\ud800\\udC0", "\xC3", "\xE2\x82", "\xF0\x9F\x98"}) {
    check_cut("{\"a\":\"" + text, {});
  }
}

TEST_CASE("an empty body, and one that ends before its value, are truncated") {
  check_fault({"", 0, "expected a value, found an empty body"});
  for (const std::string body : {" \n", "\xEF", "\xEF\xBB", "\xEF\xBB\xBF", "\xEF\xBB\xBF\t"}) check_cut(body, {});
}

TEST_CASE("a byte order mark is skipped, and counts in the offset") {
  const std::string mark = "\xEF\xBB\xBF";
  check({mark + list_of(sent_text), {sent}, {}});
  check_fault({mark + "{]", 4, "found \"]\""});
  check_fault({"\xEF\xBBx{}", 2, "expected the rest of a byte order mark, found \"x{}\""});
  check_fault({"\xEF{}", 1, "expected the rest of a byte order mark"});
  check_fault({mark + mark + "{}", 3, "expected a value"});
  check_fault({" " + mark + "{}", 1, "expected a value"});
  check_fault({"\xFE\xFF{}", 0, "expected a value"});
}

TEST_CASE("whatever follows a response is at fault at its first byte") {
  const std::string escapes = R"({"x":"}\\\"]","BulkEmailEntryResults":[{"Status":"SUCCESS","MessageId":"id"}]})";
  for (const auto& good : {list_of(sent_text), "\xEF\xBB\xBF " + list_of(sent_text), escapes}) {
    for (const std::string whitespace : {"", " ", "\t\r\n  "}) {
      for (const auto& rest :
           {"x"s,        "{"s,    "}"s,         ","s,    "<html>"s,       "true"s,       "trailing"s,
            "nul"s,      "-"s,    "-12.5e3"s,   "0."s,   "\"trailing\""s, "\"trailing"s, "\"\\x\""s,
            "\"\x01\""s, "\x01"s, "\"\xC3(\""s, "\xFF"s, "[{\"a\":1},"s,  "\f"s,         "\0garbage"s}) {
        check_fault({good + whitespace + rest,
                     good.size() + whitespace.size(),
                     "expected the end of the body, found \"",
                     {sent}});
      }
    }
  }
  const auto not_object = no_results("expected an object, found an array", "");
  check_fault({"[] trailing", 3, R"(expected the end of the body, found "trailing")", {}, {not_object}});
  check_fault(
      {"{} x", 3, R"(expected the end of the body, found "x")", {}, {no_results("expected an array, found nothing")}});
}

TEST_CASE("a zero byte does not end the text") {
  check_fault({"{\"a\":\0 1}"s, 5, R"(found "\u0000 1}")"});
  check_fault({"{\"a\":\"x\0\"}"s, 7, R"(found "\u0000\"}")"});
  check_fault({"{\"a\"\0:1}"s, 4, R"(expected ':', found "\u0000:1}")"});
  check_fault({"{\"a\":1\0}"s, 6, R"(expected ',' or '}', found "\u0000}")"});
  check_fault({"\0\0\0"s, 0, R"(found "\u0000\u0000\u0000")"});
}

TEST_CASE("the excerpt of an issue is short, and UTF-8 without control characters") {
  check_fault({std::string(100, 'x'), 0, "found \"" + std::string(32, 'x') + "\"..."});
  check_fault({std::string(32, 'x'), 0, "found \"" + std::string(32, 'x') + "\""});
  check_fault({"x" + std::string(31, ' ') + "\xC3\xA9", 0, "found \"x" + std::string(31, ' ') + "\"..."});
  check_fault({"x" + std::string(30, ' ') + "\xC3\xA9", 0, "found \"x" + std::string(30, ' ') + "\"..."});
  check_fault({"x" + std::string(29, ' ') + "\xC3\xA9", 0, "found \"x" + std::string(29, ' ') + "\xC3\xA9\""});
  check_fault({"x" + std::string(16, '\t'), 0, R"(found "x\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t")"});
  const auto issues = salvage_send_bulk_email_response("{\"a\":\"" + std::string(100'000, '\xFF')).issues;
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].message.size() < 400);
}

TEST_CASE("a truncated entry counts only if it was closed or had a member that was read to its end") {
  const BulkEmailEntryResult only_failed{BulkEmailStatus::Failed, "", "", ""};
  struct Cut {
    std::string entry;
    Results results;
    Issues issues = {};
  };
  for (const auto& cut : {
           Cut{"{", {}},
           Cut{R"({"Stat)", {}},
           Cut{R"({"Status")", {}},
           Cut{R"({"Status":)", {}},
           Cut{R"({"Status":"FAIL)", {}},
           Cut{R"({"Status":nul)", {}},
           Cut{R"({"Status":1.)", {}},
           Cut{R"({"X":1,"Y":[{"Status":"FAILED"}],"Status":)", {}},
           Cut{R"({"Status":"FAILED")", {only_failed}},
           Cut{R"({"Status":"FAILED","Error":"cut )", {only_failed}},
           Cut{R"({"Status":"FAILED","Error":["cut"})", {only_failed}},
           Cut{R"({"Status":"FAILED","Status":"SUCC)", {only_failed}},
           Cut{R"({"Status":"FAILED","Status":{})",
               {{}},
               {wrong_type("/1/Status", "expected a string, found an object")}},
           Cut{R"({"Status":null,)", {{}}},
           Cut{R"({"Error":null)", {{}}},
           Cut{R"({"MessageId":"id","x":[)", {{BulkEmailStatus::Unrecognized, "id", "", ""}}},
           Cut{R"({"Error":[)", {}},
           Cut{R"({"Error":[])", {{}}, {wrong_type("/1/Error", "expected a string, found an array")}},
           Cut{R"({"Error":5)", {{}}, {wrong_type("/1/Error", "expected a string, found a number")}},
           Cut{"{}", {{}}},
           Cut{"[", {}},
           Cut{R"([{"Status":"SUCCESS")", {}},
           Cut{"[[]", {}},
           Cut{"[[]]", {{}}, {wrong_type("/1", "expected an object, found an array")}},
           Cut{"5", {{}}, {wrong_type("/1", "expected an object, found a number")}},
           Cut{"-", {}},
           Cut{"nul", {}},
           Cut{"null", {{}}, {wrong_type("/1", "expected an object, found null")}},
           Cut{R"("x)", {}},
       }) {
    Results results{sent};
    results.insert(results.end(), cut.results.begin(), cut.results.end());
    // The array in `["cut"}` is at fault before the end of the body; what counts is the same.
    const auto body = begin_list + sent_text + "," + cut.entry;
    CAPTURE(body);
    auto response = salvage_send_bulk_email_response(body, 2);
    CHECK(response.results == results);
    REQUIRE_FALSE(response.issues.empty());
    CHECK(response.issues.back().byte.has_value());
    response.issues.pop_back();
    CHECK(response.issues == cut.issues);
  }
}

TEST_CASE("a later list takes the place of an earlier one when its array begins, or when another value has ended") {
  const std::string first = R"({"BulkEmailEntryResults":[5,{"Status":"NEW"}],"BulkEmailEntryResults":)";
  const Results first_results{{}, {BulkEmailStatus::Unrecognized, "", "", "NEW"}};
  const auto first_issue = wrong_type("/0", "expected an object, found a number");
  check_cut(first, first_results, {first_issue}, 2);
  check_cut(first, first_results, {first_issue, wrong_count("expected 3 entries, found 2")}, 3);
  check_cut(first + "[", {}, {}, 2);
  check_cut(first + "[]", {}, {wrong_count("expected 2 entries, found 0")}, 2);
  check_cut(first + "[]", {}, {wrong_count("expected 1 entry, found 0")}, 1);
  check_cut(first + "[{\"Status\":\"FAILED\"", {{BulkEmailStatus::Failed, "", "", ""}}, {}, 2);
  check_cut(first + "nul", first_results, {first_issue}, 2);
  check_cut(first + "{", first_results, {first_issue}, 2);
  check_cut(first + "null", {}, {no_results("expected an array, found null")}, 2);
  check_cut(first + "{}", {}, {no_results("expected an array, found an object")}, 2);
  check_cut(first + "7", {}, {no_results("expected an array, found a number")}, 2);
}

TEST_CASE("a list that was read to its end is judged, whatever follows it") {
  const auto two = list_of(sent_text + "," + failed_text);
  const Issues wrong{wrong_count("expected 3 entries, found 2")};
  check_cut(two.substr(0, two.size() - 2), {sent, failed}, {}, 3);
  check_cut(two.substr(0, two.size() - 1), {sent, failed}, wrong, 3);
  check_fault({two + "x", two.size(), "found \"x\"", {sent, failed}, wrong}, 3);
  check_cut(R"({"BulkEmailEntryResults":"x",)", {}, {no_results("expected an array, found a string")});
}

TEST_CASE("a root that is an array is not an object from its first byte on, any other value once it was read") {
  check_cut("[", {}, {no_results("expected an object, found an array", "")});
  check_cut("[{\"a\":1}", {}, {no_results("expected an object, found an array", "")});
  check_cut("\"text", {});
  check_fault({"12x",
               2,
               R"(expected the end of the body, found "x")",
               {},
               {no_results("expected an object, found a number", "")}});
}

TEST_CASE("a service's message is not lost where the body is cut after it") {
  const std::string cut = R"({"message":"slow down","x":)";
  check_fault({cut, cut.size(), R"(found the end of the body; the service says "slow down")"});
  for (const std::string list : {"[", "[]", "[{}"}) {
    const auto issues = salvage_send_bulk_email_response(cut + R"(1,"BulkEmailEntryResults":)" + list).issues;
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].message.find("slow down") == std::string::npos);
  }
  const auto issues = salvage_send_bulk_email_response(cut + R"(1,"BulkEmailEntryResults":null)").issues;
  REQUIRE(issues.size() == 2);
  CHECK(issues[0] == no_results(R"(expected an array, found null; the service says "slow down")"));
  CHECK(issues[1].message.find("slow down") == std::string::npos);
}
