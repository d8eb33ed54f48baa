// How the time that reading takes grows with the number of entries, and what a second thread brings.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "body.hpp"
#include "contender.hpp"

namespace {

constexpr std::size_t entries_a_round = 1'000'000;
constexpr int rounds = 7;

/// By the clock on the wall.
double ns_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count();
}

std::vector<Contender> shown_contenders() {
  std::vector<Contender> shown;
  for (const std::string_view name : {"allocate and copy only", "**sesv2/json.hpp**"}) {
    const auto found = std::find_if(contenders().begin(), contenders().end(),
                                    [name](const Contender& contender) { return contender.name == name; });
    shown.push_back(*found);
  }
  return shown;
}

void print_growth(const std::vector<Contender>& shown) {
  std::printf("ns/entry:\n\n| entries |");
  for (const auto& contender : shown) std::printf(" %s |", contender.name.c_str());
  std::printf("\n| --- |");
  for (std::size_t i = 0; i < shown.size(); ++i) std::printf(" --- |");
  std::printf("\n");
  for (std::size_t entries = 1; entries <= entries_a_round; entries *= 10) {
    const auto body = make_body(entries);
    std::vector<std::function<void()>> readers;
    for (const auto& contender : shown) readers.push_back(contender.prepare(body));
    std::vector<std::vector<double>> costs(readers.size());
    for (int round = 0; round < rounds; ++round) {
      for (std::size_t i = 0; i < readers.size(); ++i) {
        costs[i].push_back(ns_of([&] {
          for (auto times = entries_a_round / entries; times > 0; --times) readers[i]();
        }));
      }
    }
    std::printf("| %zu |", entries);
    for (const auto& cost : costs) std::printf(" %.0f |", median(cost) / entries_a_round);
    std::printf("\n");
  }
}

/// What two threads do in the time that one takes, each with a reader of its own: 2 where they do not hinder each
/// other.
void print_scaling(const Contender& contender) {
  const auto body = make_body(50);
  const auto work = [&] {
    const auto read = contender.prepare(body);
    for (int times = 0; times < 20'000; ++times) read();
  };
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    const double alone = ns_of(work);
    const double together = ns_of([&work] {
      std::thread other(work);
      work();
      other.join();
    });
    ratios.push_back(2 * alone / together);
  }
  std::printf("%s: two threads do %.2f times the work of one\n", contender.name.c_str(), median(ratios));
}

}  // namespace

int main() {
  const auto shown = shown_contenders();
  print_growth(shown);
  std::printf("\n");
  for (const auto& contender : shown) print_scaling(contender);
}
