// Random texts, results and damage, the same for the same seed on every platform.
#ifndef SESV2_TESTS_RANDOM_HPP
#define SESV2_TESTS_RANDOM_HPP

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <sesv2/bulk_email_entry_result.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace support {

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}

  /// From 0 to `end` - 1. Not std::uniform_int_distribution, which differs between standard libraries.
  std::size_t below(std::size_t end) { return engine_() % end; }

  bool one_in(std::size_t count) { return below(count) == 0; }

  template <typename T>
  const T& pick(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }

 private:
  std::mt19937 engine_;
};

/// The words of a text, which single spaces separate.
inline std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

/// Valid UTF-8 of up to nine pieces: what JSON must escape, the ends of each length of UTF-8, and words of the service.
inline std::string random_text(Random& random) {
  static const auto pieces = [] {
    auto all = words(
        "a Z9_ \" \\ / SUCCESS FAILED \x1f \x7f \xC2\x80 \xC3\xA9 \xDF\xBF \xE0\xA0\x80 \xED\x9F\xBF "
        "\xEE\x80\x80 \xEF\xBB\xBF \xEF\xBF\xBF \xF0\x90\x80\x80 \xF0\x9F\x98\x80 \xF4\x8F\xBF\xBF");
    for (const char c : {' ', '\n', '\t', '\b', '\0'}) all.emplace_back(1, c);
    return all;
  }();
  std::string text;
  for (auto left = random.below(10); left > 0; --left) text += random.pick(pieces);
  return text;
}

/// A result with any status and any fields, whatever the invariants say.
inline sesv2::BulkEmailEntryResult random_result(Random& random) {
  sesv2::BulkEmailEntryResult result;
  const auto kind = random.below(16);
  if (kind < sesv2::all_statuses.size()) {
    result.status = sesv2::all_statuses[kind];
  } else {
    result.unrecognized_status = random_text(random);
  }
  if (random.one_in(2)) result.message_id = random_text(random);
  if (random.one_in(2)) result.error = random_text(random);
  return result;
}

/// What damage puts in: every token of JSON, the names of a response, escapes, and bytes that are out of place.
inline const std::vector<std::string>& telling_pieces() {
  static const auto pieces = [] {
    auto all = words(
        R"({ } [ ] : , " \ \u \ud83d \udc00 \u0041 \n null true nul 1 0 1e999 - . e + ' x {} [] "SUCCESS" "NEW" "FAILED")"
        R"( "Status": "MessageId": "Error": "BulkEmailEntryResults": "BulkEmailEntryResults":[ "message":"no", "Status":null,)"
        " \x01 \x7F \x80 \xBF \xC0 \xC3 \xE0 \xED\xA0 \xF0 \xF4 \xFF \xEF\xBB\xBF \xC3\xA9 \xF0\x9F\x98\x80");
    for (const char c : {' ', '\n', '\f', '\0'}) all.emplace_back(1, c);
    return all;
  }();
  return pieces;
}

/// Changes one place of a text: a bit, a byte, a piece put in or over, a stretch left out, doubled or moved.
inline std::string damage(Random& random, std::string text) {
  const auto at = random.below(text.size() + 1);
  const auto size = 1 + random.below(random.one_in(4) ? 64 : 4);
  const auto byte = at < text.size() ? at : 0;
  switch (random.below(7)) {
    case 0:
      if (!text.empty()) text[byte] = static_cast<char>(text[byte] ^ (1 << random.below(8)));
      break;
    case 1:
      if (!text.empty()) text[byte] = random.pick(telling_pieces())[0];
      break;
    case 2:
      text.insert(at, random.pick(telling_pieces()));
      break;
    case 3:
      text.replace(at, size, random.pick(telling_pieces()));
      break;
    case 4:
      text.erase(at, size);
      break;
    case 5:
      text.insert(at, text.substr(at, size));
      break;
    default:
      text.insert(at, text.substr(random.below(text.size() + 1), size));
      break;
  }
  return text;
}

/// Damages a text in one to three places.
inline std::string damage_repeatedly(Random& random, std::string text) {
  for (auto left = 1 + random.below(3); left > 0; --left) text = damage(random, std::move(text));
  return text;
}

}  // namespace support

#endif  // SESV2_TESTS_RANDOM_HPP
