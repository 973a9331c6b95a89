// Plots: a few actions that belong together, put into a random scenario. What only chance would have to bring together
// (two references in one tree that are dropped one after the other; a name that is bound again in a later
// iteration) is met often enough this way to tell a rule that is right from one that is nearly right.
#pragma once

#include <vector>

#include "model/scenario.hpp"
#include "tests/generate/dice.hpp"

namespace afterlife {

// Before anything is created or done: makes room in the objects for the plots (siblings, instances, births).
void cast_plots(Scenario&, Dice&);

// Once everybody has something to do. Gives back the objects that the plots are about.
std::vector<int> add_plots(Scenario&, Dice&);

}  // namespace afterlife
