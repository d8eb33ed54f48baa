// SPDX-License-Identifier: MIT
#include "bulk_report/messages.hpp"

#include <sesv2/format.hpp>
#include "common/packed.hpp"
#include "common/text_input.hpp"

#include <csignal>
#include <string_view>

namespace bulk_report {

std::string shown(const std::string& input) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view not_utf8 = "\\ufffd";
  if (input == "-") return "standard input";
  if (sesv2::escaped(input).find(not_utf8) == std::string::npos) return input;
  std::string name;
  for (const char c : input) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      name += c;
    } else {
      name.append("\\x").append(1, digits[byte / 16]).append(1, digits[byte % 16]);
    }
  }
  return name;
}

std::string message_of(const Response& response) {
  const auto counted = response.salvaged.results.size();
  return "expected the end of the response within " + std::to_string(common::TextInput::max_text >> 10U) +
         " KiB, found " + std::to_string(common::TextInput::max_text + response.skipped) + " bytes; " +
         std::to_string(counted) + (counted == 1 ? " result was" : " results were") +
         " counted, and the rest was skipped, up to " +
         (response.next_line > 0 ? "line " + std::to_string(response.next_line) : "the end of the input");
}

std::string message_of(const WrappedResponses& wrapped, const std::string& input) {
  const auto others = wrapped.lines - 1;
  const auto more = others == 0   ? ""
                    : others == 1 ? " (so is that on 1 more line)"
                                  : " (so are those on " + std::to_string(others) + " more lines)";
  return "the response is " + wrapped.where + more + "; run: " + common::with_input(wrapped.command, input);
}

std::string interruption_by(int signal) {
  const std::string name = signal == SIGINT ? "SIGINT" : signal == SIGTERM ? "SIGTERM" : "SIGHUP";
  return "interrupted by " + name + "; the rest was not read";
}

}  // namespace bulk_report
