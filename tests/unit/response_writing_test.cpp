// Writing a response.
#include <nlohmann/json.hpp>
#include <sesv2/response.hpp>

#include "support/response_check.hpp"

using namespace response_check;
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

TEST_CASE("text that is not UTF-8 cannot be written, and the error says where it is") {
  struct Bad {
    BulkEmailEntryResult result;
    const char* said;
  };
  for (
      const auto& [result, said] : {
          Bad{{BulkEmailStatus::Success, "a\xFF", "", ""},
              R"(/BulkEmailEntryResults/1/MessageId, byte 1: expected UTF-8, found "\ufffd")"},
          Bad{{BulkEmailStatus::Failed, "", std::string(40, 'x') + "\xC3(", ""},
              R"(/BulkEmailEntryResults/1/Error, byte 40: expected UTF-8, found "\ufffd(")"},
          Bad{{BulkEmailStatus::Failed, "", "\xE2\x82", ""},
              R"(/BulkEmailEntryResults/1/Error, byte 0: expected UTF-8, found "\ufffd\ufffd")"},
          Bad{{BulkEmailStatus::Failed, "", "\xFF 32 bytes of it are quoted, and .", ""},
              R"(/BulkEmailEntryResults/1/Error, byte 0: expected UTF-8, found "\ufffd 32 bytes of it are quoted, and"...)"},
          Bad{{BulkEmailStatus::Unrecognized, "", "", "\xED\xA0\x80"},
              R"(/BulkEmailEntryResults/1/Status, byte 0: expected UTF-8, found "\ufffd\ufffd\ufffd")"},
      }) {
    try {
      static_cast<void>(sesv2::serialize_send_bulk_email_response({sent, result}));
      FAIL("nothing was thrown");
    } catch (const std::invalid_argument& error) {
      CHECK(error.what() == std::string(said));
    }
  }
}

TEST_CASE("a known status is written by its name, whatever text is beside it") {
  CHECK(sesv2::serialize_send_bulk_email_response({{BulkEmailStatus::Failed, "", "", "NEW"}}) ==
        list_of(R"({"Status":"FAILED"})"));
  CHECK(sesv2::serialize_send_bulk_email_response({{static_cast<BulkEmailStatus>(200), "", "", ""}}) == list_of("{}"));
}
