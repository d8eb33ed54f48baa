#include "awkward_bodies.hpp"

#include <cstddef>

#include "bodies.hpp"

using bodies::list_of;

namespace support {

const std::string every_token =
    R"({"n":[-1.5e+3,0,true,false,null,{}],"BulkEmailEntryResults":[{"Status":"SUCCESS","MessageId":"a\"\u00e9\n"},)"
    "\r\n\t"
    R"({"Status":"NEW","x":{"Status":[1]},"Error":"\\é"},{"Status":null}],"k\u0041":12345678901234567890})";

namespace {

std::string nested(std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

const std::string good = list_of(R"({"Status":"SUCCESS","MessageId":"m"})");
const std::string bom = "\xEF\xBB\xBF";
const std::string zero(1, '\0');

using Bodies = std::vector<std::string>;

Bodies roots() {
  return {
      "",          " ",  "\n\t\r ", "null",           "true", "1",
      R"("text")", "[]", "{}",      "[" + good + "]", good,   " \n" + good + "\r\n\t ",
  };
}

Bodies wrapped_responses() {
  return {
      bom + good,
      bom + bom + good,
      bom,
      "\xEF",
      "\xEF\xBB",
      "\xEF\xBB" + good,
      "\xFE\xFF" + good,
      good + bom,
      good + good,
      good + "garbage",
      good + "}",
      good + ",",
      good + zero,
      zero + good,
      zero,
      good + " " + zero,
      "\f" + good,
      "\v" + good,
      good + "\f",
      good + "\x1A",
      "// comment\n" + good,
      "/**/" + good,
  };
}

Bodies lists() {
  return {
      list_of(""),
      list_of("{}"),
      list_of("{},"),
      list_of(","),
      list_of("{}{}"),
      list_of("null"),
      list_of("{},1,{}"),
      list_of("[]"),
      list_of("[{}]"),
      list_of(R"("SUCCESS")"),
      list_of("true,false,1.5"),
      R"({"BulkEmailEntryResults":null})",
      R"({"BulkEmailEntryResults":{}})",
      R"({"BulkEmailEntryResults":"[]"})",
      R"({"BulkEmailEntryResults":1})",
      R"({"bulkEmailEntryResults":[]})",
      R"({"BulkEmailEntryResults\u0000":[]})",
      R"({"BulkEmail\u0045ntryResults":[{}]})",
      R"({"message":"no"})",
      R"({"Message":"no","message":null})",
      R"({"Message":"upper","message":"lower"})",
      R"({"message":"no","BulkEmailEntryResults":null})",
      R"({"message":1,"BulkEmailEntryResults":[]})",
      R"({"x":)" + good + "}",
  };
}

Bodies names_twice() {
  return {
      R"({"BulkEmailEntryResults":[{}],"BulkEmailEntryResults":[{"Status":"FAILED"},{}]})",
      R"({"BulkEmailEntryResults":[{}],"BulkEmailEntryResults":null})",
      R"({"BulkEmailEntryResults":null,"BulkEmailEntryResults":[{}]})",
      R"({"BulkEmailEntryResults":[1],"BulkEmailEntryResults":[{}]})",
      R"({"BulkEmailEntryResults":[{}],"BulkEmail\u0045ntryResults":[]})",
      R"({"x":1,"x":2,"BulkEmailEntryResults":[]})",
      list_of(R"({"Status":"SUCCESS","Status":"FAILED"})"),
      list_of(R"({"Status":"SUCCESS","Status":null})"),
      list_of(R"({"Status":null,"Status":"SUCCESS"})"),
      list_of(R"({"Status":null,"Status":null})"),
      list_of(R"({"MessageId":"a","MessageId":null,"Error":"b","Error":null})"),
      list_of(R"({"Status":1,"Status":"SUCCESS"})"),
      list_of(R"({"Status":"NEW","Status":1})"),
      list_of(R"({"Status":"SUCCESS","Statu\u0073":"FAILED"})"),
      list_of(R"({"MessageId":"a","MessageId":"b"})"),
      list_of(R"({"MessageId":"a","MessageId":""})"),
      list_of(R"({"Error":"a","Error":{}})"),
      list_of(R"({"x":1,"x":"2"})"),
  };
}

Bodies members() {
  return {
      list_of(R"({"status":"SUCCESS","STATUS":"FAILED","Status ":"FAILED","":"x"})"),
      list_of(R"({"Status":"success"})"),
      list_of(R"({"Status":""})"),
      list_of(R"({"Status":"SUCCESS\u0000"})"),
      list_of(R"({"Status":"SUCCESSFUL"})"),
      list_of(R"({"Status\u0000":"SUCCESS"})"),
      list_of(R"({"St\u0061tus":"FAIL\u0045D"})"),
      list_of(R"({"Status":"a\u0000b"})"),
      list_of(R"({"Status":true,"MessageId":false,"Error":0})"),
      list_of(R"({"Status":{},"MessageId":[],"Error":-0.0})"),
      list_of(R"({"Status":{"Status":"SUCCESS"},"MessageId":[{"Error":"x"}]})"),
      list_of(R"({"MessageId":null,"Error":null})"),
      list_of(R"({"Status":"FAILED","MessageId":"m","Error":""})"),
      list_of(R"({"Status":"SUCCESS","Error":"e"})"),
  };
}

Bodies strings() {
  return {
      list_of(R"({"Error":"\u0000"})"),
      list_of(R"({"Error":"\"\\\/\b\f\n\r\t"})"),
      list_of(R"({"Error":"\x"})"),
      list_of(R"({"Error":"\u12"})"),
      list_of(R"({"Error":"\u12G4"})"),
      list_of(R"({"Error":"\U0041"})"),
      list_of(R"({"Error":"\)"),
      list_of(R"({"Error":"\"})"),
      list_of(R"({"Error":'x'})"),
      list_of("{\"Error\":\"\x7F\"}"),
      list_of("{\"Error\":\"" + zero + "\"}"),
      list_of("{\"Error\":" + zero + "\"x\"}"),
      list_of("{\"Er" + zero + "ror\":\"\"}"),
      list_of(R"({"Error":"\uD83D\uDE00"})"),
      list_of(R"({Error:"x"})"),
      list_of(R"({"Error" "x"})"),
      list_of(R"({"Error"})"),
  };
}

Bodies numbers() {
  return {
      R"({"x":18446744073709551616,"BulkEmailEntryResults":[{}]})",
      R"({"x":-9223372036854775809,"BulkEmailEntryResults":[]})",
      R"({"x":1e999,"BulkEmailEntryResults":[{"Status":"SUCCESS"}]})",
      R"({"x":-1E+999,"BulkEmailEntryResults":[1]})",
      R"({"x":1e-999,"BulkEmailEntryResults":[]})",
      R"({"x":-0,"BulkEmailEntryResults":[]})",
      R"({"x":)" + std::string(400, '9') + R"(,"BulkEmailEntryResults":[{}]})",
      R"({"x":0.)" + std::string(400, '3') + R"(,"BulkEmailEntryResults":[{}]})",
      list_of(R"({"Status":1e999})"),
      R"({"x":01,"BulkEmailEntryResults":[]})",
      R"({"x":+1,"BulkEmailEntryResults":[]})",
      R"({"x":1.,"BulkEmailEntryResults":[]})",
      R"({"x":.5,"BulkEmailEntryResults":[]})",
      R"({"x":1e,"BulkEmailEntryResults":[]})",
      R"({"x":-,"BulkEmailEntryResults":[]})",
      R"({"x":0x1,"BulkEmailEntryResults":[]})",
      R"({"x":NaN,"BulkEmailEntryResults":[]})",
      R"({"x":1_0,"BulkEmailEntryResults":[]})",
      R"({"x":truex,"BulkEmailEntryResults":[]})",
      R"({"x":nul,"BulkEmailEntryResults":[]})",
      R"({"x":True,"BulkEmailEntryResults":[]})",
  };
}

/// Each in a value that is kept, in one that is ignored, in names, and outside of a string.
Bodies strings_with(const std::string& text) {
  return {
      list_of(R"({"Error":")" + text + R"("})"),
      list_of(R"({"ignored":")" + text + R"("})"),
      list_of(R"({"Error)" + text + R"(":"x"})"),
      list_of(R"({"Status":")" + text + R"("})"),
      R"({"ignored":[{")" + text + R"(":1}],"BulkEmailEntryResults":[{}]})",
      text + good,
      good + text,
  };
}

Bodies make_awkward_bodies() {
  Bodies all;
  const auto add = [&all](const Bodies& more) { all.insert(all.end(), more.begin(), more.end()); };
  for (const auto& group : {roots(), wrapped_responses(), lists(), names_twice(), members(), strings(), numbers()}) {
    add(group);
  }
  for (const std::string text :
       {"\xC0\x80", "\xC3", "\x80", "\xED\xA0\x80", "\xED\xB0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xF0\x9F\x98\x80",
        "\xEF\xBF\xBF", "\xFF", R"(\ud800)", R"(\udc00)", R"(\ud83d\u0041)", R"(\udc00\ud800)", R"(\ud83dx)",
        R"(\ud83d\ude00)", R"(\uD83D\n)", R"(\u0000)"}) {
    add(strings_with(text));
  }
  return all;
}

}  // namespace

