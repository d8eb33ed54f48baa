#include "ses_client/progress.hpp"

#include <iostream>

namespace ses_client {

void Progress::say(const std::string& message) {
  bar_.wipe();
  std::cerr << "ses_client: " << message << std::endl;
}

}  // namespace ses_client
