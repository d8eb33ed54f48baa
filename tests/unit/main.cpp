// Catch2's main. Of Catch2 2 it is compiled here, so that the tests can be built with another standard library than the
// one that a packaged Catch2 was built with.
#define CATCH_CONFIG_MAIN
#include "support/catch.hpp"

#if __has_include(<catch2/catch_all.hpp>)
int main(int argc, char** argv) { return Catch::Session().run(argc, argv); }
#endif
