// A step of an agent while it is taken.
//
//   const Taking taking{later, step, at, later.teardown, effects, Mode()};
//   taking.run.pc = taking.at.in.next;
#pragma once

#include "solver/machine/facts/mode.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/query/standing.hpp"
#include "solver/machine/step.hpp"

namespace afterlife {

struct Taking {
  Moment& now;
  const Step& step;
  const Standing& at;  // where the agent stood before it
  RunNow& run;         // where it stands
  Effects& effects;
  Mode mode;
};

}  // namespace afterlife
