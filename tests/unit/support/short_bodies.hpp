// Every body of a few tokens, each compared with the model.
#ifndef SESV2_TESTS_SHORT_BODIES_HPP
#define SESV2_TESTS_SHORT_BODIES_HPP

#include <cstddef>
#include <sesv2/response.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "model.hpp"
#include "recognizer.hpp"

namespace support {

/// Walks all sequences of tokens. One whose text is at fault is not continued with every token, since nothing after the
/// fault may count; it is read with a tail instead, and has to give the same.
class ShortBodies {
 public:
  /// Walks all sequences of up to `length` tokens that follow `start`, which must be the beginning of a valid text.
  void walk(std::string_view start, std::size_t length) {
    body_ = start;
    Recognizer recognizer;
    feed(recognizer, start);
    walk_on(recognizer, length);
  }

  [[nodiscard]] std::size_t bodies() const { return bodies_; }
  [[nodiscard]] std::size_t differences() const { return differences_; }
  /// The first few bodies on which the library and the model do not agree.
  [[nodiscard]] const std::vector<std::string>& examples() const { return examples_; }

  /// Where a walk starts: at the beginning, and in each place of a response.
  static const std::vector<std::string>& starts() {
    static const std::vector<std::string> all{
        "",
        R"({"message":"m",)",
        R"({"BulkEmailEntryResults":[)",
        R"({"BulkEmailEntryResults":[{)",
        R"({"BulkEmailEntryResults":[{"Status":1,"Error":"e",)",
        R"({"BulkEmailEntryResults":[1,{"Status":"NEW"}],)",
    };
    return all;
  }

 private:
  static bool feed(Recognizer& recognizer, std::string_view text) {
    bool viable = true;
    for (const char byte : text) viable = recognizer.feed(byte);
    return viable;
  }

  void walk_on(const Recognizer& before, std::size_t length) {
    static const std::vector<std::string_view> tokens{"{",
                                                      "}",
                                                      "[",
                                                      "]",
                                                      ":",
                                                      ",",
                                                      R"("BulkEmailEntryResults")",
                                                      R"("Status")",
                                                      R"("MessageId")",
                                                      R"("Error")",
                                                      R"("message")",
                                                      R"("SUCCESS")",
                                                      R"("NEW")",
                                                      "null",
                                                      "1",
                                                      "-"};
    compare(true);
    const auto size = body_.size();
    if (length == 0) return;
    for (const auto token : tokens) {
      body_ += token;
      auto recognizer = before;
      if (feed(recognizer, token)) {
        walk_on(recognizer, length - 1);
      } else {
        compare(false);
      }
      body_.resize(size);
    }
    body_ += "\"cut";
    auto recognizer = before;
    compare(feed(recognizer, "\"cut"));
    body_.resize(size);
  }

  void compare(bool viable) {
    constexpr std::size_t expected_entries = 1;
    constexpr std::string_view tail = R"("},1],null:{} a tail longer than a block of 16 bytes)";
    const auto response = sesv2::salvage_send_bulk_email_response(body_, expected_entries);
    bool same = agrees(model_of(body_, expected_entries), response);
    if (!viable) {
      const auto size = body_.size();
      body_ += tail;
      const auto with_tail = sesv2::salvage_send_bulk_email_response(body_, expected_entries);
      body_.resize(size);
      same = same && with_tail.results == response.results && equal_but_for_messages(with_tail, response);
    }
    ++bodies_;
    if (same) return;
    ++differences_;
    constexpr std::size_t most_examples = 20;
    if (examples_.size() < most_examples) examples_.push_back(body_);
  }

  static bool equal_but_for_messages(const sesv2::SalvagedResponse& left, const sesv2::SalvagedResponse& right) {
    return std::equal(
        left.issues.begin(), left.issues.end(), right.issues.begin(), right.issues.end(),
        [](const auto& a, const auto& b) { return a.kind == b.kind && a.path == b.path && a.byte == b.byte; });
  }

  std::string body_;
  std::size_t bodies_ = 0;
  std::size_t differences_ = 0;
  std::vector<std::string> examples_;
};

}  // namespace support

#endif  // SESV2_TESTS_SHORT_BODIES_HPP
