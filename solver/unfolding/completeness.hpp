// When unfolding loops up to a bound loses nothing. The argument that was used is printed with the verdict.
//
//   verdict.argument = completeness_of(instances, scenario.bounds).argument;
#pragma once

#include <string>

#include "solver/instances/instances.hpp"

namespace afterlife {

struct Completeness {
  bool exact = true;
  std::string argument;     // "no loops", or which argument, or the bound that limits the answer
  bool runs_go_on = false;  // some object can run more often than the bound lets it
};

Completeness completeness_of(const Instances&, Bounds);

}  // namespace afterlife
