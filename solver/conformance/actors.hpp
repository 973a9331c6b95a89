// Who, by the text of a scenario, can do what a log records.
//
//   const Actors actors(instances);
//   if (actors.of(event).empty()) return "nothing in the scenario does this";
//
// Of a name that means several instances, the text does not say which: so these are all that may do it, and nobody else
// can.
#pragma once

#include <map>
#include <set>
#include <tuple>

#include "model/kept.hpp"
#include "solver/conformance/resolved_event.hpp"
#include "solver/instances/agent.hpp"
#include "solver/instances/instances.hpp"

namespace afterlife {

// One that runs a body. `index` is a thread, or the declaration whose callback it is.
struct Actor {
  Agent::Kind kind = Agent::Kind::teardown;
  int index = -1;
  friend auto operator<=>(const Actor&, const Actor&) = default;
};

class Actors {
 public:
  explicit Actors(Kept<Instances>);

  // Of an action, a create, a delete, the start of a thread, or a removal callback.
  [[nodiscard]] const std::set<Actor>& of(const ResolvedEvent&) const;
  // Whether the agent is the actor, or one of the instances whose callback that is.
  [[nodiscard]] bool may_be(const Actor&, Agent) const;

 private:
  void look_through(const Body&, const std::set<Actor>&);
  // What is done to what; of objects the declaration.
  using Deed = std::tuple<ActionKind, EntityKind, int>;
  void add(const Deed&, const std::set<Actor>&);

  const Instances& instances_;
  std::map<Deed, std::set<Actor>> by_deed_;  // any request for a deletion is a `delete` as well
  std::set<Actor> removers_, none_;
};

}  // namespace afterlife
