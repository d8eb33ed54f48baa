// Reading a response whose text is well-formed: every row of the reading table.
// SPDX-License-Identifier: MIT
#include <sesv2/response.hpp>
#include "support/response_check.hpp"

using namespace support;
using sesv2::parse_send_bulk_email_response;

TEST_CASE("a good response is read by position") {
  check({list_of(""), {}, {}});
  check({list_of(sent_text + "," + failed_text), {sent, failed}, {}}, 2);
  check({twelve_entries, twelve_results, {}}, 12);
  CHECK(parse_send_bulk_email_response(twelve_entries, 12) == twelve_results);
}

TEST_CASE("every status is read from a response") {
  for (const auto status : sesv2::all_statuses) {
    const auto body = list_of(R"({"Status":")" + std::string(sesv2::wire_name(status)) + R"("})");
    CHECK(parse_send_bulk_email_response(body) == Results{{status, "", "", ""}});
  }
}

TEST_CASE("captured responses are read, and a result that violates an invariant is read unchanged") {
  const auto mixed = parse_send_bulk_email_response(captured("emulator-mixed.json"), 3);
  REQUIRE(mixed.size() == 3);
  CHECK(mixed[0] == BulkEmailEntryResult::success("ses-550093745"));
  CHECK(mixed[1] ==
        BulkEmailEntryResult{BulkEmailStatus::Failed, "ses-839891273", "Invalid recipient email address(es)", ""});
  CHECK(sesv2::violations(mixed[2]) == std::vector{sesv2::Violation::MessageIdWithoutSuccess});
  CHECK(parse_send_bulk_email_response(captured("aws-cli-mixed.json"), 3).at(1).error == mixed[1].error);
  CHECK_NOTHROW(sesv2::require_valid(parse_send_bulk_email_response(captured("emulator-50-sent.json"), 50)));
}

TEST_CASE("unrecognized members are ignored, regardless of their values") {
  for (const std::string value :
       {"null", "true", "-0.0e-7", "1e999", "-1E+400", "123456789012345678901234567890", R"("text")", "[]", "{}",
        "[ [ ] , { } , [ 1 ] ]", R"({ "a" : { } , "b" : [ { "c" : 1 } ] })",
        R"([[[{"Status":"FAILED","BulkEmailEntryResults":[{}]}]]])", R"({"Error":{"Status":5}})"}) {
    check({R"({"X":)" + value + R"(,"BulkEmailEntryResults":[{"Y":)" + value +
               R"(,"Status":"SUCCESS","MessageId":"id","":)" + value + R"(}],"Z":)" + value + "}",
           {sent},
           {}});
  }
}

TEST_CASE("absent members and null leave a text empty") {
  check({list_of(R"({},{"Status":null},{"MessageId":null},{"Error":null},{"Error":"e"})"),
         {{}, {}, {}, {}, {BulkEmailStatus::Unrecognized, "", "e", ""}},
         {}});
}

TEST_CASE("an unrecognized status is kept and written back unchanged") {
  for (const std::string text : {"NEW", "success", "SUCCESS ", "SUCCERr", "", "\\u0000", "\\\"\\n"}) {
    const auto results = parse_send_bulk_email_response(list_of(R"({"Status":")" + text + R"("})"));
    REQUIRE(results.size() == 1);
    CHECK(results[0].status == BulkEmailStatus::Unrecognized);
    CHECK("\"" + sesv2::escaped(results[0].unrecognized_status) + "\"" == "\"" + text + "\"");
    const auto written = sesv2::serialize_send_bulk_email_response(results);
    CHECK(written == list_of(text.empty() ? "{}" : R"({"Status":")" + text + R"("})"));
  }
}

TEST_CASE("an escape is read as the character that it represents") {
  struct Escape {
    const char* written;
    std::string text;
  };
  for (const auto& [written, text] :
       {Escape{R"(\"\\\/\b\f\n\r\t)", "\"\\/\b\f\n\r\t"}, Escape{R"(\u0000)", std::string(1, '\0')},
        Escape{R"(\u007f)", "\x7F"}, Escape{R"(\u0080)", "\xC2\x80"}, Escape{R"(\u07FF)", "\xDF\xBF"},
        Escape{R"(\u0800)", "\xE0\xA0\x80"}, Escape{R"(\uD7FF)", "\xED\x9F\xBF"}, Escape{R"(\uffff)", "\xEF\xBF\xBF"},
        Escape{R"(\ud800\udc00)", "\xF0\x90\x80\x80"}, Escape{R"(\uD83D\uDE00)", "\xF0\x9F\x98\x80"},
        Escape{R"(\ud840\udc00)", "\xF0\xA0\x80\x80"}, Escape{R"(\udbff\udfff)", "\xF4\x8F\xBF\xBF"}}) {
    check({list_of(R"({"Error":"a)" + std::string(written) + R"(b"})"),
           {{BulkEmailStatus::Unrecognized, "", "a" + text + "b", ""}},
           {}});
  }
}

