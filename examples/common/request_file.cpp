// SPDX-License-Identifier: MIT
#include "common/request_file.hpp"

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace common {

std::string read_text_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text;
  std::error_code unknown;
  if (const auto size = std::filesystem::file_size(path, unknown); !unknown) text.reserve(size);
  std::array<char, 1U << 16U> buffer{};
  while (file.read(buffer.data(), buffer.size()) || file.gcount() > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (!file.eof()) throw RequestRefused(path + ": cannot be read: " + std::generic_category().message(errno));
  return text;
}

}  // namespace common
