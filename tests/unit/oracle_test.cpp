// What other JSON libraries say of a text, against what this one says: whether it is valid, and what its strings are.
#include <algorithm>
#include <cstddef>
#include <sesv2/response.hpp>
#include <string>
#include <string_view>

#include "support/awkward_bodies.hpp"
#include "support/bodies.hpp"
#include "support/catch.hpp"
#include "support/excerpt.hpp"
#include "support/oracles.hpp"
#include "support/random.hpp"
#include "support/random_json.hpp"

namespace {

struct Asked {
  std::size_t valid = 0;
  std::size_t invalid = 0;
};

/// Compares the library with every oracle that can judge the body. Not an assertion of Catch2's where they agree: there
/// are too many bodies for one each.
void compare_with_oracles(std::string_view body, Asked& asked) {
  const auto traits = support::traits_of(body);
  const auto response = sesv2::salvage_send_bulk_email_response(body);
  const bool valid = std::none_of(response.issues.begin(), response.issues.end(),
                                  [](const auto& issue) { return issue.byte.has_value(); });
  for (const auto& oracle : support::oracles()) {
    if (!oracle.can_judge(traits)) continue;
    ++(valid ? asked.valid : asked.invalid);
    const auto results = oracle.read(body);
    if (results.has_value() == valid && (!valid || *results == response.results)) continue;
    CAPTURE(oracle.name, support::excerpt(body), valid);
    CHECK(results.has_value() == valid);
    if (valid && results.has_value()) CHECK(*results == response.results);
    FAIL("the library does not agree with an oracle");
  }
}

void compare_with_oracles(std::string_view body) {
  Asked asked;
  compare_with_oracles(body, asked);
}

}  // namespace

TEST_CASE("the oracles agree on every body and every cut of it", "[slow]") {
  for (const auto& body : support::all_bodies()) {
    for (std::size_t size = 0; size <= body.size(); ++size)
      compare_with_oracles(std::string_view(body).substr(0, size));
  }
}

TEST_CASE("the oracles agree at any depth", "[slow]") {
  for (const auto& body : support::deep_bodies()) compare_with_oracles(body);
}

TEST_CASE("the oracles agree on random JSON texts", "[slow][random]") {
  support::Random random(20240603);
  support::RandomJson json(random);
  Asked asked;
  constexpr std::size_t texts = 20'000;
  for (std::size_t i = 0; i < texts; ++i) compare_with_oracles(json.response(), asked);
  CHECK(asked.invalid == 0);
  CHECK(asked.valid > texts * support::oracles().size() * 8 / 10);
}

TEST_CASE("the oracles agree on 100 000 damaged bodies", "[slow][random]") {
  support::Random random(20240604);
  support::RandomJson json(random);
  Asked asked;
  constexpr std::size_t damages = 100'000;
  for (std::size_t i = 0; i < damages; ++i) {
    const auto body = random.one_in(2) ? json.response() : random.pick(support::all_bodies());
    compare_with_oracles(support::damage_repeatedly(random, body), asked);
  }
  // Both verdicts have to be frequent, and exclusions rare, or the comparison would show nothing.
  CHECK(asked.valid > damages * support::oracles().size() / 20);
  CHECK(asked.invalid > damages * support::oracles().size() / 2);
}
