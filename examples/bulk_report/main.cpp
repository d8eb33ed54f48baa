// Says what became of bulk emails, from what Amazon SES answered to SendBulkEmail: `bulk_report --help`.
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <iostream>
#include <optional>
#include <sesv2/format.hpp>
#include <sesv2/json.hpp>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

#include "bulk_report/bodies.hpp"
#include "bulk_report/line_reader.hpp"
#include "bulk_report/options.hpp"
#include "bulk_report/retry_request.hpp"
#include "common/progress_bar.hpp"
#include "common/request_file.hpp"
#include "common/terminal.hpp"
#include "report/json.hpp"
#include "report/report.hpp"
#include "report/text.hpp"

namespace bulk_report {
namespace {

void complain(std::string_view message) { std::cerr << "bulk_report: " << sesv2::escaped(message) << "\n"; }

/// The size of all inputs; unknown if any is no regular file.
std::optional<std::uint64_t> total_size(const std::vector<std::string>& inputs) {
  std::uint64_t total = 0;
  for (const auto& input : inputs) {
    std::error_code error;
    const auto size = std::filesystem::file_size(input, error);
    if (error) return std::nullopt;
    total += size;
  }
  return total;
}

/// Shows how far the reading is, if there is so much to read that somebody may wait for it.
class ReadingProgress {
 public:
  explicit ReadingProgress(const std::vector<std::string>& inputs) : total_(total_size(inputs)) {}

  void add(std::size_t bytes) {
    constexpr std::uint64_t mebibyte = 1U << 20U;
    constexpr std::uint64_t worth_a_bar = 4 * mebibyte;
    read_ += bytes;
    if (total_.value_or(read_) >= worth_a_bar) bar_.show(read_, total_, std::to_string(read_ / mebibyte) + " MiB read");
  }

 private:
  std::optional<std::uint64_t> total_;
  std::uint64_t read_ = 0;
  common::ProgressBar bar_;
};

sesv2::SalvagedResponse read_response(const Body& body) {
  auto response = sesv2::salvage_send_bulk_email_response(body.text);
  if (!body.too_long) return response;
  auto& issues = response.issues;
  // That its beginning does not end well is our doing.
  issues.erase(std::remove_if(issues.begin(), issues.end(), [](const auto& issue) { return issue.path.empty(); }),
               issues.end());
  issues.push_back({sesv2::ParseIssue::Kind::Truncated, "", body.text.size(),
                    "expected the end of the response, found more than --max-response allows"});
  return response;
}

class Run {
 public:
  explicit Run(const Options& options) : options_(options), report_(options.list_limit) {}

  ExitStatus operator()() {
    read_request();
    read_inputs();
    check_number_of_results();
    write_retry();  // first, for whoever reads the report may go away in the middle of it
    print_report();
    if (!complete_ || report_.unread().count > 0) return NotRead;
    return report_.sent() == report_.entries() ? AllSent : NotAllSent;
  }

 private:
  void read_request() {
    if (!options_.request.has_value()) return;
    try {
      request_.emplace(*options_.request);
    } catch (const common::RequestRefused& error) {
      fail(error.what());
    }
  }

  void read_inputs() {
    ReadingProgress progress(options_.inputs);
    for (const auto& input : options_.inputs) {
      try {
        if (input == "-" && isatty(STDIN_FILENO) == 1) complain("reading from the terminal; Ctrl-D ends the input");
        LineReader reader(input, options_.max_response, [&progress](std::size_t bytes) { progress.add(bytes); });
        for_each_body(reader, options_.max_response, [&](const Body& body) { read_body(input, body); });
      } catch (const std::system_error& error) {
        add_unreadable(input, error.what());
      }
    }
  }

  void read_body(const std::string& input, const Body& body) {
    const auto response = read_response(body);
    const bool name_input = options_.output == Output::Json || options_.inputs.size() > 1;
    report_.add({name_input ? input : std::string(), body.line}, response);
    if (request_.has_value()) request_->add(response);
  }

  void add_unreadable(const std::string& input, const std::string& why) {
    report_.add(report::Source{input, 0}, sesv2::ParseIssue{sesv2::ParseIssue::Kind::NoResults, "", std::nullopt, why});
    results_lost_ = true;
  }

  void check_number_of_results() {
    if (!request_.has_value() || request_->entries() == request_->results()) return;
    report_.add(report::Source{},
                sesv2::ParseIssue{sesv2::ParseIssue::Kind::WrongCount, "/BulkEmailEntryResults", std::nullopt,
                                  "expected " + std::to_string(request_->entries()) +
                                      " entries as in the request, found " + std::to_string(request_->results())});
  }

  void print_report() {
    if (options_.output == Output::Json) {
      std::cout << to_json_text(report_);
    } else {
      print(std::cout, report_, common::colours_of_stdout());
    }
    if (!std::cout.flush()) fail("standard output cannot be written; the report is not complete");
  }

  void write_retry() {
    if (!options_.retry_to.has_value()) return;
    try {
      if (!request_.has_value()) throw RetryRefused("there is no request to take entries from");
      if (results_lost_) throw RetryRefused("an input could not be read");
      request_->write_retry(*options_.retry_to);
      complain(*options_.retry_to + " holds " + std::to_string(request_->entries_to_retry()) + " of " +
               std::to_string(request_->entries()) + " entries, those to send again after a pause");
    } catch (const RetryRefused& error) {
      fail(std::string(error.what()) + "; " + *options_.retry_to + " was not written");
    }
  }

  void fail(const std::string& message) {
    complain(message);
    complete_ = false;
  }

  const Options& options_;
  report::Report report_;
  std::optional<AnsweredRequest> request_;
  bool results_lost_ = false;
  bool complete_ = true;
};

}  // namespace
}  // namespace bulk_report

int main(int argc, char** argv) {
  try {
    const auto options = bulk_report::parse_options(argc, argv);
    if (const auto* status = std::get_if<bulk_report::ExitStatus>(&options)) return *status;
    return bulk_report::Run(std::get<bulk_report::Options>(options))();
  } catch (const std::exception& error) {
    bulk_report::complain(error.what());
    return bulk_report::NotRead;
  }
}
