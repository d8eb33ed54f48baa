#include "progress.hpp"

#include <iostream>

#include "summary.hpp"

namespace ses_client {

void Progress::show(const std::vector<Entry>& entries) {
  bar_.show(entries.size() - positions_of(Outcome::NotAttempted, entries).size(), entries.size(), "entries");
}

void Progress::say(const std::string& message) {
  bar_.wipe();
  std::cerr << "ses_client: " << message << std::endl;
}

}  // namespace ses_client
