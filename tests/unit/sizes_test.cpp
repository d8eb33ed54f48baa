// Limits that only many entries or long texts reach: every public function, with each number of entries and each length
// of texts around which a limit could be. A limit that is not promised must not be there.
// SPDX-License-Identifier: MIT
#include <sesv2/json.hpp>
#include <sesv2/retry.hpp>
#include "support/response_check.hpp"

#include <thread>

using namespace support;

namespace {

const std::vector<std::size_t> counts{0,  1,  2,  9,  10,  11,  49,   50,   51,   63,
                                      64, 65, 66, 99, 100, 101, 1023, 1024, 1025, 5000};

/// A different result for each index: sent, throttled, over quota, suspended, and with a new status.
BulkEmailEntryResult result_at(std::size_t i) {
  const auto text = std::to_string(i);
  constexpr BulkEmailStatus failures[] = {BulkEmailStatus::AccountThrottled, BulkEmailStatus::TransientFailure,
                                          BulkEmailStatus::AccountDailyQuotaExceeded,
                                          BulkEmailStatus::AccountSuspended};
  if (i % 6 == 4) return BulkEmailEntryResult::success(text);
  if (i % 6 == 5) return {BulkEmailStatus::Unrecognized, "", "", "NEW_" + text};
  return BulkEmailEntryResult::failure(failures[i % 6], "error " + text);
}

Results results_of(std::size_t count) {
  Results results;
  for (std::size_t i = 0; i < count; ++i) results.push_back(result_at(i));
  return results;
}

struct Text {
  std::string unit;
  std::string escaped;  // as it is printed
};

const std::vector<Text> units{{"abcdefghijk", "abcdefghijk"},
                              {"a\"\\\n\t\x1b", R"(a\"\\\n\t\u001b)"},
                              {"\x01\x02\x03\x04", R"(\u0001\u0002\u0003\u0004)"},
                              {"\xC3\xA9\xE0\xB8\x97\xF0\x9F\x98\x80", "\xC3\xA9\xE0\xB8\x97\xF0\x9F\x98\x80"},
                              {"z\xC3\xA9/\n", "z\xC3\xA9/\\n"}};

const std::vector<std::size_t> lengths{1,   15,  16,  17,   63,   64,   65,   99,   100,  101,    255,
                                       256, 257, 999, 1000, 1001, 1023, 1024, 1025, 4096, 65'537, 204'800};

/// Calls `check` with every text of every length, and how it is printed; a text begins with what fills it up.
template <typename Check>
void for_each_text(Check check) {
  for (const auto& [unit, escaped] : units) {
    for (const auto length : lengths) {
      const std::string filled(length % unit.size(), 'f');
      const auto times = length / unit.size();
      CAPTURE(unit, length);
      check(filled + repeated(unit, times), filled + repeated(escaped, times));
    }
  }
}

}  // namespace

TEST_CASE("any number of results is written and read back, also by nlohmann/json, and none is retried if it is wrong",
          "[sizes]") {
  for (const auto count : counts) {
    CAPTURE(count);
    const auto results = results_of(count);
    const auto text = sesv2::serialize_send_bulk_email_response(results);
    CHECK(sesv2::parse_send_bulk_email_response(text) == results);
    CHECK(sesv2::parse_send_bulk_email_response(text, count) == results);
    CHECK(nlohmann::json::parse(text) == nlohmann::json{{"BulkEmailEntryResults", results}});
    CHECK(nlohmann::json(results).get<Results>() == results);
    require_agreement(text, count);
    require_agreement(std::string_view(text).substr(0, text.size() - 2), count);
    const auto wrong = salvage_send_bulk_email_response(text, count + 2);
    CHECK(wrong.issues ==
          Issues{wrong_count("expected " + std::to_string(count + 2) + " entries, found " + std::to_string(count))});
    CHECK(wrong.results == results);
    CHECK(sesv2::indices_to_retry(wrong).empty());
  }
}

TEST_CASE("every result is checked, reported and considered for a retry, regardless of how many come before it",
          "[sizes]") {
  for (const auto count : counts) {
    CAPTURE(count);
    auto results = results_of(count);
    CHECK_NOTHROW(sesv2::require_valid(results));
    std::vector<std::size_t> expected;
    for (std::size_t i = 0; i < count; ++i) {
      if (i % 6 < 2) expected.push_back(i);
    }
    CHECK(sesv2::indices_to_retry(results) == expected);
    CHECK(sesv2::indices_to_retry(sesv2::SalvagedResponse{results, {}}) == expected);
    results.emplace_back();
    CHECK_THROWS_WITH(sesv2::require_valid(results),
                      Catch::Matchers::StartsWith("result " + std::to_string(count) + ": "));
    const auto body = list_of(repeated("{},", count) + R"({"Error":5})");
    CHECK(salvage_send_bulk_email_response(body).issues ==
          Issues{wrong_type("/" + std::to_string(count) + "/Error", "a number")});
    results.back() = {BulkEmailStatus::Failed, "", "\xFF", ""};
    CHECK_THROWS_WITH(sesv2::serialize_send_bulk_email_response(results),
                      Catch::Matchers::StartsWith(list_path + "/" + std::to_string(count) + "/Error, byte 0: "));
  }
}

