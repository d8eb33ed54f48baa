#include "contender.hpp"

std::vector<Contender>& contenders() {
  static std::vector<Contender> all;
  return all;
}
