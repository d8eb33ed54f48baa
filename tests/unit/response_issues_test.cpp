// Issues, the response that carries them, and the error that carries a response; and the issues of hostile responses:
// numbers of any size, any nesting depth, more issues than are kept, error messages.
// SPDX-License-Identifier: MIT
#include <sesv2/response.hpp>
#include "support/response_check.hpp"

using namespace support;
using sesv2::parse_send_bulk_email_response;
using sesv2::ParseError;
using sesv2::SalvagedResponse;

TEST_CASE("parse throws if and only if there is an issue, and the exception carries everything") {
  const auto body = list_of(sent_text + R"(,7,)" + failed_text + R"(,{"Status":5})");
  try {
    static_cast<void>(parse_send_bulk_email_response(body, 4));
    FAIL("nothing was thrown");
  } catch (const ParseError& error) {
    CHECK(error.results() == Results{sent, {}, failed, {}});
    CHECK(error.issues() == salvage_send_bulk_email_response(body, 4).issues);
    CHECK(error.what() == std::string("/BulkEmailEntryResults/1: expected an object, found a number (and 1 more)"));
  }
  CHECK_THROWS_WITH(parse_send_bulk_email_response(list_of(R"({},{},{},{"Status":5})")),
                    "/BulkEmailEntryResults/3/Status: expected a string, found a number");
}

TEST_CASE("a ParseError constructed without issues still has a message") {
  CHECK(ParseError(SalvagedResponse{}).what() == std::string("the response could not be read"));
}

TEST_CASE("copies of a ParseError share its results and issues, even after a move") {
  const SalvagedResponse response{{sent, failed}, {no_results("null")}};
  ParseError error(response);
  const ParseError copy(error);
  ParseError moved(std::move(error));  // NOLINT(performance-move-const-arg): the test is that it copies
  CHECK(&copy.results() == &moved.results());
  for (const ParseError* each :  // NOLINTNEXTLINE(bugprone-use-after-move): the test is that it copies
       {&copy, static_cast<const ParseError*>(&moved), static_cast<const ParseError*>(&error)}) {
    CHECK(each->results() == response.results);
    CHECK(each->issues() == response.issues);
    CHECK(each->what() == std::string("/BulkEmailEntryResults: expected an array, found null"));
  }
  ParseError assigned(SalvagedResponse{});
  assigned = copy;
  CHECK(assigned.issues() == response.issues);
}

TEST_CASE("an issue is described by its location and its message") {
  CHECK(describe(ParseIssue{Kind::NoResults, "", {}, "m"}) == "m");
  CHECK(describe(ParseIssue{Kind::NoResults, "/a", {}, "m"}) == "/a: m");
  CHECK(describe(ParseIssue{Kind::Malformed, "", 7, "m"}) == "byte 7: m");
  CHECK(describe(ParseIssue{Kind::Malformed, "", 0, "m"}) == "byte 0: m");
  CHECK(describe(ParseIssue{Kind::Malformed, "/a", 7, "m"}) == "/a, byte 7: m");
}

TEST_CASE("a new issue is Truncated and empty") {
  ParseIssue issue;
  CHECK(issue == ParseIssue{Kind::Truncated, "", {}, ""});
  issue = ParseIssue{Kind::WrongType};
  CHECK(name(issue.kind) == "WrongType");
}

TEST_CASE("issues are equal if all four members are") {
  check_equality<ParseIssue>({{Kind::Malformed, "/a", 0, "m"},
                              {Kind::Truncated, "/a", 0, "m"},
                              {Kind::Malformed, "/b", 0, "m"},
                              {Kind::Malformed, "/a", 7, "m"},
                              {Kind::Malformed, "/a", {}, "m"},
                              {Kind::Malformed, "/a", 0, "n"}});
}

TEST_CASE("responses are equal if their results and issues are, and complete without an issue") {
  const Issues issues{no_results("m")};
  check_equality<SalvagedResponse>(
      {{{sent}, issues}, {{failed}, issues}, {{sent}, {no_results("n")}}, {{sent}, {}}, {{}, issues}});
  CHECK(SalvagedResponse{{sent}, {}}.complete());
  CHECK_FALSE(SalvagedResponse{{sent}, issues}.complete());
}

