// Issues, the response that carries them, and the error that carries a response.
#include <sesv2/response.hpp>
#include <type_traits>

#include "support/response_check.hpp"

using namespace response_check;
using sesv2::parse_send_bulk_email_response;
using sesv2::ParseError;
using sesv2::SalvagedResponse;

static_assert(std::is_base_of_v<std::runtime_error, ParseError>);
static_assert(std::is_nothrow_copy_constructible_v<ParseError> && std::is_nothrow_copy_assignable_v<ParseError>);
static_assert(noexcept(std::declval<const ParseError&>().results()));
static_assert(noexcept(std::declval<const ParseError&>().issues()));
static_assert(std::is_same_v<decltype(std::declval<const ParseError&>().results()), const Results&>);
static_assert(std::is_same_v<decltype(std::declval<const ParseError&>().issues()), const Issues&>);
static_assert(std::is_aggregate_v<ParseIssue> && std::is_nothrow_move_constructible_v<ParseIssue>);
static_assert(std::is_aggregate_v<SalvagedResponse> && std::is_nothrow_move_constructible_v<SalvagedResponse>);
static_assert(std::is_same_v<decltype(ParseIssue::byte), std::optional<std::size_t>>);

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
  CHECK(ParseError(SalvagedResponse{}).what() == std::string("the response could not be read"));
}

TEST_CASE("copies of an error carry what it carries, also after it was moved from") {
  const SalvagedResponse response{{sent, failed}, {no_results("expected an array, found null")}};
  ParseError error(response);
  const ParseError copy(error);
  ParseError moved(std::move(error));  // NOLINT(performance-move-const-arg): that it copies is tested
  CHECK(&copy.results() == &moved.results());
  for (const ParseError* each :  // NOLINTNEXTLINE(bugprone-use-after-move): that is what is tested
       {&copy, static_cast<const ParseError*>(&moved), static_cast<const ParseError*>(&error)}) {
    CHECK(each->results() == response.results);
    CHECK(each->issues() == response.issues);
    CHECK(each->what() == std::string("/BulkEmailEntryResults: expected an array, found null"));
  }
  ParseError assigned(SalvagedResponse{});
  assigned = copy;
  CHECK(assigned.issues() == response.issues);
}

TEST_CASE("an issue is described by where, what was expected and what was found") {
  CHECK(describe(ParseIssue{Kind::NoResults, "", {}, "m"}) == "m");
  CHECK(describe(ParseIssue{Kind::NoResults, "/a", {}, "m"}) == "/a: m");
  CHECK(describe(ParseIssue{Kind::Malformed, "", 7, "m"}) == "byte 7: m");
  CHECK(describe(ParseIssue{Kind::Malformed, "/a", 7, "m"}) == "/a, byte 7: m");
}

TEST_CASE("the kinds of issues have the names of their enumerators") {
  CHECK(name(Kind::Truncated) == "Truncated");
  CHECK(name(Kind::Malformed) == "Malformed");
  CHECK(name(Kind::NoResults) == "NoResults");
  CHECK(name(Kind::WrongCount) == "WrongCount");
  CHECK(name(Kind::WrongType) == "WrongType");
  CHECK(name(static_cast<Kind>(5)).empty());
  static_assert(name(Kind::WrongType) == "WrongType" && noexcept(name(Kind::WrongType)));
  static_assert(std::is_same_v<std::underlying_type_t<Kind>, std::uint8_t>);
}

TEST_CASE("issues are equal when all four members are") {
  const ParseIssue issue{Kind::Malformed, "/a", 7, "m"};
  CHECK(issue == ParseIssue{Kind::Malformed, "/a", 7, "m"});
  CHECK_FALSE(issue != ParseIssue{Kind::Malformed, "/a", 7, "m"});
  CHECK(ParseIssue{Kind::Malformed, "", 0, "m"} != ParseIssue{Kind::Malformed, "", {}, "m"});
  for (const auto& other : {ParseIssue{Kind::Truncated, "/a", 7, "m"}, ParseIssue{Kind::Malformed, "/b", 7, "m"},
                            ParseIssue{Kind::Malformed, "/a", {}, "m"}, ParseIssue{Kind::Malformed, "/a", 7, "n"}}) {
    CHECK(issue != other);
    CHECK_FALSE(issue == other);
  }
}

TEST_CASE("responses are equal when their results and issues are, and complete without an issue") {
  const SalvagedResponse response{{sent}, {no_results("m")}};
  CHECK(response == SalvagedResponse{{sent}, {no_results("m")}});
  CHECK_FALSE(response != SalvagedResponse{{sent}, {no_results("m")}});
  CHECK_FALSE(response.complete());
  for (const auto& other : {SalvagedResponse{{failed}, {no_results("m")}}, SalvagedResponse{{sent}, {}}}) {
    CHECK(response != other);
    CHECK_FALSE(response == other);
  }
  CHECK(SalvagedResponse{{sent}, {}}.complete());
  static_assert(noexcept(response.complete()));
}