TEST_CASE("the first 64 issues are kept, and besides them a wrong count and the error that ended the reading",
          "[sizes]") {
  for (const auto count : counts) {
    CAPTURE(count);
    const auto entries = repeated("5,", count) + R"({"Status":"SUCCESS","MessageId":"id"})";
    const auto whole = list_of(entries);
    const auto kept = (std::min)(count, std::size_t{64});
    for (const auto expected : {Expected{}, Expected{count + 2}, Expected{count}}) {
      const std::size_t wrong = expected.has_value() ? 1 : 0;
      for (const std::string rest : {"", "x"}) {
        const auto response = salvage_send_bulk_email_response(whole + rest, expected);
        CHECK(response.results.size() == count + 1);
        CHECK(response.results.back() == sent);
        REQUIRE(response.issues.size() == kept + wrong + rest.size());
        for (std::size_t i = 0; i < kept; ++i) CHECK(response.issues[i].path == list_path + "/" + std::to_string(i));
        if (wrong == 1) CHECK(response.issues[kept].kind == Kind::WrongCount);
        if (!rest.empty()) CHECK(response.issues.back().byte == whole.size());
        require_agreement(whole + rest, expected);
        if (response.complete()) continue;
        const auto more = response.issues.size() - 1;
        CHECK(sesv2::ParseError(response).what() ==
              describe(response.issues[0]) + (more == 0 ? "" : " (and " + std::to_string(more) + " more)"));
      }
    }
    // The issue of a later list replaces those of an earlier one.
    check({begin_list + entries + R"(],"BulkEmailEntryResults":7})", {}, {no_results("a number")}});
  }
}

TEST_CASE("a text of any length is read, written and converted as it is", "[sizes]") {
  for_each_text([](const std::string& text, const std::string&) {
    const BulkEmailEntryResult result{BulkEmailStatus::Unrecognized, text + "m", text + "e", text + "s"};
    const nlohmann::ordered_json object{{"Status", text + "s"}, {"MessageId", text + "m"}, {"Error", text + "e"}};
    const auto written = sesv2::serialize_send_bulk_email_response({result});
    CHECK(written == list_of(object.dump()));
    CHECK(sesv2::parse_send_bulk_email_response(written) == Results{result});
    CHECK(sesv2::parse_send_bulk_email_response(list_of(object.dump(-1, ' ', true))) == Results{result});
    CHECK(nlohmann::ordered_json(result) == object);
    CHECK(object.get<BulkEmailEntryResult>() == result);
    CHECK(BulkEmailEntryResult::success(text).message_id == text);
    CHECK(BulkEmailEntryResult::failure(BulkEmailStatus::Failed, text).error == text);
    CHECK_THROWS_WITH(sesv2::serialize_send_bulk_email_response({{BulkEmailStatus::Failed, "", text + "\xFF", ""}}),
                      Catch::Matchers::StartsWith(list_path + "/0/Error, byte " + std::to_string(text.size()) + ": "));
  });
}

TEST_CASE("a text of any length is printed and described as a whole", "[sizes]") {
  for_each_text([](const std::string& text, const std::string& escaped) {
    CHECK(sesv2::escaped(text) == escaped);
    CHECK(streamed(BulkEmailEntryResult{BulkEmailStatus::Unrecognized, text, text, text}) ==
          "UNRECOGNIZED Status=\"" + escaped + "\" MessageId=\"" + escaped + "\" Error=\"" + escaped + "\"");
    CHECK(describe(ParseIssue{Kind::WrongType, text, 7, text}) == text + ", byte 7: " + text);
  });
}

TEST_CASE("the first 1,024 bytes of a message are quoted, without a part of a character", "[sizes]") {
  for_each_text([](const std::string& text, const std::string&) {
    const auto response = salvage_send_bulk_email_response(nlohmann::json{{"message", text}}.dump(-1, ' ', true));
    auto quoted = text.substr(0, 1024);
    while (quoted.size() < text.size() && (static_cast<unsigned char>(text[quoted.size()]) & 0xC0U) == 0x80U) {
      quoted.pop_back();
    }
    CHECK(response.issues == Issues{no_results("nothing; the service says \"" + sesv2::escaped(quoted) +
                                               (quoted == text ? "\"" : "\"..."))});
  });
}

TEST_CASE("texts that differ in one byte are not equal, regardless of where it is", "[sizes]") {
  for_each_text([](const std::string& text, const std::string&) {
    const BulkEmailEntryResult result{BulkEmailStatus::Success, text, text, text};
    const ParseIssue issue{Kind::WrongType, text, {}, text};
    for (const auto place : {std::size_t{0}, text.size() / 2, text.size() - 1}) {
      for (const auto member : {&BulkEmailEntryResult::message_id, &BulkEmailEntryResult::error,
                                &BulkEmailEntryResult::unrecognized_status}) {
        auto other = result;
        (other.*member)[place] ^= 1;
        CHECK(other != result);
      }
      for (const auto member : {&ParseIssue::path, &ParseIssue::message}) {
        auto other = issue;
        (other.*member)[place] ^= 1;
        CHECK(other != issue);
      }
    }
  });
}

#if !defined(__GLIBCXX__) || defined(_GLIBCXX_HAS_GTHREADS)

TEST_CASE("any number of threads read and write concurrently", "[sizes]") {
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    threads.emplace_back([i, &wrong] {
      const Results results(
          20, BulkEmailEntryResult::failure(BulkEmailStatus::Failed, std::string(2000, '\n') + std::to_string(i)));
      for (int round = 0; round < 10; ++round) {
        const auto text = sesv2::serialize_send_bulk_email_response(results);
        wrong[i] += salvage_send_bulk_email_response(text).results == results ? 0 : 1;
        wrong[i] += streamed(results[0]) == streamed(results[1]) ? 0 : 1;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4));
}

#endif
