// How the cost of reading grows: with the number of entries, and with a second thread.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <sesv2/simdjson.hpp>
#include <string>
#include <thread>
#include <vector>

#include "body.hpp"

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t entries_a_round = 1'000'000;
constexpr int rounds = 7;

double seconds_of(const std::function<void()>& work) {
  const auto start = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + rounds / 2, values.end());
  return values[rounds / 2];
}

void read_with_simdjson(const std::string& body, std::size_t times) {
  simdjson::dom::parser parser;
  for (; times > 0; --times) static_cast<void>(sesv2::parse_send_bulk_email_response(parser, body));
}

void read_with_nlohmann(const std::string& body, std::size_t times) {
  for (; times > 0; --times) static_cast<void>(sesv2::parse_send_bulk_email_response(body));
}

void print_growth() {
  std::printf("| entries | simdjson.hpp ns/entry | json.hpp ns/entry |\n| --- | --- | --- |\n");
  for (std::size_t entries = 1; entries <= entries_a_round; entries *= 10) {
    const auto body = make_body(entries);
    const auto times = entries_a_round / entries;
    std::vector<double> simdjson_seconds;
    std::vector<double> nlohmann_seconds;
    for (int round = 0; round < rounds; ++round) {
      simdjson_seconds.push_back(seconds_of([&] { read_with_simdjson(body, times); }));
      nlohmann_seconds.push_back(seconds_of([&] { read_with_nlohmann(body, times); }));
    }
    const auto ns_per_entry = [](double seconds) { return seconds * 1e9 / entries_a_round; };
    std::printf("| %zu | %.0f | %.0f |\n", entries, ns_per_entry(median(simdjson_seconds)),
                ns_per_entry(median(nlohmann_seconds)));
  }
}

/// The rate of two threads over that of one, each with a parser of its own; 2 where they do not hinder each other.
void print_scaling(const char* name, const std::function<void()>& read) {
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    const double alone = seconds_of(read);
    const double together = seconds_of([&read] {
      std::thread other(read);
      read();
      other.join();
    });
    ratios.push_back(2 * alone / together);
  }
  std::printf("two threads read %.2f times as much as one: %s\n", median(ratios), name);
}

}  // namespace

int main() {
  print_growth();
  const auto body = make_body(50);
  std::printf("\n%u processors\n", std::thread::hardware_concurrency());
  print_scaling("simdjson.hpp", [&body] { read_with_simdjson(body, 20'000); });
  print_scaling("json.hpp", [&body] { read_with_nlohmann(body, 4'000); });
}
