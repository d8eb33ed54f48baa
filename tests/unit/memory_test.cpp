// How much memory reading asks for, and what happens when there is none.
#include <cstddef>
#include <limits>
#include <new>
#include <optional>
#include <sesv2/format.hpp>
#include <sesv2/json.hpp>
#include <sesv2/response.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "support/allocations.hpp"
#include "support/awkward_bodies.hpp"
#include "support/bodies.hpp"
#include "support/catch.hpp"
#include "support/excerpt.hpp"

using bodies::list_of;
using support::allocations_of;
using Result = sesv2::BulkEmailEntryResult;

namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::size_t bytes_to_read(const std::string& body) {
  return allocations_of([&] { static_cast<void>(sesv2::salvage_send_bulk_email_response(body)); }).bytes;
}

/// A body of 50 entries as one call returns them; with one failure in ten, whose address is escaped.
std::string fifty_entries() {
  std::string entries;
  for (std::size_t i = 0; i < 50; ++i) {
    if (i > 0) entries += ',';
    entries +=
        i % 10 == 9
            ? R"({"Status":"MESSAGE_REJECTED","Error":"Address \u003cuser@example.com\u003e is blocked."})"
            : R"({"Status":"SUCCESS","MessageId":"0100018f2d3c4b5a-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-000000"})";
  }
  return list_of(entries);
}

/// How many texts of the results do not fit into a string itself.
std::size_t long_texts(const std::vector<Result>& results) {
  const auto within_string = std::string().capacity();
  std::size_t count = 0;
  for (const auto& result : results) {
    for (const auto* text : {&result.message_id, &result.error, &result.unrecognized_status}) {
      count += text->size() > within_string ? 1 : 0;
    }
  }
  return count;
}

/// Runs an action again and again, each time with another of its allocations failing, until none is left. The action
/// may throw std::bad_alloc then, and nothing else; if it does not throw, it checks its result itself.
template <typename Action>
void fail_each_allocation(Action action) {
  action();  // what is made once for the whole program, such as a locale's facets, does not count
  for (std::size_t later = 0;; ++later) {
    bool failed = false;
    bool threw = false;
    const auto live_before = support::live_blocks();
    try {
      const support::FailingAllocation failing(later);
      const auto note = [&] { failed = failing.has_failed(); };
      try {
        action();
        note();
      } catch (...) {
        note();
        throw;
      }
    } catch (const std::bad_alloc&) {
      threw = true;
    }
    const auto live_after = support::live_blocks();
    CAPTURE(later);
    CHECK(live_after == live_before);
    CHECK((failed || !threw));
    if (!failed) return;
  }
}

/// Bodies that make every part of the reader allocate.
std::vector<std::string> telling_bodies() {
  return {bodies::twelve_entries,
          fifty_entries(),
          list_of("1,2,{\"Status\":[],\"MessageId\":{},\"Error\":0}") + "x",
          R"({"message":"a text that is too long for the string itself","BulkEmailEntryResults":null})",
          R"({"BulkEmailEntryResults":[{"Error":"a text that is too long for the string itself)",
          R"({"x":)" + repeated("[", 1000),
          list_of(R"({"Status":"A_STATUS_THAT_IS_NEWER_THAN_THIS_LIBRARY","Status":1,"Status":"SUCCESS"})"),
          "<html><body>not a response at all, but a page of some proxy</body></html>"};
}

}  // namespace

TEST_CASE("each long text takes one allocation, and all entries take one") {
  for (const auto& body : {fifty_entries(), bodies::captured("emulator-50-sent.json"), list_of(""), list_of("{}")}) {
    CAPTURE(support::excerpt(body));
    const auto results = sesv2::parse_send_bulk_email_response(body);
    const auto most = long_texts(results) + 1;
    const auto read = [&](std::optional<std::size_t> expected) {
      return allocations_of([&] { static_cast<void>(sesv2::parse_send_bulk_email_response(body, expected)); }).count;
    };
    CHECK(read(std::nullopt) <= most);
    CHECK(read(results.size()) <= most);
  }
}

