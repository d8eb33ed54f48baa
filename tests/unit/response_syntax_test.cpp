// Reading a malformed or truncated response: the byte of the syntax error and the words for it, what counts before it,
// and what is still checked.
// SPDX-License-Identifier: MIT
#include <sesv2/response.hpp>
#include "support/response_check.hpp"

using namespace support;
using std::string_literals::operator""s;

namespace {

/// Checks a malformed body whose byte the recognizer decides.
void check_error_by_recognizer(const std::string& body, const std::string& said) {
  const auto byte = recognize(body).viable_size;
  REQUIRE(byte < body.size());
  check_error({body, byte, said});
}

}  // namespace

TEST_CASE("a malformed text is reported at the first byte that cannot continue it") {
  for (const auto& error : {
           Error{"<html>\n<body>Bad Gateway</body></html>", 0, R"(expected a value, found "<html>\n<body>)"},
           Error{"{'a':1}", 1, R"(expected a member name or '}', found "'a':1}")"},
           Error{"nothing", 1, R"(expected null, found "othing")"},
           Error{"nul}", 3, R"(expected null, found "}")"},
           Error{"tru", 3, "expected true, found the end of the body"},
           Error{"fals!", 4, R"(expected false, found "!")"},
           Error{R"({"a":1,})", 7, R"(expected a member name, found "}")"},
           Error{R"({"a" nul)", 5, R"(expected ':', found "nul")"},
           Error{R"({"a":1 "b":2})", 7, R"(expected ',' or '}', found "\"b\":2}")"},
           Error{R"({"a":[1 false]})", 8, R"(expected ',' or ']', found "false]}")"},
           Error{R"({"a":[,)", 6, R"(expected a value or ']', found ",")"},
           Error{R"({"a":[1,]})", 8, R"(expected a value, found "]}")"},
           Error{R"({"a":[[{"b":{},)", 15, "expected a member name, found the end of the body"},
           Error{R"({"a":[[{"b":{}]]})", 14, R"(expected ',' or '}', found "]]}")"},
           Error{R"({"a":{)", 6, "expected a member name or '}', found the end of the body"},
           Error{R"({"a":})", 5, R"(expected a value, found "}")"},
           Error{R"({"a":{"b":})", 10, R"(expected a value, found "}")"},
           Error{R"({"a":1:)", 6, "expected ',' or '}'"},
           Error{"+1", 0, "expected a value"},
           Error{R"({"a":01)", 6, R"(expected ',' or '}', found "1")"},
           Error{R"({"a":1.e5)", 7, R"(expected a digit, found "e5")"},
           Error{"truex", 4, "expected the end of the body", {}, {wrong_root("a boolean")}},
           // A wrong literal is not taken for a missing value, regardless of where it is.
           Error{R"({"a":[{"b":nil}]})", 12, R"(expected null, found "il}]}")"},
           Error{list_of(R"({"x":[tru]})"), begin_list.size() + 9, R"(expected true, found "]}]}")"},
           // In the place of a list, a malformed value is the error, not the byte after it.
           Error{R"({"BulkEmailEntryResults":-})", begin_list.size(), R"(expected a digit, found "}")"},
           Error{list_of("-"), begin_list.size() + 1, R"(expected a digit, found "]}")"},
           Error{list_of(R"({"Status":-})"), begin_list.size() + 11, R"(expected a digit, found "}]}")"},
           Error{list_of("{1}"), begin_list.size() + 1, R"(expected a member name or '}', found "1}]}")"},
           Error{begin_list + R"({"Stat)", begin_list.size() + 6, "expected the end of the string, found the end"},
           Error{begin_list + R"({"Status")", begin_list.size() + 9, "expected ':', found the end of the body"},
           Error{list_of(","), begin_list.size(), R"(expected a value or ']', found ",]}")"},
           Error{list_of("{},"), begin_list.size() + 3, R"(expected a value, found "]}")", {{}}},
           Error{begin_list + sent_text + "],}",
                 list_of(sent_text).size(),
                 R"(expected a member name, found "}")",
                 {sent}},
       }) {
    check_error(error);
  }
}

