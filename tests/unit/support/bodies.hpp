// The response bodies that several tests read.
// SPDX-License-Identifier: MIT
#ifndef SESV2_TESTS_BODIES_HPP
#define SESV2_TESTS_BODIES_HPP

#include <sesv2/bulk_email_entry_result.hpp>

#include <fstream>
#include <iterator>
#include <sstream>

namespace support {

/// A file of tests/data.
inline std::string captured(const std::string& name) {
  std::ifstream file(SESV2_TEST_DATA "/" + name, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read tests/data/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A response with these entries.
inline std::string list_of(const std::string& entries) { return R"({"BulkEmailEntryResults":[)" + entries + "]}"; }

inline const std::vector<std::string> captured_names{"aws-cli-mixed.json",        "emulator-50-sent.json",
                                                     "emulator-bad-request.json", "emulator-mixed.json",
                                                     "emulator-no-auth.json",     "request-mixed.json"};

/// A body of twelve entries with all kinds of members: recognized and unrecognized statuses, escapes, UTF-8 of every
/// length, null, violations, and members to ignore.
inline const std::string twelve_entries =
    R"({ "ResponseMetadata":{"RetryAttempts":0,"deep":[[{"Status":"SUCCESS"}]]},"BulkEmailEntryResults":[
{"Status":"SUCCESS","MessageId":"0100018f2d3c4b5a-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-000000"},
{"Status":"ACCOUNT_THROTTLED","Error":"Maximum sending rate exceeded."},
{"Error":"caf\u00e9 \ud83d\ude00 \"quoted\" \\ \/ \b\f\n\r\t","Status":"FAILED"},
{"Status":"INVALID_PARAMETER","Error":"é ท 😀","MessageId":"id"},
{"Status":"A_NEW_STATUS","MessageId":"ses-1"},
{},
{"Status":null,"MessageId":null,"Error":null},
{"Extra":[1,-2.5e-3,true,false,null,{"Error":"not this one"}],"Status":"TRANSIENT_FAILURE","Error":"again"},
{"Status":"SUCCESS","Status":"FAILED","Error":"a\u0000b"},
{"status":"SUCCESS","MESSAGEID":"x"},
{ "Status" : "SUCCESS" , "MessageId" : "ses-2" },
{"MessageId":"ses-3","Status":"SUCCESS"}
] , "Tail":12 })";

inline const std::vector<sesv2::BulkEmailEntryResult> twelve_results{
    {sesv2::BulkEmailStatus::Success, "0100018f2d3c4b5a-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-000000", "", ""},
    {sesv2::BulkEmailStatus::AccountThrottled, "", "Maximum sending rate exceeded.", ""},
    {sesv2::BulkEmailStatus::Failed, "", "caf\xC3\xA9 \xF0\x9F\x98\x80 \"quoted\" \\ / \b\f\n\r\t", ""},
    {sesv2::BulkEmailStatus::InvalidParameter, "id", "é ท 😀", ""},
    {sesv2::BulkEmailStatus::Unrecognized, "ses-1", "", "A_NEW_STATUS"},
    {},
    {},
    {sesv2::BulkEmailStatus::TransientFailure, "", "again", ""},
    {sesv2::BulkEmailStatus::Failed, "", std::string("a\0b", 3), ""},
    {},
    {sesv2::BulkEmailStatus::Success, "ses-2", "", ""},
    {sesv2::BulkEmailStatus::Success, "ses-3", "", ""},
};

inline std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// The words of a text, which whitespace separates.
inline std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

