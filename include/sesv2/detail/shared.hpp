// What an exception carries: shared by its copies, so that copying it cannot throw.
//
// Source: SEI CERT C++ ERR60-CPP
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_SHARED_HPP
#define SESV2_DETAIL_SHARED_HPP

#include <memory>
#include <utility>

namespace sesv2::detail {

template <typename T>
class Shared {
 public:
  // std::make_shared would cost each compilation more, and errors are rare.
  explicit Shared(T value) : value_(new T(std::move(value))) {}

  [[nodiscard]] const T& get() const noexcept { return *value_; }

 private:
  std::shared_ptr<const T> value_;
};

}  // namespace sesv2::detail

#endif  // SESV2_DETAIL_SHARED_HPP
