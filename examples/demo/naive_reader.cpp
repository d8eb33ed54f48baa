// Reads a SendBulkEmail response as many programs do, to show what such a program knows after a truncated response.
// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include <exception>
#include <fstream>
#include <iostream>

int main(int argc, char** argv) {
  try {
    std::ifstream file(argc == 2 ? argv[1] : "");
    const auto response = nlohmann::json::parse(file);
    std::cout << response.at("BulkEmailEntryResults").size() << " results\n";
    return 0;
  } catch (const std::exception& error) {
    std::cout << error.what() << "\n  No result is left, not even the one for the email that was sent.\n";
    return 1;
  }
}
