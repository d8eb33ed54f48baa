// Reading hostile responses: numbers of any size, any depth of nesting, any number of issues, messages of any length.
#include <sesv2/response.hpp>

#include "support/response_check.hpp"

using namespace response_check;

TEST_CASE("an error of the service is an issue that quotes its message") {
  check({bodies::captured("emulator-bad-request.json"),
         {},
         {no_results(R"(expected an array, found nothing; the service says "Bad Request Exception")")}});
  check({bodies::captured("emulator-no-auth.json"),
         {},
         {no_results(R"(expected an array, found nothing; the service says "Missing Authentication Token")")}});
  check({R"({"Message":"no\n\u001b[31m\"é\u0000","BulkEmailEntryResults":null})",
         {},
         {no_results(R"(expected an array, found null; the service says "no\n\u001b[31m\"é\u0000")")}});
  for (const auto* text : {R"({"message":5})", R"({"x":{"message":"inner"}})", R"({"MESSAGE":"other case"})",
                           R"({"message":"first","message":null})", R"({"message":["list"]})"}) {
    check({text, {}, {no_results("expected an array, found nothing")}});
  }
  for (const auto* text : {R"({"message":"quoted","Message":null})", R"({"Message":"quoted","message":{}})",
                           R"({"message":"quoted","Message":"other"})", R"({"message":"first","message":"quoted"})"}) {
    check({text, {}, {no_results(R"(expected an array, found nothing; the service says "quoted")")}});
  }
  for (const auto* text : {R"({"BulkEmailEntryResults":null,"message":"quoted"})",
                           R"({"BulkEmailEntryResults":[{}],"Message":"quoted","BulkEmailEntryResults":null})"}) {
    check({text, {}, {no_results(R"(expected an array, found null; the service says "quoted")")}});
  }
  check({R"({"message":""})", {}, {no_results(R"(expected an array, found nothing; the service says "")")}});
  check({R"({"message":"with results","BulkEmailEntryResults":[]})", {}, {}});
}

TEST_CASE("the first 1 024 bytes of a message are quoted, without a part of a character") {
  for (const auto& [size, shown] :
       {std::pair<std::size_t, std::size_t>{1023, 1023}, {1024, 1024}, {1025, 1024}, {16'000'000, 1024}}) {
    const auto quoted = "\"" + std::string(shown, 'm') + (size > shown ? "\"..." : "\"");
    const auto said = no_results("expected an array, found nothing; the service says " + quoted);
    check({R"({"message":")" + std::string(size, 'm') + R"("})", {}, {said}});
    check({R"({"message":"\u006d)" + std::string(size - 1, 'm') + R"("})", {}, {said}});
  }
  const auto body = R"({"message":")" + std::string(1023, 'm') + "\xC3\xA9\"}";
  check({body,
         {},
         {no_results("expected an array, found nothing; the service says \"" + std::string(1023, 'm') + "\"...")}});
}

TEST_CASE("a number too large for a double is a number like any other") {
  const std::string large(400, '9');
  check(
      {list_of(large + ",1e999," + sent_text + R"(,{"Status":1e999})"),
       {{}, {}, sent, {}},
       {wrong_type("/0", "expected an object, found a number"), wrong_type("/1", "expected an object, found a number"),
        wrong_type("/3/Status", "expected a string, found a number")}});
  check({R"({"":1e999,"X":[-1E+999,12,"e",34],"BulkEmailEntryResults":[]})", {}, {}});
  check({"12e999", {}, {no_results("expected an object, found a number", "")}});
  // The fault is where it is with a small number.
  for (const auto& number : {std::string("1e99"), std::string("1e999"), large}) {
    const auto before = R"({"x":)" + number + R"(,"y":)";
    check_fault({before + "true12e}", before.size() + 4, R"(expected ',' or '}', found "12e}")"});
    check_fault({before + large + "-5}", before.size() + large.size(), R"(found "-5}")"});
    check_fault({before + "0" + large, before.size() + 1, "found \"9999"});
    check_cut(before + large, {});
  }
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
  check({list_of(open + close), {{}}, {wrong_type("/0", "expected an object, found an array")}});
  check({open + close, {}, {no_results("expected an object, found an array", "")}});
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

TEST_CASE("issues of a replaced list leave room for those of the list that replaces it") {
  std::string entries = "5";
  for (int i = 1; i < 64; ++i) entries += ",5";
  check({R"({"BulkEmailEntryResults":[)" + entries + R"(],"BulkEmailEntryResults":[{"Error":5}]})",
         {{}},
         {wrong_type("/0/Error", "expected a string, found a number")}});
}

TEST_CASE("an issue that is withdrawn makes room for the next") {
  std::string entries;
  for (int i = 0; i < 63; ++i) entries += "5,";
  const auto response =
      salvage_send_bulk_email_response(list_of(entries + R"({"Status":1,"MessageId":2,"Status":"SUCCESS"},6)"));
  REQUIRE(response.issues.size() == 64);
  CHECK(response.issues.back().path == list_path + "/63/MessageId");
}
