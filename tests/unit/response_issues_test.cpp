// Issues, the response that carries them, and the error that carries a response.
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
