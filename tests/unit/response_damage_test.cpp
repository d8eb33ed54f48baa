// Reading a damaged response: what counts before the syntax error, and what is still checked.
// SPDX-License-Identifier: MIT
#include "support/response_check.hpp"

using namespace support;

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
