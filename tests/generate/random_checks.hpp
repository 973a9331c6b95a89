// What a random scenario asks: a few hazards and a few orders, most of them about the objects that its plots are about.
#pragma once

#include <vector>

#include "model/scenario.hpp"
#include "tests/generate/dice.hpp"

namespace afterlife {

Order random_order(const Scenario&, Dice&, const std::vector<int>& focus);
void add_random_checks(Scenario&, Dice&, const std::vector<int>& focus);

}  // namespace afterlife
