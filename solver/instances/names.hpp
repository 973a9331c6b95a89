// Agents, and what is done, by their names: the one place where they are put into words.
//
//   in_words(instances, step_agent);                         // "teardown", "Worker", "EvtWorkItem of W"
//   filled(facts(action.kind).does, target_name(instances, action.target, memory));   // "uses Memory#1"
#pragma once

#include <string>
#include <string_view>

#include "solver/instances/agent.hpp"
#include "solver/instances/instances.hpp"

namespace afterlife {

// "teardown", "Worker", "cleanup of Child", "EvtWorkItem of W", of several runs that overlap "EvtWorkItem of W (2)",
// "framework".
std::string in_words(const Instances&, Agent);

// The same at the begin of a sentence: "The teardown", "Worker".
std::string subject(const Instances&, Agent);

// The pattern with the name in the place of its `%`: "uses %".
std::string filled(std::string_view pattern, const std::string& name);

// The instance that an action is done to; of what is done to nothing, because nothing is born, the scenario's word for
// it.
std::string target_name(const Instances&, const Mention&, int object);

}  // namespace afterlife
