// Reads a SendBulkEmail response from a file, prints each result and what is wrong with it, and says what to retry.
#include <fstream>
#include <iostream>
#include <iterator>
#include <sesv2/format.hpp>
#include <sesv2/response.hpp>
#include <sesv2/retry.hpp>

int main(int argc, char** argv) {
  std::ifstream file(argc == 2 ? argv[1] : "");
  file.peek();  // opens, but cannot be read: a directory
  if (!file) {
    std::cerr << "usage: quick_start RESPONSE.json (a file that can be read)\n";
    return 64;
  }
  const std::string body(std::istreambuf_iterator<char>(file), {});
  const auto response = sesv2::salvage_send_bulk_email_response(body);
  for (std::size_t i = 0; i < response.results.size(); ++i) {
    const auto& result = response.results[i];
    std::cout << i << ": " << result << "\n   " << describe(sesv2::retry_advice(result.status)) << "\n";
    for (const auto violation : violations(result)) std::cout << "   note: " << describe(violation) << "\n";
  }
  for (const auto index : indices_to_retry(response.results))
    std::cout << "send again after a pause: " << index << "\n";
  for (const auto& issue : response.issues) std::cout << "not read: " << describe(issue) << "\n";
  return response.issues.empty() ? 0 : 2;
}
