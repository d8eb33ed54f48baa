// The part of an error text that is the same for many entries.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_REPORT_ERROR_PATTERN_HPP
#define EXAMPLES_REPORT_ERROR_PATTERN_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace report {

/// Replaces what differs from entry to entry: email addresses with `<address>`; numbers, words with digits and
/// hexadecimal words with `<number>`. A list of addresses becomes one `<address>`.
///
///   "Email address a1@example.com, request 7f3a-22, try 3"
///   "Email address <address>, request <number>, try <number>"
///
/// Stops after `max_size` bytes, between two UTF-8 characters.
[[nodiscard]] std::string error_pattern(std::string_view error, std::size_t max_size);

}  // namespace report

#endif  // EXAMPLES_REPORT_ERROR_PATTERN_HPP
