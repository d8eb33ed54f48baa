// What people see on standard error while it works: a bar on a terminal, and a line for each message.
#ifndef EXAMPLES_SES_CLIENT_PROGRESS_HPP
#define EXAMPLES_SES_CLIENT_PROGRESS_HPP

#include <cstddef>
#include <string>

#include "common/progress_bar.hpp"

namespace ses_client {

class Progress {
 public:
  /// Shows of how many entries the outcome stands.
  void show(std::size_t done, std::size_t total) { bar_.show(done, total, "entries"); }

  /// Makes room for the report.
  void wipe() { bar_.wipe(); }

  /// Prints a line.
  void say(const std::string& message);

 private:
  common::ProgressBar bar_;
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_PROGRESS_HPP