TEST_CASE("names and statuses are compared without their escapes") {
  check({R"({"BulkEmail\u0045ntryResults":[{"Stat\u0075s":"SUCC\u0045SS","M\u0065ssageId":"id"},)"
         R"({"\u0053tatus":"FAILED","\u0045rror":"e"}]})",
         {sent, failed},
         {}});
  check({list_of(R"({"Status\u0000":"SUCCESS","\u0053tatu":"SUCCESS","Error\u0020":"e","Message\u0049":"id"})"),
         {{}},
         {}});
  check({R"({"BulkEmailEntryResults\u0000":[]})", {}, {no_results("nothing")}});
}

TEST_CASE("member names are case-sensitive and exact") {
  check({list_of(R"({"status":"SUCCESS","MESSAGEID":"id","error":1,"Status ":2,"ErrorMessage":"e"})"), {{}}, {}});
  check({R"({"bulkEmailEntryResults":[]})", {}, {no_results("nothing")}});
}

TEST_CASE("if a member is duplicated, the last value wins, and only that value can be an issue") {
  check({list_of(R"({"Status":"SUCCESS","Status":"FAILED","Error":"x","Error":"e"})"), {failed}, {}});
  check({list_of(R"({"Status":"NEW","Status":"FAILED","Error":"e"})"), {failed}, {}});
  check({list_of(R"({"Status":"FAILED","Status":"NEW"})"), {{BulkEmailStatus::Unrecognized, "", "", "NEW"}}, {}});
  check({list_of(R"({"Status":"SUCCESS","MessageId":"id","Error":"e","Status":null,"MessageId":null,"Error":null})"),
         {{}},
         {}});
  check({list_of(R"({"Status":"SUCCESS","Status":5})"), {{}}, {wrong_type("/0/Status", "a number")}});
  check({list_of(R"({"Status":5,"Error":[],"Status":"FAILED","Error":"e"})"), {failed}, {}});
  check({list_of(R"({"Status":5},{"Status":6,"Status":7})"),
         {{}, {}},
         {wrong_type("/0/Status", "a number"), wrong_type("/1/Status", "a number")}});
}

TEST_CASE("if the list is duplicated, the last one wins, regardless of types") {
  const std::string null_list = R"("BulkEmailEntryResults":null)";
  const std::string one_entry = R"("BulkEmailEntryResults":[)" + sent_text + "]";
  const Issues found_null{no_results("null")};
  check({"{" + null_list + "," + one_entry + "}", {sent}, {}}, 1);
  check({"{" + one_entry + "," + null_list + "}", {}, found_null}, 1);
  check({"{" + null_list + R"(,"BulkEmailEntryResults":{},)" + null_list + "}", {}, found_null}, 1);
  check({"{" + one_entry + R"(,"BulkEmailEntryResults":[],)" + one_entry + "}", {sent}, {}}, 1);
}

TEST_CASE("more or fewer entries than expected are an issue") {
  const auto two = list_of(sent_text + "," + failed_text);
  check({list_of(""), {}, {}}, 0);
  check({two, {sent, failed}, {wrong_count("expected 0 entries, found 2")}}, 0);
  check({two, {sent, failed}, {wrong_count("expected 1 entry, found 2")}}, 1);
  check({two, {sent, failed}, {wrong_count("expected 3 entries, found 2")}}, 3);
  check({list_of(""), {}, {wrong_count("expected 50 entries, found 0")}}, 50);
}

TEST_CASE("a member of the wrong type is an issue, and the rest is read") {
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
             {wrong_type("/1/" + name, value.kind)}});
    }
  }
}

TEST_CASE("the issues of an entry are in the order of its members") {
  check({list_of(R"({"Error":5,"MessageId":5,"Status":5},{"MessageId":5,"Status":5,"Error":5})"),
         {{}, {}},
         {wrong_type("/0/Error", "a number"), wrong_type("/0/MessageId", "a number"),
          wrong_type("/0/Status", "a number"), wrong_type("/1/MessageId", "a number"),
          wrong_type("/1/Status", "a number"), wrong_type("/1/Error", "a number")}});
}

TEST_CASE("an entry that is not an object is an issue, and an empty result keeps its position") {
  check({list_of(R"(null,true,5,"x",[1,[2]],)" + sent_text),
         {{}, {}, {}, {}, {}, sent},
         {wrong_type("/0", "null"), wrong_type("/1", "a boolean"), wrong_type("/2", "a number"),
          wrong_type("/3", "a string"), wrong_type("/4", "an array")}});
}

TEST_CASE("a list that is absent or not an array, and a root that is not an object, are an issue") {
  check({"{}", {}, {no_results("nothing")}});
  check({R"({"X":{"BulkEmailEntryResults":[{}]}})", {}, {no_results("nothing")}});
  check({R"({"BulkEmailEntryResults":null})", {}, {no_results("null")}});
  check({R"({"BulkEmailEntryResults":{"0":{}}})", {}, {no_results("an object")}}, 1);
  check({R"({"BulkEmailEntryResults":"[]"})", {}, {no_results("a string")}});
  check({"[" + list_of(sent_text) + "]", {}, {wrong_root("an array")}}, 1);
  check({"null", {}, {wrong_root("null")}});
  check({" 12 ", {}, {wrong_root("a number")}});
  check({R"("BulkEmailEntryResults")", {}, {wrong_root("a string")}});
}
