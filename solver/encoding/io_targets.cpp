#include "solver/encoding/io_targets.hpp"

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

z3::expr IoTargetEncoder::closed(int target, int moment) {
  AnyOf any(z3_);
  for (const ActionKind kind : {ActionKind::cancel, ActionKind::cancel_and_wait})
    for (const int event : may_.acts_on(kind, target))
      any |= (before(event, moment) && encoding_.naming.targets(event, target));
  return any;
}

z3::expr IoTargetEncoder::send_fails(int event) {
  AnyOf meant(z3_), shut(z3_);
  for (const int target : may_.second_names(events_.at(event)))
    shut |= (encoding_.naming.other_targets(event, target) &&
             (closed(target, event) || before(events_.begin_of(target, Phase::cleanup), event)));
  for (int request = 0; request < instances_.size(); ++request)
    if (may_.may_target(events_.at(event), request)) meant |= encoding_.naming.targets(event, request);
  return only_because(
      event, [&] { return reasons_.send_fails(*events_.at(event).action); }, z3::expr(meant) && z3::expr(shut));
}

// A request that was sent to the target, and was not in flight then, has not completed.
z3::expr IoTargetEncoder::occupied(int target, int moment) {
  return occupied_.at(target, moment, [&] {
    AnyOf any(z3_);
    for (const int send : may_.acts_with(ActionKind::send, target))
      for (int request = 0; request < instances_.size(); ++request) {
        if (!may_.may_target(events_.at(send), request)) continue;
        AllOf open(z3_);
        for (const Events::Run& run : events_.runs(request))
          open &= !(before(send, run.begins) && before(run.ends, moment));
        any |=
            (before(send, moment) && encoding_.runs.makes_pending(send, request) &&
             encoding_.naming.other_targets(send, target) && !encoding_.runs.queued(request, send) && z3::expr(open));
      }
    return any;
  });
}

}  // namespace afterlife
