// Plots of what the framework itself has a part in: runs of entry callbacks, sent requests, collections, removal,
// levels. They bring both verdicts of the hazards that chance alone seldom reaches.
#pragma once

#include <vector>

#include "model/scenario.hpp"
#include "tests/generate/dice.hpp"

namespace afterlife {

// Once everybody has something to do. Gives back the objects that the plots are about.
std::vector<int> add_framework_plots(Scenario&, Dice&);

}  // namespace afterlife