TEST_CASE("an unpaired surrogate is reported at the first digit that rules out a pair") {
  for (const char digit : std::string("0123456789abcdefABCDEF")) {
    CAPTURE(digit);
    const bool second_half = digit == 'd' || digit == 'D';
    // The first digit of the second half; its second digit, which is C to F; and that of a half without a first one.
    check_error({std::string(R"("\ud800\u)") + digit + "000\"", std::size_t{second_half ? 10U : 9U}, "low half"});
    const bool high_digit = std::string("cdefCDEF").find(digit) != std::string::npos;
    if (!high_digit) check_error({std::string(R"("\ud800\ud)") + digit + "00\"", 10, "low half"});
    if (high_digit) check_error({std::string(R"("\ud)") + digit + "00\"", 4, "high half"});
  }
}

TEST_CASE("a malformed number is reported at the first byte that cannot continue it") {
  for (const auto& number : words("01 -} -a +1 1.} .5 1.e5 1e} 1e+} 1E-x 1e+-5 0x1 1_0 1.5.5 --1 -01 1e5e5")) {
    check_error_by_recognizer(R"({"a":)" + number, "expected ");
  }
  for (const auto& number : words("- 1. 1e 1e+ -0.5E-")) check_cut(R"({"a":)" + number, {});
  for (const auto& number : words("0 -0 10 1.50 1e5 1E+05 -0.5e-10 123456789012345678901")) {
    check({R"({"a":)" + number + R"(,"BulkEmailEntryResults":[]})", {}, {}});
  }
}

