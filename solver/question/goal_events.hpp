// Inside the questions; included by solver/question/*.cpp only.
//
// goals.cpp          what the names in a check mean, and the goals of the check
// goal_events.cpp    which events a hazard speaks of, and which begin and end what a check names
// excluded.cpp       what the order graph can exclude
// vacuity_goals.cpp  what makes a check vacuous
#pragma once

#include <vector>

#include "solver/question/goals.hpp"

namespace afterlife {

// The events at which the hazard of the object can be, as far as can be told without looking at executions.
std::vector<int> speaking_of(Hazard, const EventGraph&, int object);
// What an agent at DISPATCH_LEVEL must not come to.
bool may_not_wait(const Event&);

// The events that may begin what is named, for an instance or a thread.
std::vector<int> begin_events(const EventGraph&, const EventName&, int instance);
// The one event that ends what is named; -1 when there are several, or it ended before the first step.
int end_event(const EventGraph&, const EventName&, int instance);
bool ended_at_start(const EventGraph&, const EventName&, int instance);

}  // namespace afterlife
