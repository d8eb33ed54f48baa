// How much memory reading requests, and what happens if there is none.
// SPDX-License-Identifier: MIT
#include <sesv2/json.hpp>
#include "support/allocations.hpp"
#include "support/response_check.hpp"

#include <limits>
#include <new>

using namespace support;
using Result = BulkEmailEntryResult;

namespace {

Allocations to_read(const std::string& body, Expected expected = std::nullopt) {
  return allocations_of([&] { static_cast<void>(salvage_send_bulk_email_response(body, expected)); });
}

/// A body of 50 entries as one call returns them; with one failure in ten, whose address is escaped.
std::string fifty_entries() {
  const std::string success =
      R"({"Status":"SUCCESS","MessageId":"0100018f2d3c4b5a-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-000000"},)";
  const auto ten = repeated(success, 9) +
                   R"({"Status":"MESSAGE_REJECTED","Error":"Address \u003cuser@example.com\u003e is blocked."})";
  return list_of(repeated(ten + ",", 4) + ten);
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
/// may throw std::bad_alloc then, and nothing else; if it does not throw, it checks its result itself. What it leaks,
/// a sanitizer reports.
template <typename Action>
void fail_each_allocation(Action action) {
  action();  // what is made once for the whole program, such as a locale's facets, does not count
  bool failed = true;
  for (std::size_t later = 0; failed; ++later) {
    bool threw = false;
    fail_allocation(later);
    try {
      action();
    } catch (const std::bad_alloc&) {
      threw = true;
    } catch (...) {
      stop_failing();
      throw;
    }
    failed = stop_failing();
    CAPTURE(later);
    CHECK((failed || !threw));
  }
}

/// Not an assertion of Catch2's, which would allocate.
void require(bool condition) {
  if (!condition) throw std::logic_error("another result than with enough memory");
}

/// Checks that an action returns the same, or throws std::bad_alloc, while each of its allocations fails in turn.
template <typename Action>
void return_or_throw(Action action) {
  const auto expected = action();
  fail_each_allocation([&] { require(action() == expected); });
}

/// Bodies that make every part of the parser allocate.
std::vector<std::string> telling_bodies() {
  return {twelve_entries,
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
  for (const auto& body : {fifty_entries(), captured("emulator-50-sent.json"), list_of(""), list_of("{}"),
                           // Without a count, too, for 50 entries of any length.
                           list_of(repeated("{},", 49) + "{}"),
                           list_of(repeated(R"({"Status":"FAILED"},)", 49) + R"({"Status":"FAILED"})"),
                           list_of(repeated(R"({"Status":"FAILED","Error":"refused"},)", 49) + "{}"),
                           list_of(repeated(R"({"Error":")" + std::string(4000, 'x') + "\"},", 49) + "{}")}) {
    CAPTURE(excerpt(body));
    const auto results = salvage_send_bulk_email_response(body).results;
    const auto most = long_texts(results) + 1;
    CHECK(to_read(body).count <= most);
    CHECK(to_read(body, results.size()).count <= most);
  }
}

TEST_CASE("the vector never takes more than three times the memory of its entries, not even while it grows") {
  for (const std::size_t count : {1U, 50U, 51U, 1000U, 1024U, 1025U, 5000U, 100'000U}) {
    for (const std::string entry : {"{}", "5", R"({"Status":"SUCCESS","MessageId":"id"})"}) {
      for (const Expected expected : {Expected{}, Expected{count}, Expected{1}}) {
        CAPTURE(count, entry, expected.value_or(0));
        const auto body = list_of(repeated(entry + ",", count - 1) + entry);
        std::size_t kept = 0;
        const auto asked = allocations_of([&] {
          const auto response = salvage_send_bulk_email_response(body, expected);
          kept = response.results.capacity() * sizeof(Result);
        });
        // A vector holds two blocks while it grows. Besides, there is room for results that are not read yet, and for
        // issues.
        const std::size_t room = (count < 1024 ? 1024 : 0) * sizeof(Result) + 64 * sizeof(ParseIssue);
        CHECK(asked.largest + asked.second_largest <= 3 * count * sizeof(Result) + room);
        CHECK(kept <= 2 * count * sizeof(Result) + room);
      }
    }
  }
}

TEST_CASE("requested memory is bounded by the body, regardless of how many entries are expected") {
  const auto body = list_of(R"({"Status":"FAILED","Error":")" + std::string(1'000'000, 'x') + R"("})");
  constexpr auto huge = std::numeric_limits<std::size_t>::max();
  CHECK(to_read(body, huge).bytes < body.size() + 200'000);
  // Text before the list is not taken for entries.
  const auto fifty = fifty_entries();
  const auto before = R"({"ResponseMetadata":")" + std::string(100'000, 'x') + "\"," + fifty.substr(1);
  CHECK(to_read(before).bytes == to_read(fifty).bytes);
}

TEST_CASE("requested memory grows no faster than the body", "[slow]") {
  struct Row {
    const char* what;
    std::string before;
    std::string repeated;
    std::string after;
    double bytes_per_byte = 0.1;  // requested in all, per byte of the body
  };
  // A vector that doubles requests four times its size in the worst case.
  constexpr double entry = 4.0 * sizeof(Result);
  constexpr double issue = 128;  // also if it is not kept
  const std::string open = R"({"BulkEmailEntryResults":[)";
  const std::string text(1000, 't');
  for (const auto& row : {
           Row{"lists of one issue", "{", R"("BulkEmailEntryResults":[1],)", R"("x":1})", 12},
           Row{"lists of another type", "{", R"("BulkEmailEntryResults":1,)", R"("x":1})"},
           Row{"empty entries", open, "{},", "{}]}", entry / 3},
           Row{"entries of another type", open, "1,", "1]}", (entry + issue) / 2},
           Row{"an entry's texts, one after another", open + "{", R"("Error":")" + text + R"(",)", R"("x":1}]})"},
           Row{"nested arrays", R"({"x":)", "[", "", 4},
           Row{"nested objects", R"({"x":)", R"({"x":)", "", 4 / 5.0},
           Row{"a text with escapes", open + R"({"Error":")", R"(\u003cx)", R"("}]})", 1},
           Row{"an unrecognized status", open + R"({"Status":")", text, R"("}]})", 1},
           Row{"a name with escapes", R"({")", R"(\u0053)", R"(":1})"},
           Row{"a message", R"({"message":")", text, R"("})"},
           Row{"messages", "{", R"("message":"no",)", R"("x":1})"},
       }) {
    constexpr std::size_t size = 100'000;
    constexpr double for_any_body = 128 * 1024;
    CAPTURE(row.what);
    for (const auto times : {std::size_t{1}, std::size_t{4}}) {
      const auto asked =
          to_read(row.before + repeated(row.repeated, times * size / row.repeated.size()) + row.after).bytes;
      CHECK(static_cast<double>(asked) <= for_any_body + row.bytes_per_byte * static_cast<double>(times * size));
    }
  }
}

TEST_CASE("a message of 1 MB costs no more than the part that is quoted") {
  for (const std::string piece : {"m", "\\\""}) {
    CHECK(to_read(R"({"message":")" + repeated(piece, 1'000'000 / piece.size()) + R"("})").bytes < 32'768);
  }
}

TEST_CASE("running out of memory while reading throws bad_alloc and never returns a partial response") {
  for (const auto& body : telling_bodies()) {
    CAPTURE(excerpt(body));
    return_or_throw([&] { return salvage_send_bulk_email_response(body, 3); });
    return_or_throw([&] {
      try {
        return sesv2::parse_send_bulk_email_response(body);
      } catch (const sesv2::ParseError& error) {
        return error.results();
      }
    });
  }
}

TEST_CASE("running out of memory while writing throws bad_alloc") {
  const std::vector<Result> no_utf8{{}, {BulkEmailStatus::Failed, "", "\xFF", ""}};
  for (const auto& results : {twelve_results, no_utf8}) {
    return_or_throw([&] {
      try {
        return sesv2::serialize_send_bulk_email_response(results);
      } catch (const std::invalid_argument& error) {
        return std::string(error.what());
      }
    });
  }
}

// Not to_json: nlohmann/json 3.11 leaks what a converting constructor has made so far if to_json throws, and its
// destructor allocates.
TEST_CASE("running out of memory while converting throws bad_alloc and leaves the target unchanged") {
  const auto results = sesv2::parse_send_bulk_email_response(fifty_entries());
  const Result before{BulkEmailStatus::Failed, "an id that was there before the conversion", "e", ""};
  for (const auto& result : {results[0], results[9], twelve_results[4]}) {
    const nlohmann::json converted = result;
    fail_each_allocation([&] {
      auto target = before;
      try {
        from_json(converted, target);
      } catch (const std::bad_alloc&) {
        require(target == before);
        throw;
      }
      require(target == result);
    });
  }
}

TEST_CASE("running out of memory while describing or printing throws bad_alloc or fails the stream") {
  const auto issue = salvage_send_bulk_email_response(telling_bodies()[2]).issues.front();
  return_or_throw([&] { return describe(issue); });
  return_or_throw([] { return sesv2::escaped("a text with \x1b[31m, which is longer than what fits into a string"); });
  const auto whole = streamed(twelve_results[2]);
  fail_each_allocation([&] {
    std::ostringstream stream;
    stream << twelve_results[2];
    require(!stream.good() || stream.str() == whole);
  });
}
