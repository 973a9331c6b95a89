// The table of hazards: every row is found, and has words for everything that is said by it.
#include "model/hazard.hpp"

#include <doctest/doctest.h>

using namespace afterlife;

namespace {

TEST_CASE("every hazard is found by its word, and says what is missing where it cannot be") {
  for (const HazardFacts& row : hazards()) {
    CAPTURE(row.id);
    CHECK(&facts(row.hazard) == &row);
    CHECK(hazard_named(row.id) == row.hazard);
    CHECK_FALSE(row.no_act.empty());
    // Of what an object has to be in a state for, both are said of the object, or neither.
    CHECK(row.acted_on.empty() == row.no_state.empty());
    CHECK((row.no_state.empty() || row.no_state.find('%') != std::string_view::npos));
    if (row.about_objects) CHECK(row.no_act.find('%') != std::string_view::npos);
  }
}

}  // namespace
