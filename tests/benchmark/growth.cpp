// How the time that reading takes grows with the number of entries, and what a second thread brings.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <thread>

#include "body.hpp"
#include "contender.hpp"
#include "timing.hpp"

namespace {

constexpr std::size_t entries_a_round = 200'000;
constexpr int rounds = 15;

/// Returns the time of `work` by the clock on the wall, in ns.
double wall_time(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count();
}

void print_growth() {
  std::printf("| entries | %s, ns/entry | %s, ns/entry | ratio |\n| --: | --: | --: | --: |\n", copy_only.data(),
              this_library.data());
  for (std::size_t entries = 1; entries <= 1'000'000; entries *= 10) {
    const auto body = make_body(entries, Failures::OneInTen);
    const Read copy = find_contender(copy_only)->prepare(body);
    const Read read = find_contender(this_library)->prepare(body);
    const std::size_t times = (std::max)(entries_a_round / entries, std::size_t{1});
    Times copying;
    Times reading;
    for (int round = 0; round < rounds; ++round) {
      copying.push_back(cpu_time(copy, times) / static_cast<double>(times * entries));
      reading.push_back(cpu_time(read, times) / static_cast<double>(times * entries));
    }
    std::printf("| %zu | %.1f | %.1f | %.2f |\n", entries, median(copying), median(reading),
                median(ratios(reading, copying)));
  }
}

/// Prints how much more two threads do than one in the same time, each with a body of its own: 2 where neither hinders
/// the other.
void print_scaling(const Contender& contender) {
  const auto body = make_body(50, Failures::OneInTen);
  const auto work = [&] {
    const auto read = contender.prepare(body);
    for (int times = 0; times < 20'000; ++times) read();
  };
  Times gains;
  for (int round = 0; round < rounds; ++round) {
    const double alone = wall_time(work);
    const double together = wall_time([&work] {
      std::thread other(work);
      work();
      other.join();
    });
    gains.push_back(2 * alone / together);
  }
  std::printf("%s: two threads do %.2f times the work of one\n", contender.name.data(), median(gains));
}

}  // namespace

int main() {
  print_growth();
  std::printf("\n");
  for (const auto name : {copy_only, this_library}) print_scaling(*find_contender(name));
}
