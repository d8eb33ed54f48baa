// Reads a SendBulkEmail response from a file, and prints each result, its violations and which entries to retry.
// SPDX-License-Identifier: MIT
#include <sesv2/format.hpp>
#include <sesv2/response.hpp>
#include <sesv2/retry.hpp>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

int main(int argc, char** argv) {
  std::ifstream file(argc > 1 ? argv[1] : "");
  file.peek();  // fails for a directory, which can be opened but not read
  if (argc > 3 || !file) return std::cerr << "usage: quick_start RESPONSE.json [ENTRIES_SENT]\n", 64;
  const std::string body(std::istreambuf_iterator<char>(file), {});
  std::optional<std::size_t> entries_sent;
  if (argc == 3) entries_sent = std::strtoul(argv[2], nullptr, 10);
  const auto response = sesv2::salvage_send_bulk_email_response(body, entries_sent);
  for (std::size_t i = 0; i < response.results.size(); ++i) {
    const auto& result = response.results[i];
    std::cout << i << ": " << result << "\n   " << describe(sesv2::retry_advice(result.status)) << "\n";
    for (const auto violation : violations(result)) std::cout << "   note: " << describe(violation) << "\n";
  }
  for (const auto index : indices_to_retry(response)) std::cout << "retry after a pause: " << index << "\n";
  for (const auto& issue : response.issues) std::cout << "issue: " << describe(issue) << "\n";
  return response.complete() ? 0 : 2;
}
