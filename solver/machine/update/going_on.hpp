// How an agent goes on in its body.
//
//   start_body(later.teardown, program);
//   later.teardown.pc = program.at(later.teardown.pc).next;
//   skip_jumps(later.teardown, program);
#pragma once

#include "solver/instances/instances.hpp"
#include "solver/machine/facts/program.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/query/meanings.hpp"
#include "solver/machine/query/standing.hpp"

namespace afterlife {

// At the beginning.
void start_body(RunNow&, const Program&);
// Goes over what is no step: jumps, and the bookkeeping of loops.
void skip_jumps(RunNow&, const Program&);
// An action is over: on to what follows, or to the next member of its `each`.
void finish(RunNow&, const Instances&, const Instruction&, int object);
// The name now means this instance: nothing new where it did so already.
void bind(RunNow&, const Meanings&, const Standing&, int declaration, int object);

}  // namespace afterlife
