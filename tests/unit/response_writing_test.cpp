// Writing a response.
// SPDX-License-Identifier: MIT
#include <sesv2/response.hpp>
#include "support/response_check.hpp"

#include <nlohmann/json.hpp>

using namespace support;
using std::string_literals::operator""s;

TEST_CASE("a response is written with the service's names, in the order of the API reference") {
  CHECK(sesv2::serialize_send_bulk_email_response({}) == R"({"BulkEmailEntryResults":[]})");
  CHECK(sesv2::serialize_send_bulk_email_response({BulkEmailEntryResult::success("id"),
                                                   {BulkEmailStatus::Failed, "id", "e\n", ""},
                                                   {BulkEmailStatus::Unrecognized, "", "", "NEW"},
                                                   {}}) ==
        R"({"BulkEmailEntryResults":[{"Status":"SUCCESS","MessageId":"id"},)"
        R"({"Status":"FAILED","MessageId":"id","Error":"e\n"},{"Status":"NEW"},{}]})");
}

TEST_CASE("a text is written as nlohmann writes it") {
  std::string every_character;
  for (int c = 0; c < 0x80; ++c) every_character += static_cast<char>(c);
  for (const auto& text : {every_character, "/\\\"\b\f\n\r\t"s, "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80"s,
                           std::string(40, 'x') + "\"" + std::string(40, 'x'), "\xE2\x80\xA8\xC2\x9B"s}) {
    CAPTURE(text);
    const auto written = sesv2::serialize_send_bulk_email_response({{BulkEmailStatus::Failed, "", text, ""}});
    CHECK(written == list_of(R"({"Status":"FAILED","Error":)" + nlohmann::json(text).dump() + "}"));
  }
}

TEST_CASE("writing text that is not UTF-8 throws an error that says where it is") {
  const auto excerpt_of_32 = "\xFF 32 bytes of it are quoted, and ."s;
  const std::pair<BulkEmailEntryResult, std::string> rows[] = {
      {{BulkEmailStatus::Success, "a\xFF", "", ""}, R"(MessageId, byte 1: expected UTF-8, found "\ufffd")"},
      {{BulkEmailStatus::Failed, "", std::string(40, 'x') + "\xC3(", ""},
       R"(Error, byte 40: expected UTF-8, found "\ufffd(")"},
      {{BulkEmailStatus::Failed, "", "\xE2\x82", ""}, R"(Error, byte 0: expected UTF-8, found "\ufffd\ufffd")"},
      {{BulkEmailStatus::Failed, "", excerpt_of_32, ""},
       R"(Error, byte 0: expected UTF-8, found "\ufffd 32 bytes of it are quoted, and"...)"},
      {{BulkEmailStatus::Unrecognized, "", "", "\xED\xA0\x80"},
       R"(Status, byte 0: expected UTF-8, found "\ufffd\ufffd\ufffd")"}};
  for (const auto& [result, said] : rows) {
    CHECK_THROWS_MATCHES(sesv2::serialize_send_bulk_email_response({sent, result}), std::invalid_argument,
                         Catch::Matchers::Message(list_path + "/1/" + said));
  }
}

TEST_CASE("a recognized status is written by its name, regardless of the unrecognized text") {
  CHECK(sesv2::serialize_send_bulk_email_response({{BulkEmailStatus::Failed, "", "", "NEW"}}) ==
        list_of(R"({"Status":"FAILED"})"));
  CHECK(sesv2::serialize_send_bulk_email_response({{static_cast<BulkEmailStatus>(200), "", "", ""}}) == list_of("{}"));
}