TEST_CASE("an error of the service is an issue that quotes its message unless that is empty") {
  const auto refused = captured("emulator-bad-request.json");
  check({refused, {}, {no_results(R"(nothing; the service says "Bad Request Exception")")}});
  check({R"({"Message":"no\n\u001b[31m\"é\u0000","BulkEmailEntryResults":null})",
         {},
         {no_results(R"(null; the service says "no\n\u001b[31m\"é\u0000")")}});
  for (const auto& silent :
       words(R"({"message":5} {"x":{"message":"inner"}} {"MESSAGE":"case"} {"message":"first","message":null}
      {"message":["list"]} {"message":""} {"message":"","Message":""} {"message":null,"Message":""})")) {
    check({silent, {}, {no_results("nothing")}});
  }
  for (const auto& quoted :
       words(R"({"message":"quoted","Message":null} {"Message":"quoted","message":{}} {"message":"quoted","Message":"x"}
      {"message":"first","message":"quoted"} {"message":"","Message":"quoted"} {"Message":"quoted","message":""})")) {
    check({quoted, {}, {no_results(R"(nothing; the service says "quoted")")}});
  }
  for (const auto& quoted : words(R"({"BulkEmailEntryResults":null,"message":"quoted"}
      {"BulkEmailEntryResults":[{}],"Message":"quoted","BulkEmailEntryResults":null})")) {
    check({quoted, {}, {no_results(R"(null; the service says "quoted")")}});
  }
  check({R"({"message":"with results","BulkEmailEntryResults":[]})", {}, {}});
}

TEST_CASE("the service's message is quoted if the body is truncated after it") {
  const std::string cut = R"({"message":"slow down","x":)";
  check_error({cut, cut.size(), R"(found the end of the body; the service says "slow down")"});
  for (const std::string list : {"[", "[]", "[{}"}) {
    const auto issues = salvage_send_bulk_email_response(cut + R"(1,"BulkEmailEntryResults":)" + list).issues;
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].message.find("slow down") == std::string::npos);
  }
  const auto issues = salvage_send_bulk_email_response(cut + R"(1,"BulkEmailEntryResults":null)").issues;
  REQUIRE(issues.size() == 2);
  CHECK(issues[0] == no_results(R"(null; the service says "slow down")"));
  CHECK(issues[1].message.find("slow down") == std::string::npos);
}

TEST_CASE("a number that is too large for a double is like any other") {
  const std::string large(400, '9');
  check({list_of(large + ",1e999," + sent_text + R"(,{"Status":1e999})"),
         {{}, {}, sent, {}},
         {wrong_type("/0", "a number"), wrong_type("/1", "a number"), wrong_type("/3/Status", "a number")}});
  check({R"({"":1e999,"X":[-1E+999,12,"e",34],"BulkEmailEntryResults":[]})", {}, {}});
  check({"12e999", {}, {wrong_root("a number")}});
  // The error is where it is with a small number.
  for (const auto& number : {std::string("1e99"), std::string("1e999"), large}) {
    const auto before = R"({"x":)" + number + R"(,"y":)";
    check_error({before + "true12e}", before.size() + 4, R"(expected ',' or '}', found "12e}")"});
    check_error({before + large + "-5}", before.size() + large.size(), R"(found "-5}")"});
    check_error({before + "0" + large, before.size() + 1, "found \"9999"});
    check_cut(before + large, {});
  }
}

TEST_CASE("any nesting depth is read or reported") {
  constexpr std::size_t depth = 200'000;
  const std::string open(depth, '[');
  const std::string close(depth, ']');
  const auto objects = repeated(R"({"Status":)", depth) + "1" + std::string(depth, '}');
  // Not with the model, whose trees are recursive.
  const auto is_read = [](const std::string& body, const Results& results, const Issues& issues) {
    return salvage_send_bulk_email_response(body) == sesv2::SalvagedResponse{results, issues};
  };
  CHECK(is_read(R"({"X":)" + open + close + R"(,"BulkEmailEntryResults":[)" + sent_text + "]}", {sent}, {}));
  CHECK(is_read(list_of(R"({"X":)" + objects + R"(,"Status":"SUCCESS","MessageId":"id"})"), {sent}, {}));
  CHECK(is_read(list_of(open + close), {{}}, {wrong_type("/0", "an array")}));
  CHECK(is_read(open + close, {}, {wrong_root("an array")}));
  CHECK(salvage_send_bulk_email_response(open).issues.back().byte == depth);
}

TEST_CASE("of the issues of an entry those are kept that make up 64") {
  const auto entries = repeated("5,", 63);
  const auto issues = [](const std::string& body) { return salvage_send_bulk_email_response(body).issues; };
  const std::string entry = R"({"Status":1,"MessageId":2,"Error":3)";
  REQUIRE(issues(list_of(entries + entry + "}")).size() == 64);
  CHECK(issues(list_of(entries + entry + "}")).back().path == list_path + "/63/Status");
  REQUIRE(issues(begin_list + entries + entry).size() == 65);
  CHECK(issues(begin_list + entries + entry)[63].path == list_path + "/63/Status");
  for (const auto& last : words(R"({} 6 {"Status":1} {"Status":1,"MessageId":2,"Status":""},6
      {"Status":1,"MessageId":2,"Error":3,"Status":"","MessageId":"","Error":""},7,8,9,10,11
      {"Status":1,"MessageId":2,"Error":3,"Error":4,"MessageId":5,"Status":6},7)")) {
    for (std::size_t before = 60; before <= 66; ++before) {
      const auto body = list_of(repeated("5,", before) + last);
      require_agreement(body, before + 1);
      require_agreement(body.substr(0, body.size() - 2) + "x", 3);
    }
  }
  // An issue that a duplicate withdraws makes room for the next.
  CHECK(issues(list_of(entries + R"({"Status":1,"MessageId":2,"Status":"SUCCESS"},6)")).back().path ==
        list_path + "/63/MessageId");
  // So does a list that replaces another.
  check({begin_list + entries + R"(5],"BulkEmailEntryResults":[{"Error":5}]})",
         {{}},
         {wrong_type("/0/Error", "a number")}});
}
