// What the benchmark holds against each other: ways to turn the body of a response into a vector of structs.
#ifndef SESV2_TESTS_BENCHMARK_CONTENDER_HPP
#define SESV2_TESTS_BENCHMARK_CONTENDER_HPP

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <sesv2/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using Results = std::vector<sesv2::BulkEmailEntryResult>;

struct Contender {
  std::string name;
  /// Makes what reads `body` once, each time it is called. What a program would make once only (a parser that is
  /// reused) is made here; the body outlives it.
  std::function<std::function<void()>(const std::string& body)> prepare;
};

inline double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// All that were found when the benchmark was built: each adds itself, from a file of its own.
std::vector<Contender>& contenders();

inline bool is_same(const sesv2::BulkEmailEntryResult& left, const sesv2::BulkEmailEntryResult& right) {
  return left == right;
}

/// Adds a contender that gives back a vector of structs, after making sure that it has read what there is to read.
/// `prepare` makes of a body a function without arguments.
template <typename Prepare>
bool add_contender(std::string name, Prepare prepare) {
  contenders().push_back({name, [name, prepare](const std::string& body) -> std::function<void()> {
                            auto read = prepare(body);
                            const auto found = read();
                            const Results expected = sesv2::parse_send_bulk_email_response(body);
                            const bool same =
                                std::equal(found.begin(), found.end(), expected.begin(), expected.end(),
                                           [](const auto& left, const auto& right) { return is_same(left, right); });
                            if (!same) throw std::logic_error(name + " does not read what is in the body");
                            return [read]() mutable { benchmark::DoNotOptimize(read()); };
                          }});
  return true;
}

/// Adds what gives back no results: only how long it takes, which nothing that is built on it can beat.
template <typename Prepare>
bool add_floor(std::string name, Prepare prepare) {
  contenders().push_back({std::move(name), [prepare](const std::string& body) -> std::function<void()> {
                            return [floor = prepare(body)] { benchmark::DoNotOptimize(floor()); };
                          }});
  return true;
}

#endif  // SESV2_TESTS_BENCHMARK_CONTENDER_HPP
