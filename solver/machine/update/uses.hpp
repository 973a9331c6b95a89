// The hazards that lie in a use of an object.
//
//   touch(now, step_agent, object, Use::any, effects);
#pragma once

#include "solver/instances/agent.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/step.hpp"

namespace afterlife {

enum class Use { any, context };  // context: no more of it than its context

// Its own destroy callback may only look at its context.
void touch(const Moment&, Agent by, int object, Use, Effects&);

}  // namespace afterlife
