// Bodies that a reader could take for something else, and those that every check of the text runs over.
#ifndef SESV2_TESTS_AWKWARD_BODIES_HPP
#define SESV2_TESTS_AWKWARD_BODIES_HPP

#include <string>
#include <vector>

namespace support {

/// All kinds of tokens, where they matter and where they are ignored; small, for it is damaged in every way.
extern const std::string every_token;

/// Short bodies, one for each way in which a text or a response can be out of order.
const std::vector<std::string>& awkward_bodies();

/// The awkward ones, those of bodies.hpp, and every file of tests/data.
const std::vector<std::string>& all_bodies();

/// Nesting of up to 100 000 levels, in every place.
std::vector<std::string> deep_bodies();

}  // namespace support

#endif  // SESV2_TESTS_AWKWARD_BODIES_HPP
