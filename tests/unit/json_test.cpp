// The conversions that nlohmann/json finds automatically.
// SPDX-License-Identifier: MIT
#include <sesv2/json.hpp>
#include "support/catch.hpp"

#include <map>

using nlohmann::json;
using sesv2::BulkEmailEntryResult;
using sesv2::BulkEmailStatus;

namespace {

/// A string type other than std::string, as in a program with its own allocator.
template <typename T>
struct OtherAllocator : std::allocator<T> {
  template <typename U>
  struct rebind {
    using other = OtherAllocator<U>;
  };
  OtherAllocator() = default;
  template <typename U>
  OtherAllocator(const OtherAllocator<U>& /*other*/) noexcept {}
};
using OtherString = std::basic_string<char, std::char_traits<char>, OtherAllocator<char>>;
using other_json = nlohmann::basic_json<std::map, std::vector, OtherString, bool, std::int32_t, std::uint32_t, float>;

template <typename Json>
void check_results() {
  struct Conversion {
    BulkEmailEntryResult result;
    const char* text;
  };
  const std::string with_zero("a\0b", 3);
  const Conversion rows[] = {
      {BulkEmailEntryResult::success("id"), R"({"Status":"SUCCESS","MessageId":"id"})"},
      {BulkEmailEntryResult::failure(BulkEmailStatus::Failed, "e"), R"({"Status":"FAILED","Error":"e"})"},
      {{BulkEmailStatus::Failed, "id", "e", ""}, R"({"Status":"FAILED","MessageId":"id","Error":"e"})"},
      {{BulkEmailStatus::Unrecognized, "", "", "success"}, R"({"Status":"success"})"},
      {{}, "{}"},
      {{BulkEmailStatus::Unrecognized, with_zero, with_zero, with_zero},
       R"({"Status":"a\u0000b","MessageId":"a\u0000b","Error":"a\u0000b"})"},
  };
  // A recognized status is written by its name, regardless of the unrecognized text.
  CHECK(Json(BulkEmailEntryResult{BulkEmailStatus::Failed, "", "", "NEW"}) == Json::parse(R"({"Status":"FAILED"})"));
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto parsed = Json::parse(row.text);
    CHECK(Json(row.result) == parsed);
    CHECK(parsed.template get<BulkEmailEntryResult>() == row.result);
  }
  BulkEmailEntryResult target;
  CHECK_THROWS_AS(Json::parse("[]").get_to(target), typename Json::type_error);
}

template <typename Json>
void check_statuses() {
  for (const auto status : sesv2::all_statuses) {
    const auto name = sesv2::wire_name(status);
    const Json text(typename Json::string_t(name.data(), name.size()));
    CHECK(Json(status) == text);
    CHECK(text.template get<BulkEmailStatus>() == status);
  }
  CHECK(Json(BulkEmailStatus::Unrecognized).is_null());
  Json something(1);
  to_json(something, BulkEmailStatus::Unrecognized);
  CHECK(something.is_null());
  CHECK(Json(nullptr).template get<BulkEmailStatus>() == BulkEmailStatus::Unrecognized);
  for (const auto* text : {"NEW", "success", " SUCCESS"}) {
    CHECK(Json(text).template get<BulkEmailStatus>() == BulkEmailStatus::Unrecognized);
  }
}

}  // namespace

TEST_CASE("every basic_json converts a result both ways") {
  check_results<nlohmann::json>();
  check_results<nlohmann::ordered_json>();
  check_results<other_json>();
}

TEST_CASE("every basic_json converts a status both ways") {
  check_statuses<nlohmann::json>();
  check_statuses<nlohmann::ordered_json>();
  check_statuses<other_json>();
}

TEST_CASE("to_json and from_json replace everything in their target") {
  for (auto target : {json::parse(R"({"Status":"FAILED","Error":"old","X":1})"), json::parse("[1]"), json(1)}) {
    to_json(target, BulkEmailEntryResult::success("id"));
    CHECK(target == json::parse(R"({"Status":"SUCCESS","MessageId":"id"})"));
  }
  BulkEmailEntryResult target{BulkEmailStatus::Unrecognized, "id", "error", "text"};
  json::parse(R"({"Status":"SUCCESS"})").get_to(target);
  CHECK(target == BulkEmailEntryResult{BulkEmailStatus::Success, "", "", ""});
}

TEST_CASE("members that are absent, null or unrecognized leave a result empty") {
  for (const auto* text :
       {"{}", R"({"Status":null,"MessageId":null,"Error":null})",
        R"({"status":"SUCCESS","messageId":"id","error":"e","ErrorMessage":"e","X":[{"Status":"SUCCESS"}]})"}) {
    CAPTURE(text);
    CHECK(json::parse(text).get<BulkEmailEntryResult>() == BulkEmailEntryResult{});
  }
}

TEST_CASE("from_json throws type_error 302 and leaves its target unchanged") {
  for (const auto* text :
       {R"(null)", R"([])", R"("SUCCESS")", R"(1)", R"(true)", R"({"Status":1})",
        R"({"Status":"SUCCESS","MessageId":[]})", R"({"Status":"SUCCESS","MessageId":"new","Error":{}})",
        R"({"Status":false,"MessageId":"new","Error":"new"})"}) {
    CAPTURE(text);
    const BulkEmailEntryResult before{BulkEmailStatus::TransientFailure, "id", "error", "text"};
    auto target = before;
    CHECK_THROWS_WITH(json::parse(text).get_to(target), Catch::Matchers::StartsWith("[json.exception.type_error.302]"));
    CHECK(target == before);
  }
  for (const auto& value : {json::array(), json::object(), json(1), json(1.5), json(true)}) {
    auto target = BulkEmailStatus::Failed;
    CHECK_THROWS_AS(value.get_to(target), json::type_error);
    CHECK(target == BulkEmailStatus::Failed);
  }
}
