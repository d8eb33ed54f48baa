// SPDX-License-Identifier: MIT
#include "bulk_report/run.hpp"

#include <sesv2/format.hpp>
#include "bulk_report/answered_request.hpp"
#include "bulk_report/messages.hpp"
#include "bulk_report/responses.hpp"
#include "common/packed.hpp"
#include "common/reading_progress.hpp"
#include "common/replace_file.hpp"
#include "common/request_file.hpp"
#include "common/signals.hpp"
#include "common/terminal.hpp"
#include "common/text_input.hpp"
#include "report/csv_file.hpp"
#include "report/json.hpp"
#include "report/report.hpp"
#include "report/text.hpp"

#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace bulk_report {
namespace {

class Run {
 public:
  explicit Run(const Options& options) : options_(options), report_(options.list_limit) {}

  common::ExitStatus operator()() {
    if (!open_outputs()) return common::ExitStatus::WrongUsage;
    read_request();
    read_inputs();
    compare_with_request();
    write_retry();  // the files first, because whatever reads the report may quit
    finish_csv();
    print_report();
    return status();
  }

 private:
  void read_request() {
    if (!options_.request) return;
    try {
      request_.emplace(*options_.request);
    } catch (const common::RequestRefused& error) {
      fail(error.what());
    }
  }

  /// Finds out which outputs cannot be written before what may be an hour of reading.
  bool open_outputs() {
    const auto can_write = [](const char* option, const std::string& file, const auto& try_to_open) {
      try {
        try_to_open();
        return true;
      } catch (const std::system_error& error) {
        complain(std::string(option) + ": " + file + " cannot be written: " + error.what() + "; nothing was read");
        return false;
      }
    };
    return (!options_.csv ||
            can_write("--csv", *options_.csv, [this] { csv_.emplace(*options_.csv, options_.rows); })) &&
           (!options_.retry_to ||
            can_write("--retry-to", *options_.retry_to, [this] { common::check_replaceable(*options_.retry_to); }));
  }

  void read_inputs() {
    common::ReadingProgress progress(options_.inputs);
    for (const auto& name : options_.inputs) {
      try {
        if (name == "-" && isatty(STDIN_FILENO) == 1) complain("reading from the terminal; Ctrl-D ends the input");
        common::TextInput input(name, [&](std::size_t bytes) {
          if (!csv_ || !csv_->is_terminal()) progress.add(bytes);  // a bar would overwrite rows
        });
        read(input, name);
        if (input.error()) lose(shown(name), "cannot be read: " + input.error().message());
      } catch (const std::system_error& error) {
        lose(shown(name), error.what());
      }
      interrupting_signal_ = common::stop_signal();  // a later signal does not interrupt the reading
      if (interrupting_signal_ != 0) return lose(shown(name), interruption_by(interrupting_signal_));
    }
    if (report_.responses() > 0 || results_lost_ || report_.issues().count > 0) return;
    lose(options_.inputs.size() == 1 ? shown(options_.inputs.front()) : "all inputs",
         "expected a response, found none");
  }

  void read(common::TextInput& input, const std::string& name) {
    input.read_more();
    if (const auto how = common::how_to_unpack(input.text(), name)) return lose(shown(name), *how);
    const auto number = report_.add_input(name == "-" ? name : shown(name));
    OtherLines others(options_.mixed, [&](std::size_t line, const std::vector<sesv2::ParseIssue>& issues) {
      report_.add({number, line}, issues);
      if (request_) request_->lose_positions();
    });
    for_each_response(input, others, [&](const Response& response) { add(number, response); });
    const auto lines = others.count();
    const bool is_empty = report_.inputs()[number].items == 0 && lines == 0 && others.wrapped().lines == 0;
    if (is_empty && !input.error()) report_.add_note({shown(name), "the input is empty"});
    if (options_.mixed) {
      report_.add_other_lines(lines);
    } else if (lines > 0) {
      report_.add_note({shown(name), std::to_string(lines) + (lines == 1 ? " line has" : " lines have") +
                                         " no response; if the log also holds other lines, use --mixed"});
    }
    if (const auto& wrapped = others.wrapped(); wrapped.lines > 0) {
      lose(shown(name) + ", line " + std::to_string(wrapped.first_line), message_of(wrapped, name));
    }
  }

  void add(std::size_t input, const Response& response) {
    report::Report::RecipientOf recipient_of;
    if (request_) recipient_of = [&](std::size_t index) { return request_->recipient(index); };
    report_.add({input, response.line}, response.salvaged, recipient_of);
    if (csv_) add_to_csv(shown(report_.inputs()[input].name), response, recipient_of);
    if (request_) request_->add(response);
    if (response.skipped == 0) return;
    lose(shown(report_.inputs()[input].name) + ", line " + std::to_string(response.line), message_of(response));
  }

