// The objects of a random scenario: a tree of general ones and locks, or one with a device and what runs below it, a
// request and an I/O target, a collection, something that is removed.
//
//   random_objects(scenario, dice);
#pragma once

#include "model/scenario.hpp"
#include "tests/generate/dice.hpp"

namespace afterlife {

void random_objects(Scenario&, Dice&);

// Nothing but general objects and locks.
bool is_plain(const Scenario&);

}  // namespace afterlife
