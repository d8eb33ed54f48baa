// Reads a SendBulkEmail response from a file, and prints each result and what is wrong with it.
#include <fstream>
#include <iostream>
#include <iterator>
#include <sesv2/json.hpp>

int main(int argc, char** argv) {
  std::ifstream file(argc == 2 ? argv[1] : "");
  if (!file) {
    std::cerr << "usage: quick_start RESPONSE.json (a file that can be read)\n";
    return 64;
  }
  const std::string body(std::istreambuf_iterator<char>(file), {});
  const auto response = sesv2::salvage_send_bulk_email_response(body);
  for (std::size_t i = 0; i < response.results.size(); ++i) {
    const auto& result = response.results[i];
    const auto name = wire_name(result.status);
    std::cout << i << ": " << (name.empty() ? result.unrecognized_status : name) << " " << result.message_id << "\n";
    if (!result.error.empty()) std::cout << "   error: " << result.error << "\n";
    for (const auto violation : violations(result)) std::cout << "   note: " << describe(violation) << "\n";
  }
  for (const auto& issue : response.issues) std::cout << "not read: " << describe(issue) << "\n";
  return response.issues.empty() ? 0 : 2;
}
