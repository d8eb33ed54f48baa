// Positions of entries as people write them: `3,7-12`.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_RANGES_HPP
#define EXAMPLES_SES_CLIENT_RANGES_HPP

#include "ses_client/entry_outcome.hpp"

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace ses_client {

/// The text does not name positions of the request.
class RangesRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Returns the positions that the text names, in ascending order, each once.
/// @param size  the number of entries; every position must be less
/// @throws RangesRefused
[[nodiscard]] Batch parse_ranges(std::string_view text, std::size_t size);

/// Writes positions on one line: `0-49, 52`; if there are more than `max_ranges` ranges, the first of them and the
/// number of further positions.
[[nodiscard]] std::string ranges(const Batch& positions, std::size_t max_ranges = 10);

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_RANGES_HPP
