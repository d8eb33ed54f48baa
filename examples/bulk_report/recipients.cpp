#include "bulk_report/recipients.hpp"

#include <array>
#include <string_view>

namespace bulk_report {
namespace {

struct Addresses {
  const char* member;
  std::string_view prefix;
};

constexpr std::array kinds{Addresses{"ToAddresses", ""}, Addresses{"CcAddresses", "cc "},
                           Addresses{"BccAddresses", "bcc "}};

}  // namespace

std::string recipients_of(const nlohmann::ordered_json& entry) {
  std::string text;
  const auto destination = entry.find("Destination");
  if (destination == entry.end() || !destination->is_object()) return text;
  for (const auto& kind : kinds) {
    const auto addresses = destination->find(kind.member);
    if (addresses == destination->end() || !addresses->is_array()) continue;
    for (const auto& address : *addresses) {
      if (!address.is_string()) continue;
      text.append(text.empty() ? "" : ", ").append(kind.prefix).append(address.get_ref<const std::string&>());
    }
  }
  return text;
}

}  // namespace bulk_report
