// SPDX-License-Identifier: MIT
#include "common/packed.hpp"

#include <sesv2/format.hpp>

#include <algorithm>
#include <array>

namespace common {
namespace {

using namespace std::string_view_literals;

struct Format {
  std::string_view first_bytes;
  std::string_view name;
  std::string_view command;
};

// Sources: RFC 1952 (gzip), RFC 8878 (zstd), the file format documents of xz, bzip2, zip and lz4, RFC 2781 (UTF-16;
// Windows PowerShell writes it after `>`).
constexpr std::array formats{
    Format{"\x1F\x8B"sv, "gzip data", "gzip -dc"},
    Format{"\x28\xB5\x2F\xFD"sv, "zstd data", "zstd -dc"},
    Format{"\xFD"
           "7zXZ\0"sv,
           "xz data", "xz -dc"},
    Format{"BZh"sv, "bzip2 data", "bzip2 -dc"},
    Format{"PK\x03\x04"sv, "a zip archive", "unzip -p"},
    Format{"\x04\x22\x4D\x18"sv, "lz4 data", "lz4 -dc"},
    Format{"\xFF\xFE"sv, "UTF-16 text", "iconv -f UTF-16 -t UTF-8"},
    Format{"\xFE\xFF"sv, "UTF-16 text", "iconv -f UTF-16 -t UTF-8"},
    Format{"{\0"sv, "UTF-16 text", "iconv -f UTF-16LE -t UTF-8"},
    Format{"\0{"sv, "UTF-16 text", "iconv -f UTF-16BE -t UTF-8"},
};

/// The file's name as a word of a shell command that survives being escaped for a terminal; else FILE.
std::string quoted_for_shell(const std::string& name) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./+,=@%:";
  std::string safe = name.front() == '-' ? "./" + name : name;
  if (safe.find_first_not_of(plain) == std::string::npos) return safe;
  const auto quoted = "'" + safe + "'";
  return safe.find('\'') == std::string::npos && sesv2::escaped(quoted) == quoted ? quoted : "FILE";
}

}  // namespace

std::string with_input(std::string command, const std::string& input) {
  constexpr std::string_view redirection = " < FILE";
  const auto place = command.find(redirection);
  if (input != "-") return command.replace(place, redirection.size(), " < " + quoted_for_shell(input));
  return "... | " + command.erase(place, redirection.size());
}

std::optional<std::string> how_to_unpack(std::string_view first_bytes, const std::string& input) {
  const auto* const format = std::find_if(formats.begin(), formats.end(), [first_bytes](const Format& candidate) {
    return first_bytes.substr(0, candidate.first_bytes.size()) == candidate.first_bytes;
  });
  if (format == formats.end()) return std::nullopt;
  const std::string command(format->command);
  const auto pipeline = command == "unzip -p"  // it reads files only
                            ? command + " " + (input == "-" ? "FILE" : quoted_for_shell(input))
                            : with_input(command + " < FILE", input);
  return "expected JSON, found " + std::string(format->name) + "; run: " + pipeline + " | bulk_report";
}

}  // namespace common
