// The small enumerations: the name of each enumerator, in every form in which it is written, and its description.
// SPDX-License-Identifier: MIT
#include <sesv2/format.hpp>
#include <sesv2/json.hpp>
#include "support/catch.hpp"

#include <iomanip>
#include <set>

namespace {

struct Row {
  const char* name;
  const char* described_by;  // a part of its description
};

/// Checks the enumerators from 0 on, and that numbers past the last one have neither a name nor a description.
template <typename Enum>
void check_enumerators(const std::vector<Row>& rows) {
  std::set<std::string_view> sentences;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto enumerator = static_cast<Enum>(i);
    const std::string expected = rows[i].name;
    CAPTURE(expected);
    CHECK(name(enumerator) == expected);
    CHECK(describe(enumerator).find(rows[i].described_by) != std::string_view::npos);
    CHECK(describe(enumerator).back() == '.');
    CHECK(sentences.insert(describe(enumerator)).second);
    std::ostringstream stream;
    stream << std::setw(24) << enumerator << '|' << enumerator;
    const auto printed = std::string(24 - expected.size(), ' ') + expected + "|" + expected;
    CHECK(stream.str() == printed);
    CHECK(nlohmann::json(enumerator) == expected);
    CHECK(nlohmann::ordered_json(std::vector{enumerator}).dump() == "[\"" + expected + "\"]");
#ifdef SESV2_BULK_EMAIL_FORMAT
    CHECK(std::format("{:>24}|{}", enumerator, enumerator) == printed);
#endif
  }
  for (const auto past : {static_cast<Enum>(rows.size()), static_cast<Enum>(200)}) {
    CHECK(name(past).empty());
    CHECK(describe(past).empty());
  }
}

}  // namespace

TEST_CASE("each violation has its name, and a sentence that says what is violated") {
  check_enumerators<sesv2::Violation>(
      {{"MessageIdWithoutSuccess", "A failed entry must not have a MessageId, but has one."},
       {"ErrorWithoutFailure", "A successful entry must not have an Error, but has one."},
       {"SuccessWithoutMessageId", "A successful entry must have a MessageId, but has none."},
       {"FailureWithoutError", "A failed entry must have an Error, but has none."},
       {"StatusMissing", "An entry must have a Status, but has none."},
       {"StrayUnrecognizedStatus",
        "The text of an unrecognized status must not accompany or name a known status, but does."}});
}

TEST_CASE("each kind of issue has its name and a sentence of its own") {
  check_enumerators<sesv2::ParseIssue::Kind>(
      {{"Truncated", ""}, {"Malformed", ""}, {"NoResults", ""}, {"WrongCount", ""}, {"WrongType", ""}});
}

TEST_CASE("each advice has its name, and a sentence that says what to do") {
  check_enumerators<sesv2::RetryAdvice>({{"NotNeeded", "accepted"},
                                         {"Backoff", "after a pause"},
                                         {"NextQuotaWindow", "quota"},
                                         {"AfterFix", "Fix the cause"},
                                         {"Inspect", "Investigate"}});
}

TEST_CASE("each scope has its name, and a sentence that says which entries it affects") {
  check_enumerators<sesv2::FailureScope>(
      {{"None", ""}, {"Entry", "entry"}, {"Request", "same sender"}, {"Account", "account"}});
}
