// SPDX-License-Identifier: MIT
#include "ses_client/journal_lines.hpp"

#include <sesv2/format.hpp>
#include <sesv2/json.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

namespace ses_client {
namespace {

using Json = nlohmann::ordered_json;

constexpr int version = 2;
constexpr std::string_view beginning = R"({"Journal":"ses_client","Version":)";

std::string to_line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n'; }

std::uint64_t from_hex(const std::string& text) {
  std::uint64_t digest = 0;
  const auto* const end = text.data() + text.size();
  if (std::from_chars(text.data(), end, digest, 16).ptr != end || text.empty()) {
    throw std::runtime_error("expected a digest, found \"" + text + "\"");
  }
  return digest;
}

Outcome outcome_from_name(const std::string& text) {
  const auto* const found = std::find(outcome_names.begin(), outcome_names.end(), text);
  if (found == outcome_names.end()) throw std::runtime_error("expected an outcome, found \"" + text + "\"");
  return static_cast<Outcome>(std::distance(outcome_names.begin(), found));
}

std::size_t position(const nlohmann::json& json) {
  if (!json.is_number_unsigned()) throw std::runtime_error("expected a position, found " + json.dump());
  return json.get<std::size_t>();
}

/// Adds those members of a result that it has.
void add_result(Json& line, const sesv2::BulkEmailEntryResult& result) {
  const Json members = result;
  for (const auto& [key, value] : members.items()) {
    if (!value.is_null()) line[key] = value;
  }
}

class Reader {
 public:
  Reader(JournalContent& content, std::size_t entries) : content_(content) { content_.records.resize(entries); }

  void read(std::string_view line) {
    const auto json = nlohmann::json::parse(line);
    if (json.contains("Batch")) {
      read_batch(json);
    } else if (json.contains("Journal")) {
      read_first_line(json);
    } else if (json.contains("Unmatched")) {
      content_.remarks.append(line).append("\n");
    } else {
      read_outcome(json);
    }
  }

 private:
  JournalRecord& record(std::size_t index) {
    return index < content_.records.size() ? content_.records[index] : content_.beyond[index];
  }

  void read_first_line(const nlohmann::json& json) {
    content_.request = json.at("Request").get<std::string>();
    // What failed for another request has not been tried for this one.
    const auto forget_failure = [](JournalRecord& record) {
      if (record.entry.outcome == Outcome::Failed) record = {};
    };
    std::for_each(content_.records.begin(), content_.records.end(), forget_failure);
    for (auto& [index, record] : content_.beyond) forget_failure(record);
  }

  void read_batch(const nlohmann::json& json) {
    const auto& batch = json.at("Batch");
    const auto& digests = json.at("Digests");
    if (!batch.is_array() || digests.size() != batch.size()) throw std::runtime_error("expected one digest per entry");
    for (std::size_t i = 0; i < batch.size(); ++i) {
      auto& at = record(position(batch[i]));
      at.entry = {Outcome::Unknown, at.entry.attempts + 1, {}};
      at.digest = from_hex(digests[i].get<std::string>());
      at.in_flight = true;
    }
  }

  void read_outcome(const nlohmann::json& json) {
    auto& at = record(position(json.at("Index")));
    if (!at.digest) throw std::runtime_error("expected the outcome of an entry that a batch names");
    at.entry = {outcome_from_name(json.at("Outcome").get<std::string>()), json.at("Attempts").get<std::uint32_t>(),
                json.get<sesv2::BulkEmailEntryResult>()};
    at.in_flight = false;
  }

  JournalContent& content_;
};

bool one_begins_with_the_other(std::string_view a, std::string_view b) {
  const auto size = std::min(a.size(), b.size());
  return a.substr(0, size) == b.substr(0, size);
}

/// @throws JournalRefused if the file is not a journal, so that nobody's file is truncated by mistake
void check_first_line(const std::string& path, std::string_view text) {
  if (text.find_first_not_of('\0') == std::string_view::npos) {
    throw JournalRefused(
        path + ": holds only zero bytes, as a file can after a power failure. Nothing was sent in this run. Restore " +
        "the journal from a copy, or find out some other way what was sent: with a new journal, sent " +
        "entries would be sent again");
  }
  const auto line = text.substr(0, text.find('\n'));
  const auto is_whole = line.size() < text.size();
  if (!one_begins_with_the_other(line, beginning) || (is_whole && line.size() < beginning.size())) {
    throw JournalRefused(path + ":1: expected a journal of ses_client, found another kind of file. Nothing was sent");
  }
  const auto rest = line.substr(std::min(line.size(), beginning.size()));
  const auto found = rest.substr(0, rest.find_first_of(",}"));
  if (rest.empty() || found == std::to_string(version)) return;
  throw JournalRefused(
      path + ":1: expected a journal of version 2, found version " + sesv2::escaped(found) +
      ". Nothing was sent. Finish this request with the version of ses_client that began it: with another "
      "journal, every entry that this one records as sent would be sent again");
}

}  // namespace

std::string hex(std::uint64_t digest) {
  constexpr std::size_t digits = 16;
  std::array<char, digits> text{};
  const char* const end = std::to_chars(text.data(), text.data() + text.size(), digest, 16).ptr;
  const auto size = static_cast<std::size_t>(end - text.data());
  return std::string(digits - size, '0').append(text.data(), size);
}

std::string first_line(const common::RequestText& request) {
  return std::string(beginning) + std::to_string(version) + R"(,"Request":")" + hex(request.digest_without_entries()) +
         "\"}\n";
}

std::string batch_line(const common::RequestText& request, const Batch& batch) {
  auto digests = Json::array();
  for (const auto index : batch) digests.push_back(hex(request.digest(index)));
  return to_line({{"Batch", batch}, {"Digests", std::move(digests)}});
}

std::string outcome_line(std::size_t index, const EntryOutcome& entry) {
  Json line{{"Index", index}, {"Outcome", name(entry.outcome)}};
  add_result(line, entry.result);
  line["Attempts"] = entry.attempts;
  return to_line(line);
}

std::string unmatched_line(const std::vector<sesv2::BulkEmailEntryResult>& results) {
  auto list = Json::array();
  for (const auto& result : results) add_result(list.emplace_back(Json::object()), result);
  return to_line({{"Unmatched", std::move(list)}});
}

JournalContent read_journal(const std::string& path, std::string_view text, std::size_t entries) {
  JournalContent content;
  Reader reader(content, entries);
  if (text.empty()) return content;
  check_first_line(path, text);
  content.size = text.rfind('\n') + 1;  // npos + 1 is 0
  auto lines = text.substr(0, content.size);
  for (std::size_t number = 1; !lines.empty(); ++number) {
    const auto end = lines.find('\n');
    try {
      reader.read(lines.substr(0, end));
    } catch (const std::exception& error) {
      throw JournalRefused(
          path + ":" + std::to_string(number) +
          ": expected a line that ses_client wrote, found something else: " + sesv2::escaped(error.what()) +
          ". Nothing was sent. The file was changed or damaged. Repair it, or find out some other way "
          "what was sent");
    }
    lines.remove_prefix(end + 1);
  }
  return content;
}

}  // namespace ses_client