TEST_CASE("entries as short as the expected count allows take one allocation") {
  const auto body = list_of(repeated(R"({"Status":"FAILED","Error":"refused"},)", 49) + "{}");
  CHECK(allocations_of([&] { static_cast<void>(sesv2::salvage_send_bulk_email_response(body, 50)); }).count <= 1);
}

TEST_CASE("an ordinary response takes at most three times the memory of its results, and that of its texts") {
  const auto body = fifty_entries();
  const auto results = sesv2::parse_send_bulk_email_response(body);
  std::size_t texts = 0;
  for (const auto& result : results) texts += result.message_id.capacity() + result.error.capacity() + 2;
  const auto most = 3 * results.size() * sizeof(Result) + texts;
  CHECK(bytes_to_read(body) <= most);
  // What comes before the list is not taken for entries.
  CHECK(bytes_to_read(R"({"ResponseMetadata":")" + std::string(100'000, 'x') + "\"," + body.substr(1)) <= most);
}

TEST_CASE("what reading asks for is bounded by the body, however many entries are expected") {
  const auto body = list_of(R"({"Status":"FAILED","Error":")" + std::string(1'000'000, 'x') + R"("})");
  constexpr auto huge = std::numeric_limits<std::size_t>::max();
  const auto read = [&] { static_cast<void>(sesv2::salvage_send_bulk_email_response(body, huge)); };
  CHECK(allocations_of(read).bytes < body.size() + 200'000);
}

TEST_CASE("what reading asks for grows no faster than the body", "[slow]") {
  struct Row {
    const char* what;
    std::string before;
    std::string repeated;
    std::string after;
    double bytes_per_byte = 0.1;  // of the body, what is asked for in all
  };
  // A vector that doubles asks for four times its size in the worst case.
  constexpr double entry = 4.0 * sizeof(Result);
  constexpr double issue = 128;  // also of one that is not kept
  const std::string open = R"({"BulkEmailEntryResults":[)";
  const std::string text(1000, 't');
  for (const auto& row : {
           Row{"lists that replace one another", "{", R"("BulkEmailEntryResults":[],)", R"("x":1})"},
           Row{"lists of one entry", "{", R"("BulkEmailEntryResults":[{}],)", R"("x":1})"},
           Row{"lists of one issue", "{", R"("BulkEmailEntryResults":[1],)", R"("x":1})", 12},
           Row{"lists of another type", "{", R"("BulkEmailEntryResults":1,)", R"("x":1})"},
           Row{"empty entries", open, "{},", "{}]}", entry / 3},
           Row{"entries of another type", open, "1,", "1]}", (entry + issue) / 2},
           Row{"an entry's issues, one after another", open + "{", R"("Status":1,)", R"("x":1}]})"},
           Row{"an entry's texts, one after another", open + "{", R"("Error":")" + text + R"(",)", R"("x":1}]})"},
           Row{"nested arrays", R"({"x":)", "[", "", 4},
           Row{"nested objects", R"({"x":)", R"({"x":)", "", 4 / 5.0},
           Row{"a deep entry", open, "[", "", 4},
           Row{"a deep field", open + R"({"Status":)", R"({"":[)", "", 2},
           Row{"a text", open + R"({"Error":")", text, R"("}]})", 1},
           Row{"a text with escapes", open + R"({"Error":")", R"(\u003cx)", R"("}]})", 1},
           Row{"an unknown status", open + R"({"Status":")", text, R"("}]})", 1},
           Row{"a bad text", open + R"({"Error":")", text, "\xFF"},
           Row{"a truncated text", open + R"({"Error":")", text, ""},
           Row{"an ignored text", R"({"x":")", text, R"("})"},
           Row{"a name", R"({")", text, R"(":1})"},
           Row{"a name with escapes", R"({")", R"(\u0053)", R"(":1})"},
           Row{"a number", "", "1", "x"},
           Row{"whitespace", "", "          ", "x"},
           Row{"a message", R"({"message":")", text, R"("})"},
           Row{"a message that is escaped", R"({"message":")", "\x7F", R"("})"},
           Row{"a truncated message", R"({"message":")", text, ""},
           Row{"messages", "{", R"("message":"no",)", R"("x":1})"},
       }) {
    constexpr std::size_t size = 100'000;
    constexpr double for_any_body = 128 * 1024;
    CAPTURE(row.what);
    for (const auto times : {std::size_t{1}, std::size_t{4}}) {
      const auto asked =
          bytes_to_read(row.before + repeated(row.repeated, times * size / row.repeated.size()) + row.after);
      CHECK(static_cast<double>(asked) <= for_any_body + row.bytes_per_byte * static_cast<double>(times * size));
    }
  }
}

TEST_CASE("a message of 1 MB costs no more than the part that is quoted") {
  for (const char c : {'m', '"'}) {
    std::string message;
    const std::string piece = c == '"' ? "\\\"" : "m";
    message = repeated(piece, 1'000'000 / piece.size());
    const auto body = R"({"message":")" + message + R"("})";
    CHECK(bytes_to_read(body) < 32'768);
  }
}

TEST_CASE("reading without memory throws bad_alloc, and loses nothing") {
  for (const auto& body : telling_bodies()) {
    CAPTURE(support::excerpt(body));
    const auto expected = sesv2::salvage_send_bulk_email_response(body, 3);
    fail_each_allocation([&] {
      const auto response = sesv2::salvage_send_bulk_email_response(body, 3);
      if (response != expected) throw std::logic_error("another response");
    });
    fail_each_allocation([&] {
      try {
        if (sesv2::parse_send_bulk_email_response(body) != expected.results) throw std::logic_error("other results");
      } catch (const sesv2::ParseError& error) {
        if (error.results() != expected.results) throw std::logic_error("other results");
      }
    });
  }
}

TEST_CASE("writing without memory throws bad_alloc") {
  const auto text = sesv2::serialize_send_bulk_email_response(bodies::twelve_results);
  fail_each_allocation([&] {
    if (sesv2::serialize_send_bulk_email_response(bodies::twelve_results) != text) throw std::logic_error("other text");
  });
  const std::vector<Result> no_utf8{{}, {sesv2::BulkEmailStatus::Failed, "", "\xFF", ""}};
  fail_each_allocation([&] {
    try {
      static_cast<void>(sesv2::serialize_send_bulk_email_response(no_utf8));
    } catch (const std::invalid_argument&) {
    }
  });
}

// Not to_json: nlohmann/json 3.11 leaks what a converting constructor has made so far when to_json throws, and its
// destructor allocates.
TEST_CASE("converting without memory throws bad_alloc, and leaves the target as it was") {
  const auto results = sesv2::parse_send_bulk_email_response(fifty_entries());
  const Result before{sesv2::BulkEmailStatus::Failed, "an id that was there before the conversion", "e", ""};
  for (const auto& result : {results[0], results[9], bodies::twelve_results[4]}) {
    const nlohmann::json json = result;
    fail_each_allocation([&] {
      auto target = before;
      try {
        from_json(json, target);
      } catch (const std::bad_alloc&) {
        if (target != before) throw std::logic_error("a target that changed");
        throw;
      }
      if (target != result) throw std::logic_error("another result");
    });
  }
}

TEST_CASE("describing and printing without memory throws bad_alloc, or fails the stream") {
  const auto response = sesv2::salvage_send_bulk_email_response(telling_bodies()[2]);
  const auto& issue = response.issues.front();
  const auto description = describe(issue);
  fail_each_allocation([&] {
    if (describe(issue) != description) throw std::logic_error("another description");
  });
  const std::string text = "a text with \x1b[31m, which is longer than what fits into a string";
  const auto escaped = sesv2::escaped(text);
  fail_each_allocation([&] {
    if (sesv2::escaped(text) != escaped) throw std::logic_error("another text");
  });
  std::ostringstream whole;
  whole << bodies::twelve_results[2];
  fail_each_allocation([&] {
    std::ostringstream stream;
    stream << bodies::twelve_results[2];
    if (stream.good() && stream.str() != whole.str()) throw std::logic_error("another line");
  });
}
