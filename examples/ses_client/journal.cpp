#include "ses_client/journal.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sesv2/format.hpp>
#include <sesv2/json.hpp>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace ses_client {
namespace {

using Json = nlohmann::ordered_json;

std::string to_line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n'; }

std::string first_line(const Request& request) {
  return to_line({{"Journal", "ses_client"},
                  {"Version", 1},
                  {"Request", request.digest},
                  {"Bytes", request.bytes},
                  {"Entries", request.entries.size()}});
}

std::string entry_line(std::size_t index, const Entry& entry) {
  Json line{{"Index", index}, {"Outcome", name(entry.finding.outcome)}};
  const Json result = entry.finding.result;
  for (const auto& [key, value] : result.items()) line[key] = value;
  line["Attempts"] = entry.attempts;
  return to_line(line);
}

/// The entry is on its way, and nothing that was known of it stands any more.
void take_off(Entry& entry) { entry = {{Outcome::Unknown, {}}, entry.attempts + 1}; }

Outcome outcome_from_name(const std::string& text) {
  const auto* const found = std::find(outcome_names.begin(), outcome_names.end(), text);
  if (found == outcome_names.end()) throw std::runtime_error("expected an outcome, found \"" + text + "\"");
  return static_cast<Outcome>(std::distance(outcome_names.begin(), found));
}

bool starts_with(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

/// How much of the file counts. A line without its end was being written when the program or the machine died: a batch
/// that was not sent yet, or an outcome that is unknown then.
/// @throws JournalRefused if the file is not the journal of this request, so that nobody's file is cut off by mistake
std::size_t size_of_whole_lines(const common::AppendFile& file, std::string_view content,
                                const std::string& first_line) {
  const auto size = content.rfind('\n') + 1;  // npos + 1 is 0
  if (size == 0 ? starts_with(first_line, content) : starts_with(content, first_line)) return size;
  throw JournalRefused(file.path() + ":1: expected the journal of this request, " +
                       first_line.substr(0, first_line.size() - 1) +
                       ", found the journal of another request or another kind of file. Nothing was sent. Name another "
                       "journal, or the request that this one belongs to");
}

}  // namespace

Journal::Journal(const Request& request, const std::string& path) : entries_(request.entries.size()), file_(path) {
  const auto content = file_->read();
  const auto header = first_line(request);
  const auto size = size_of_whole_lines(*file_, content, header);
  if (size > 0) read(std::string_view(content).substr(header.size(), size - header.size()));
  if (size < content.size()) file_->truncate(size);
  if (size == 0) file_->append(header);
  const Batch lost(in_flight_.begin(), in_flight_.end());
  if (!lost.empty()) settle(lost, std::vector<Finding>(lost.size(), {Outcome::Unknown, {}}));
}

void Journal::read(std::string_view lines) {
  for (std::size_t number = 2; !lines.empty(); ++number) {
    const auto end = lines.find('\n');
    try {
      read_line(lines.substr(0, end));
    } catch (const std::exception& error) {
      throw JournalRefused(file_->path() + ":" + std::to_string(number) +
                           ": expected a line that ses_client wrote, found another: " + sesv2::escaped(error.what()) +
                           ". Nothing was sent. The file was changed or damaged: put it right, or find out by other "
                           "means what was sent");
    }
    lines.remove_prefix(end + 1);
  }
}

void Journal::read_line(std::string_view line) {
  const auto json = Json::parse(line);
  if (const auto batch = json.find("Batch"); batch != json.end()) {
    for (const auto& element : *batch) {
      const auto index = element.get<std::size_t>();
      take_off(entries_.at(index));
      in_flight_.insert(index);
    }
  } else {
    const auto index = json.at("Index").get<std::size_t>();
    entries_.at(index) = {
        {outcome_from_name(json.at("Outcome").get<std::string>()), json.get<sesv2::BulkEmailEntryResult>()},
        json.at("Attempts").get<std::size_t>()};
    in_flight_.erase(index);
  }
}

void Journal::announce(const Batch& batch) {
  if (file_) file_->append(to_line({{"Batch", batch}}));
  for (const auto index : batch) take_off(entries_.at(index));
}

void Journal::settle(const Batch& batch, const std::vector<Finding>& findings) {
  std::string lines;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    auto& entry = entries_.at(batch[i]);
    entry.finding = findings.at(i);
    lines += entry_line(batch[i], entry);
  }
  if (file_) file_->append(lines);
}

}  // namespace ses_client
