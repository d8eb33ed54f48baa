// Other JSON libraries as oracles: whether a text is valid JSON, and what the results are by a plain walk of its DOM.
#ifndef SESV2_TESTS_ORACLES_HPP
#define SESV2_TESTS_ORACLES_HPP

#include <optional>
#include <sesv2/bulk_email_entry_result.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "text_traits.hpp"

namespace support {

struct Oracle {
  std::string_view name;
  /// Whether the library judges texts with these traits by RFC 8259.
  bool (*can_judge)(const TextTraits& traits);
  /// The results by a walk of the DOM, in which the last member of a name wins and what has another type is left empty;
  /// nothing if the text is not valid JSON.
  std::optional<std::vector<sesv2::BulkEmailEntryResult>> (*read)(std::string_view text);
};

/// Those that were found when the tests were configured; nlohmann/json is always one of them.
const std::vector<Oracle>& oracles();

}  // namespace support

#endif  // SESV2_TESTS_ORACLES_HPP