  void add_to_csv(const std::string& input, const Response& response, const report::Report::RecipientOf& recipient_of) {
    try {
      csv_->add(input, response.line, response.salvaged.results, recipient_of);
    } catch (const std::system_error& error) {
      if (prints_rows() && !options_.retry_to) {  // nothing is left to do
        throw std::runtime_error("cannot write to standard output: " + error.code().message());
      }
      lose_csv(error.what());
    }
  }

  void compare_with_request() {
    if (!request_) return;
    if (request_->responses() > 1 && !options_.in_order) {
      report_.add_note({*options_.request,
                        "with several responses, the recipients are right only if the responses are in the order of "
                        "the request; parallel senders do not log them in order"});
    }
    const auto mismatch = request_->mismatch();
    if (!mismatch) return;
    add_problem(*options_.request, *mismatch);
    if (!request_->is_of_others()) return;
    report_.forget_recipients();
    if (csv_) lose_csv("its recipients would be wrong; run the command again without --request");
  }

  void write_retry() {
    if (!options_.retry_to) return;
    try {
      if (!request_) throw RetryRefused("the request could not be read");
      if (results_lost_) throw RetryRefused("an input could not be read");
      if (request_->responses() > 1 && !options_.in_order) {
        throw RetryRefused("there are several responses; if they are in the order of the request, add --in-order");
      }
      request_->write_retry(*options_.retry_to);
      complain(*options_.retry_to + " holds " + std::to_string(request_->entries_to_retry()) + " of " +
               std::to_string(request_->entries()) + " entries, to retry after a pause");
    } catch (const RetryRefused& error) {
      fail(*options_.retry_to + " was not written: " + error.what());
    }
  }

  void finish_csv() {
    if (!csv_) return;
    if (interrupting_signal_ != 0 && !csv_->is_written_directly()) return lose_csv("reading was interrupted");
    try {
      csv_->finish();
    } catch (const std::system_error& error) {
      lose_csv(error.what());
    }
  }

  [[nodiscard]] common::ExitStatus status() const {
    if (interrupting_signal_ != 0) return common::interrupted_by(interrupting_signal_);
    if (!complete_ || report_.issues().count > 0) return common::ExitStatus::Incomplete;
    return report_.sent() == report_.entries() ? common::ExitStatus::AllSent : common::ExitStatus::NotAllSent;
  }

  void print_report() {
    if (prints_rows()) return print_issues();
    if (options_.output == Output::Json) {
      std::cout << to_json_text(report_, status());
    } else {
      print(std::cout, report_, common::colors_of_stdout());
    }
    if (!std::cout.flush()) fail("cannot write to standard output; the report is incomplete");
  }

  /// Prints the problems that otherwise only the report would name.
  void print_issues() const {
    for (const auto& [source, issue] : report_.issues().first) {
      complain(shown(report_.inputs()[source.input].name) + ", line " + std::to_string(source.line) + ": " +
               describe(issue));
    }
    const auto rest = report_.issues().rest();
    if (rest > 0) complain("and " + std::to_string(rest) + (rest == 1 ? " more issue" : " more issues"));
    for (const auto& note : report_.notes().first) complain(note.subject + ": " + note.message);
  }

  [[nodiscard]] bool prints_rows() const { return options_.csv == standard_stream; }

  /// An input, or a part of it, is not in the report.
  void lose(const std::string& what, const std::string& why) {
    results_lost_ = true;
    add_problem(what, why);
  }

  void add_problem(const std::string& subject, const std::string& message) {
    report_.add(report::Problem{subject, message});
    fail(subject + ": " + message);
  }

  void lose_csv(const std::string& why) {
    fail((prints_rows() ? "standard output" : *options_.csv) +
         (csv_->is_written_directly() ? " was not written completely: " : " was not written: ") + why);
    csv_.reset();
  }

  void fail(const std::string& message) {
    complain(message);
    complete_ = false;
  }

  const Options& options_;
  report::Report report_;
  std::optional<AnsweredRequest> request_;
  std::optional<report::CsvFile> csv_;
  int interrupting_signal_ = 0;
  bool results_lost_ = false;
  bool complete_ = true;
};

}  // namespace

void complain(std::string_view message) { std::cerr << "bulk_report: " << sesv2::escaped(message) << "\n"; }

common::ExitStatus run(const Options& options) { return Run(options)(); }

}  // namespace bulk_report
