// What is shown of an execution: each step in the framework's own words, why the framework's moves were allowed, and at
// the violating step which order would have been needed and that nothing provides it.
//
//   Execution shown = explain(machine, instances, goal, lifted);
#pragma once

#include "model/verdict.hpp"
#include "solver/question/goals.hpp"
#include "solver/reduction/idle_objects.hpp"

namespace afterlife {

Execution explain(const Machine&, const Instances&, const Goal&, const Lifted&);

}  // namespace afterlife
