// The search for the end of plain text, in the way of this machine and in the portable one.
// SPDX-License-Identifier: MIT
#include <sesv2/detail/plain_text.hpp>
#include "support/catch.hpp"

using sesv2::detail::end_of_plain;
using sesv2::detail::end_of_plain_portable;

TEST_CASE("plain text ends at the first quote, backslash, control character or byte that is not ASCII") {
  for (int byte = 0; byte < 256; ++byte) {
    const bool plain = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
    CAPTURE(byte);
    CHECK(sesv2::detail::is_plain(static_cast<char>(byte)) == plain);
    // In each place of texts around one and two blocks of sixteen bytes, and from each start.
    for (std::size_t size = 0; size < 40; ++size) {
      for (std::size_t place = 0; place < size; ++place) {
        std::string longer(64, 'x');  // what comes after the text does not count
        longer[place] = static_cast<char>(byte);
        const auto text = std::string_view(longer).substr(0, size);
        for (const std::size_t start : {std::size_t{0}, place, size / 2, size}) {
          const auto expected = plain || start > place ? size : place;
          if (end_of_plain(text, start) != expected || end_of_plain_portable(text, start) != expected) {
            FAIL("size " << size << ", place " << place << ", start " << start);
          }
        }
      }
    }
  }
}

TEST_CASE("of several bytes that are not plain the first one counts") {
  const std::string text = "plain text of sixteen and more bytes\x7F, \xC3\xA9 and \"quotes\"";
  CHECK(end_of_plain(text, 0) == text.find('\xC3'));
  CHECK(end_of_plain(text, text.find('\xA9') + 1) == text.find('"'));
}
