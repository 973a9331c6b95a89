#include "solver/encoding/levels.hpp"

#include <string>

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

// The agent is at DISPATCH_LEVEL at the event.
z3::expr LevelEncoder::at_dispatch(int id) {
  const Event& event = events_.at(id);
  if (event.level) return *event.level == Irql::dispatch ? yes() : no();
  // Of a callback body it follows from requests that may themselves stand in such bodies, so it is defined, not written
  // out.
  const Phase phase = event.agent.kind == Agent::Kind::cleanup ? Phase::cleanup : Phase::destroy;
  const int begin = events_.begin_of(event.agent.index, phase);
  return of_body_.at(begin, [&] {
    const int object = event.agent.index;
    return definitions_.defined_later("dispatch!" + std::to_string(begin),
                                      [this, object, begin] { return deletion_at_dispatch(object, begin); });
  });
}

// The deletion to which the object belongs is.
z3::expr LevelEncoder::deletion_at_dispatch(int object, int moment) {
  if (!instances_.has_dispatch()) return no();
  return of_deletion_.at(object, moment, [&] {
    AnyOf any(z3_);
    for (const int up : may_.path(object, -1))
      for (const int request : may_.deletes_of(up)) {
        const z3::expr asked = asked_at_dispatch(request, up);
        if (asked.is_false()) continue;
        any |= (before(request, moment) && encoding_.naming.targets(request, up) && encoding_.acts.outcome(request) &&
                asked && encoding_.deletions.is_root_of(up, object, moment));
      }
    return any;
  });
}

// The deletion is asked for at DISPATCH_LEVEL and not put off.
z3::expr LevelEncoder::asked_at_dispatch(int request, int object) {
  const Action& action = *events_.at(request).action;
  if (removes(action.kind) || action.framework_own) return no();
  const z3::expr level = at_dispatch(request);
  const bool put_off = instances_.framework().deletion.puts_off_at_dispatch && action.kind != ActionKind::complete;
  if (level.is_false() || !put_off) return level;
  return level && !takes_passive(object, request);
}

// Something passive whose destroy has not begun is on the list at or below the object.
z3::expr LevelEncoder::takes_passive(int object, int moment) {
  const bool lists = instances_.framework().deletion.leaves_list;
  AnyOf passive(z3_);
  for (const int below : may_.subtree(object)) {
    if (!instances_.passive(below)) continue;
    z3::expr taken_too = encoding_.births.born(below, moment) && !encoding_.deletions.destroy_begun(below, moment);
    if (lists) taken_too &= encoding_.deletions.no_root_on(may_.path(below, object), moment);
    passive |= taken_too;
  }
  return passive;
}

}  // namespace afterlife
