// Long bodies: neither the time nor the requested memory grows faster than the body. Three lines make a body, the
// second repeated until there are 64 KiB.
// SPDX-License-Identifier: MIT
#include <sesv2/response.hpp>
#include "check.hpp"
#include "support/allocations.hpp"

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <string>

namespace {

constexpr std::size_t body_size = 64 * 1024;
// An entry such as `1,` has two bytes, and costs an issue, and a result in a vector that doubles.
constexpr std::size_t memory_per_byte = (4 * sizeof(sesv2::BulkEmailEntryResult) + 128) / 2;
constexpr std::size_t memory_for_any_body = 128 * 1024;
// The slowest body is a list of `1,`: with sanitizers, on a busy machine, it takes about a fifth of this. Comparing
// every pair of entries takes more.
constexpr double seconds_per_byte = 5e-6;

double seconds_to_read(const std::string& body) {
  const auto started = std::clock();
  static_cast<void>(sesv2::salvage_send_bulk_email_response(body));
  return static_cast<double>(std::clock() - started) / CLOCKS_PER_SEC;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string input(bytes, bytes + size);
  const auto first_end = (std::min)(input.find('\n'), size);
  const auto second_end = (std::min)(input.find('\n', first_end + 1), size);
  auto body = input.substr(0, first_end);
  const auto piece = first_end == size ? "" : input.substr(first_end + 1, second_end - first_end - 1);
  const auto after = second_end == size ? "" : input.substr(second_end + 1);
  while (!piece.empty() && body.size() + piece.size() + after.size() <= body_size) body += piece;
  body += after;

  const auto asked =
      support::allocations_of([&] { static_cast<void>(sesv2::salvage_send_bulk_email_response(body)); }).bytes;
  check(asked <= memory_for_any_body + memory_per_byte * body.size(), "requested memory grows no faster than the body");
  const auto allowed = seconds_per_byte * static_cast<double>(body_size);
  // The machine may pause: one quick reading of three is enough.
  check(seconds_to_read(body) <= allowed || seconds_to_read(body) <= allowed || seconds_to_read(body) <= allowed,
        "the time grows no faster than the body");
  return 0;
}
