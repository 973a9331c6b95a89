// From a model of the solver back to events.
//
//   for (const Happened& each : execution(encoding, solver.get_model()))
//     std::cout << each.event << '\n';
#pragma once

#include <vector>

#include <z3++.h>

#include "solver/encoding/encoding.hpp"

namespace afterlife {

struct Happened {
  int event;
  int object;  // what the action was done to, -1: nothing or no object
  int other;   // what its second name meant
};

[[nodiscard]] bool holds_in(const z3::model&, const z3::expr&);
// The events that happen, in an order that respects every position.
[[nodiscard]] std::vector<Happened> execution(Encoding&, const z3::model&);
// A formula that pins the choices and events of the model.
[[nodiscard]] z3::expr state_literals(Encoding&, const z3::model&);

}  // namespace afterlife