const std::vector<std::string>& awkward_bodies() {
  static const auto all = make_awkward_bodies();
  return all;
}

const std::vector<std::string>& all_bodies() {
  static const auto all = [] {
    auto gathered = awkward_bodies();
    gathered.push_back(every_token);
    gathered.push_back(bodies::twelve_entries);
    for (const auto& name : bodies::captured_names) gathered.push_back(bodies::captured(name));
    return gathered;
  }();
  return all;
}

std::vector<std::string> deep_bodies() {
  Bodies bodies;
  for (const std::size_t levels : {63U, 64U, 65U, 1023U, 1024U, 1025U, 100'000U}) {
    std::string objects;
    for (std::size_t i = 0; i < levels; ++i) objects += R"({"Status":)";
    const std::string objects_closed = objects + "1" + std::string(levels, '}');
    for (const auto& value : {nested(levels), objects_closed, std::string(levels, '['), objects,
                              std::string(levels, '[') + std::string(levels, '}'), nested(levels) + "]"}) {
      bodies.push_back(value);
      bodies.push_back(list_of(R"({"Status":"SUCCESS","x":)" + value + "}"));
      if (levels > 2000) continue;  // once is enough
      bodies.push_back(R"({"x":)" + value + R"(,"BulkEmailEntryResults":[{}]})");
      bodies.push_back(list_of(value));
      bodies.push_back(list_of(R"({"Error":)" + value + "}"));
    }
  }
  return bodies;
}

}  // namespace support