/// Makes short bodies: at least one for each way in which a text or a response can be damaged or unexpected, and all
/// files of tests/data.
inline std::vector<std::string> make_bodies() {
  const std::string good = list_of(R"({"Status":"SUCCESS","MessageId":"m"})");
  const std::string bom = "\xEF\xBB\xBF";
  const std::string zero(1, '\0');
  std::vector<std::string> all{
      // All kinds of tokens, where they matter and where they are ignored; small, because it is damaged in every way.
      R"({"n":[-1.5e+3,0,true,false,null,{}],"BulkEmailEntryResults":[{"Status":"SUCCESS","MessageId":"a\"\u00e9\n"},)"
      "\r\n\t"
      R"({"Status":"NEW","x":{"Status":[1]},"Error":"\\é"},{"Status":null}],"k\u0041":12345678901234567890})",
      // Whitespace wherever it may be, in every kind, alone and in a row.
      "\r\n{\t\"message\" :        \n   \"m\",\n\"BulkEmailEntryResults\" : [ {\r\"Status\"\t:\n\"FAILED\" ,"
      "\"Error\" : \"a_text_that_is_longer_than_two_blocks_of_sixteen_bytes\" }\t,\r\n{ } ] }\n",
      twelve_entries};
  const auto add = [&all](const std::string& before, const std::vector<std::string>& pieces, const std::string& after) {
    for (const auto& piece : pieces) all.push_back(before + piece + after);
  };
  for (const auto& name : captured_names) all.push_back(captured(name));
  // Before and after a response, and alone.
  const std::vector<std::string> stray{
      "",   " ",    " \n\t\r ",     bom,    bom + bom, "\xEF", "\xEF\xBB", "\xFE\xFF",     zero, "\f",
      "\v", "\x1A", "// comment\n", "/**/", "garbage", "}",    ",",        " \xEF\xBB\xBF"};
  add("", stray, "");
  add("", stray, good);
  add(good, stray, "");
  // Roots, lists and entries.
  add("", words(R"(null true 1 -0 "text" [] {} [1] [{}] {"message":"no"} {"Message":"no","message":null} {"message":""}
      {"Message":"upper","message":"lower"} {"Message":"upper","message":""} {"message":"","Message":1})"),
      "");
  add("", {good + good, "[" + good + "]", R"({"x":)" + good + "}"}, "");
  add(R"({"BulkEmailEntryResults":)", words(R"(null {} "[]" 1 [] [{}] [1],"message":"no" null,"message":"no"
      [{}],"BulkEmailEntryResults":[{"Status":"FAILED"},{}] [{}],"BulkEmailEntryResults":null
      null,"BulkEmailEntryResults":[{}] [1],"BulkEmailEntryResults":[{}] [{}],"BulkEmail\u0045ntryResults":[])"),
      "}");
  add("{", words(R"("bulkEmailEntryResults":[] "BulkEmailEntryResults\u0000":[] "BulkEmail\u0045ntryResults":[{}])"),
      "}");
  add(R"({"BulkEmailEntryResults":[)", words(R"({} {}, , {}{} null {},1,{} [] [{}] "SUCCESS" true,false,1.5
      {Error:"x"} {"Error"} {"Error":'x'} {"Error":"x":1} {"Error","x"} {"Error":"\u12"} {"Error":"\"} {"Error":"\)"),
      "]}");
  // Members of an entry, also duplicates and names that are nearly known.
  add(R"({"BulkEmailEntryResults":[{)", words(R"("Status":"SUCCESS","Status":"FAILED" "Status":"SUCCESS","Status":null
      "Status":null,"Status":"SUCCESS" "Status":null,"Status":null "Status":1,"Status":"SUCCESS"
      "Status":"NEW","Status":1 "MessageId":"a","MessageId":null,"Error":"b","Error":null
      "Status":"SUCCESS","Statu\u0073":"FAILED" "x":1,"x":"2" "MessageId":"a","MessageId":"b"
      "MessageId":"a","MessageId":"" "Error":"a","Error":{} "Status":"success" "Status":""
      "status":"SUCCESS","STATUS":"FAILED","Status\u0020":"FAILED","":"x" "ErrorMessage":"x" "Status":"SUCCESS\u0000"
      "Status":"SUCCESSFUL" "Status\u0000":"SUCCESS" "St\u0061tus":"FAIL\u0045D" "Status":"a\u0000b"
      "Status":true,"MessageId":false,"Error":0 "Status":{},"MessageId":[],"Error":-0.0
      "Status":{"Status":"SUCCESS"},"MessageId":[{"Error":"x"}] "MessageId":null,"Error":null
      "Error":"e","Status":"SUCCESS" "Status":"FAILED","MessageId":"m","Error":"")"),
      "}]}");
  // Numbers and literals.
  auto numbers = words(
      "18446744073709551616 -9223372036854775809 1e999 -1E+999 1e-999 -0 01 +1 1. .5 1e - 0x1 NaN 1_0 truex nul True");
  for (const auto& more : {std::string(400, '9'), "0." + std::string(400, '3')}) numbers.push_back(more);
  add(R"({"x":)", numbers, R"(,"BulkEmailEntryResults":[{}]})");
  add(R"({"BulkEmailEntryResults":[{"Status":)", numbers, "}]}");
  // Strings: in a value that is kept, in one that is ignored, in names, and outside of a string.
  auto texts = words(R"(\ud800 \udc00 \ud83d\u0041 \udc00\ud800 \ud83dx \ud83d\ude00 \uD83D\n \u0000 \u12G4 \U0041 \x
      \"\\\/\b\f\n\r\t)");
  for (const auto& more : {"\xC0\x80", "\xC3", "\x80", "\xED\xA0\x80", "\xED\xB0\x80", "\xF4\x90\x80\x80", "\xE2\x82",
                           "\xF0\x9F\x98\x80", "\xEF\xBF\xBF", "\xFF", "\x7F"}) {
    texts.emplace_back(more);
  }
  texts.push_back(zero);
  add(R"({"BulkEmailEntryResults":[{"Error":")", texts, R"("}]})");
  add(R"({"BulkEmailEntryResults":[{"ignored":")", texts, R"("}]})");
  add(R"({"BulkEmailEntryResults":[{"Error)", texts, R"(":"x"}]})");
  add(R"({"BulkEmailEntryResults":[{"Status":")", texts, R"("}]})");
  add(R"({"ignored":[{")", texts, R"(":1}],"BulkEmailEntryResults":[{}]})");
  add("", texts, good);
  add(good, texts, "");
  return all;
}

inline const std::vector<std::string>& all_bodies() {
  static const auto bodies = make_bodies();
  return bodies;
}

}  // namespace support

#endif  // SESV2_TESTS_BODIES_HPP
