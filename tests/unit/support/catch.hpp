// Catch2 3 where it is installed, Catch2 2.13 elsewhere (Debian 12).
// SPDX-License-Identifier: MIT
#ifndef SESV2_TESTS_CATCH_HPP
#define SESV2_TESTS_CATCH_HPP

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#endif  // SESV2_TESTS_CATCH_HPP