TEST_CASE("a malformed string is reported at the first byte that cannot continue it") {
  const std::pair<const char*, std::vector<std::string>> rows[] = {
      {"expected an escape in place of a control character, found \"", {"\t\"", "ab\n\"", "b\0"s, "\x1f"}},
      {"expected an escape, found \"", words(R"(\x" \U0041 \')")},
      {"expected a hexadecimal digit, found \"",
       words("\\u12G4 \\u: \\u/ \\u@ \\ug \\u` \\u\x10 \\u\x19 \\ud800\\udcG0")},
      {"expected the high half of a surrogate pair first, found \"", words(R"(\uDC00" \udFFF")")},
      {"expected the low half of a surrogate pair, found \"",
       words(R"(\ud800" \ud800x \ud800\n \ud800\u0041 \udbff\ud800 \ud800\uE000)")},
      {"expected well-formed UTF-8, found \"",
       {"\xC3(\"", "\x80\"", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE2\x82\"", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80", "\xFF\"", "\xF0\x9F\x98\""}}};
  // As an ignored value, as a name, and where the text matters; past sixteen bytes, too.
  for (const std::string before : {"{\"", R"({"a":")", R"({"a":"sixteen and more bytes)",
                                   R"({"BulkEmailEntryResults":[{"Error":")", R"({"BulkEmailEntryResults":[{")"}) {
    for (const auto& [said, texts] : rows) {
      for (const auto& text : texts) check_error_by_recognizer(before + text, said);
    }
  }
  for (const std::string text : {"", "a", "\\", "\\u", "\\u12", "\\uD", "\\ud800", "\\ud800\\", "\\ud800\\u",
                                 "\\ud800\\uD", "\\ud800\\udC0", "\xC3", "\xE2\x82", "\xF0\x9F\x98"}) {
    check_cut("{\"a\":\"" + text, {});
  }
}

TEST_CASE("an empty body, and one that ends before its value, are truncated") {
  check_error({"", 0, "expected a value, found an empty body"});
  for (const std::string body : {" \n", "\xEF", "\xEF\xBB", "\xEF\xBB\xBF", "\xEF\xBB\xBF\t"}) check_cut(body, {});
}

TEST_CASE("a byte order mark is skipped, and counts in the byte offset") {
  const std::string mark = "\xEF\xBB\xBF";
  check({mark + list_of(sent_text), {sent}, {}});
  check_error({mark + "{]", 4, "found \"]\""});
  check_error({"\xEF\xBBx{}", 2, "expected the rest of a byte order mark, found \"x{}\""});
  check_error({"\xEF{}", 1, "expected the rest of a byte order mark"});
  check_error({mark + mark + "{}", 3, "expected a value"});
  check_error({" " + mark + "{}", 1, "expected a value"});
  check_error({"\xFE\xFF{}", 0, "expected a value"});
}

TEST_CASE("text after a response is reported at its first byte, and all results are kept") {
  const std::string escaped_body = R"({"x":"}\\\"]","BulkEmailEntryResults":[{"Status":"SUCCESS","MessageId":"id"}]})";
  for (const auto& good : {list_of(sent_text), "\xEF\xBB\xBF " + list_of(sent_text), escaped_body}) {
    for (const std::string whitespace : {"", " ", "\t\r\n  "}) {
      for (const auto& rest :
           {"x"s,        "{"s,    "}"s,         ","s,    "<html>"s,       "true"s,       "trailing"s,
            "nul"s,      "-"s,    "-12.5e3"s,   "0."s,   "\"trailing\""s, "\"trailing"s, "\"\\x\""s,
            "\"\x01\""s, "\x01"s, "\"\xC3(\""s, "\xFF"s, "[{\"a\":1},"s,  "\f"s,         "\0garbage"s}) {
        check_error({good + whitespace + rest,
                     good.size() + whitespace.size(),
                     "expected the end of the body, found \"",
                     {sent}});
      }
    }
  }
  const auto not_object = wrong_root("an array");
  check_error({"[] trailing", 3, R"(expected the end of the body, found "trailing")", {}, {not_object}});
  check_error({"{} x", 3, R"(expected the end of the body, found "x")", {}, {no_results("nothing")}});
}

TEST_CASE("a zero byte does not end the text") {
  check_error({"{\"a\":\0 1}"s, 5, R"(found "\u0000 1}")"});
  check_error({"{\"a\":\"x\0\"}"s, 7, R"(found "\u0000\"}")"});
  check_error({"{\"a\"\0:1}"s, 4, R"(expected ':', found "\u0000:1}")"});
  check_error({"{\"a\":1\0}"s, 6, R"(expected ',' or '}', found "\u0000}")"});
  check_error({"\0\0\0"s, 0, R"(found "\u0000\u0000\u0000")"});
}

TEST_CASE("an issue quotes a short excerpt, in UTF-8 without control characters") {
  check_error({std::string(100, 'x'), 0, "found \"" + std::string(32, 'x') + "\"..."});
  check_error({std::string(32, 'x'), 0, "found \"" + std::string(32, 'x') + "\""});
  check_error({"x" + std::string(31, ' ') + "\xC3\xA9", 0, "found \"x" + std::string(31, ' ') + "\"..."});
  check_error({"x" + std::string(30, ' ') + "\xC3\xA9", 0, "found \"x" + std::string(30, ' ') + "\"..."});
  check_error({"x" + std::string(29, ' ') + "\xC3\xA9", 0, "found \"x" + std::string(29, ' ') + "\xC3\xA9\""});
  check_error({"x" + std::string(16, '\t'), 0, R"(found "x\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t")"});
  const auto issues = salvage_send_bulk_email_response("{\"a\":\"" + std::string(100'000, '\xFF')).issues;
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].message.size() < 400);
}

TEST_CASE("a truncated entry counts only if it was closed or one of its three members was complete") {
  const BulkEmailEntryResult only_failed{BulkEmailStatus::Failed, "", "", ""};
  const auto cut_after = [](const std::string& entry, const Results& counted, const Issues& issues = {}) {
    Results results{sent};
    results.insert(results.end(), counted.begin(), counted.end());
    const auto body = begin_list + sent_text + "," + entry;
    check_error({body, recognize(body).viable_size, "expected ", results, issues}, 2);
  };
  for (const auto& nothing :
       words(R"({ {"Stat {"Status" {"Status": {"Status":"FAIL {"Status":nul {"Status":1. {"Error":[
      {"X":1,"Y":[{"Status":"FAILED"}],"Status": [ [{"Status":"SUCCESS" [[] - nul "x)")) {
    cut_after(nothing, {});
  }
  for (const auto& failure :
       words(R"({"Status":"FAILED" {"Status":"FAILED","Error":"cut {"Status":"FAILED","Status":"SUCC
      {"Status":"FAILED","Error":["cut"})")) {
    cut_after(failure, {only_failed});
  }
  for (const auto& empty : words(R"({} {"Status":null, {"Error":null)")) cut_after(empty, {{}});
  cut_after(R"({"MessageId":"id","x":[)", {{BulkEmailStatus::Unrecognized, "id", "", ""}});
  cut_after(R"({"Status":"FAILED","Status":{})", {{}}, {wrong_type("/1/Status", "an object")});
  cut_after(R"({"Error":[])", {{}}, {wrong_type("/1/Error", "an array")});
  cut_after(R"({"Error":5)", {{}}, {wrong_type("/1/Error", "a number")});
  cut_after("[[]]", {{}}, {wrong_type("/1", "an array")});
  cut_after("5", {{}}, {wrong_type("/1", "a number")});
  cut_after("null", {{}}, {wrong_type("/1", "null")});
}

TEST_CASE("a later list replaces an earlier one when its array begins; a value that is no array, when it ends") {
  const std::string first = R"({"BulkEmailEntryResults":[5,{"Status":"NEW"}],"BulkEmailEntryResults":)";
  const Results first_results{{}, {BulkEmailStatus::Unrecognized, "", "", "NEW"}};
  const auto first_issue = wrong_type("/0", "a number");
  check_cut(first, first_results, {first_issue}, 2);
  check_cut(first, first_results, {first_issue, wrong_count("expected 3 entries, found 2")}, 3);
  check_cut(first + "[", {}, {}, 2);
  check_cut(first + "[]", {}, {wrong_count("expected 2 entries, found 0")}, 2);
  check_cut(first + "[]", {}, {wrong_count("expected 1 entry, found 0")}, 1);
  check_cut(first + "[{\"Status\":\"FAILED\"", {{BulkEmailStatus::Failed, "", "", ""}}, {}, 2);
  check_cut(first + "nul", first_results, {first_issue}, 2);
  check_cut(first + "{", first_results, {first_issue}, 2);
  check_cut(first + "null", {}, {no_results("null")}, 2);
  check_cut(first + "{}", {}, {no_results("an object")}, 2);
  check_cut(first + "7", {}, {no_results("a number")}, 2);
}

TEST_CASE("a complete list is checked regardless of what follows it") {
  const auto two = list_of(sent_text + "," + failed_text);
  const Issues wrong{wrong_count("expected 3 entries, found 2")};
  check_cut(two.substr(0, two.size() - 2), {sent, failed}, {}, 3);
  check_cut(two.substr(0, two.size() - 1), {sent, failed}, wrong, 3);
  check_error({two + "x", two.size(), "found \"x\"", {sent, failed}, wrong}, 3);
  check_cut(R"({"BulkEmailEntryResults":"x",)", {}, {no_results("a string")});
}

TEST_CASE("more entries than expected are reported even if the list is truncated, too few only if it is complete") {
  const Issues wrong{wrong_count("expected 1 entry, found at least 2")};
  const auto two = begin_list + sent_text + "," + failed_text;
  check_cut(two, {sent, failed}, wrong, 1);
  check_cut(two + R"(,{"Status)", {sent, failed}, wrong, 1);
  check_error({two + "x", two.size(), "found \"x\"", {sent, failed}, wrong}, 1);
  check_cut(begin_list + sent_text + R"(,{"Status":"FAILED","Error":"e")", {sent, failed}, wrong, 1);
  check_cut(begin_list + sent_text + R"(,{"Status":"FAIL)", {sent}, {}, 1);
  check_cut(begin_list + "{", {}, {}, 0);
  check_cut(two, {sent, failed}, {}, 2);
  check_cut(two, {sent, failed}, {}, 3);
}

TEST_CASE("a root that is not an object is an issue only once it was read to its end") {
  for (const auto& root : words(R"([ [1, [{"a":1} "text nul -)")) check_cut(root, {}, {}, 1);
  check_error({"[1:2]", 2, "found \":2]\""});
  check_error({"[]]", 2, "found \"]\"", {}, {wrong_root("an array")}});
  check_error({"12x", 2, "found \"x\"", {}, {wrong_root("a number")}});
}
