// Making a scenario that shows a disagreement as small as it will get.
//
//   Scenario small = shrink(failing, [&](const Scenario& s) { return still_disagrees(s); });
//   keep("tests/disagreements", small, "naive says violated 3, z3 says holds");
#pragma once

#include <functional>
#include <string>

#include "model/scenario.hpp"

namespace afterlife {

// Takes away checks, objects, threads, callbacks, actions, branches, properties, levels and names, one at a time, for
// as long as the predicate still holds. The predicate sees well-formed scenarios only as far as the shape goes: it
// should say no to what a reader would refuse.
Scenario shrink(Scenario, const std::function<bool(const Scenario&)>& still_fails);

// Writes the scenario with `why` as its first comment, under a name made from its text; gives back the path.
std::string keep(const std::string& directory, const Scenario&, const std::string& why);

}  // namespace afterlife
