#include "contender.hpp"

std::vector<Contender>& contenders() {
  static std::vector<Contender> all;
  return all;
}

const Contender* find_contender(std::string_view name) {
  const auto found = std::find_if(contenders().begin(), contenders().end(),
                                  [name](const Contender& contender) { return contender.name == name; });
  return found == contenders().end() ? nullptr : &*found;
}
