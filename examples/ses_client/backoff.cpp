// SPDX-License-Identifier: MIT
#include "ses_client/backoff.hpp"

#include <algorithm>
#include <cmath>

namespace ses_client {

Clock::duration Backoff::pause(std::size_t failures) {
  constexpr Seconds longest(60);
  const auto doubled = first_ * std::exp2(static_cast<double>(failures) - 1);
  std::uniform_real_distribution<double> jitter(0, std::min(doubled, longest).count());
  return to_duration(Seconds(jitter(random_)));
}

}  // namespace ses_client
