// What people see on standard error while it works: a bar on a terminal, and a line for each message.
#ifndef SES_CLIENT_PROGRESS_HPP
#define SES_CLIENT_PROGRESS_HPP

#include <string>
#include <vector>

#include "outcome.hpp"
#include "report/progress_bar.hpp"

namespace ses_client {

class Progress {
 public:
  /// Shows how many of the entries were dealt with.
  void show(const std::vector<Entry>& entries);

  void say(const std::string& message);

 private:
  report::ProgressBar bar_;
};

}  // namespace ses_client

#endif  // SES_CLIENT_PROGRESS_HPP
