// Actions on what runs: entry callbacks, and requests that were sent.
#include "tests/naive/stepping.hpp"

namespace afterlife::naive {

void Interpreter::enqueue(Stepping& turn, int object) const {
  Step& step = turn.step_on(object, kPrinted);
  turn.access(step, Access::What::enqueue, object);
  if (!tree_.enqueue_changes_nothing(turn.before, object)) step.next.objects[object].queued = true;
  go_on(turn.self(step));
}

// cancel, and the request of cancel-and-wait. A sent request completes whenever it does.
void Interpreter::cancel(Stepping& turn, int object) const {
  const Action& action = turn.action();
  Step& step = turn.step_on(object, kPrinted);
  AgentState& self = turn.self(step);
  turn.access(step, Access::What::touch, object);
  step.next.objects[object].queued = false;
  if (tree_.type(object).has_role("io-target")) step.next.objects[object].closed = true;
  if (action.kind == ActionKind::cancel) return go_on(self);
  self.frame().stage = action.may_time_out ? Stage::choosing : Stage::waiting;
  self.frame().subject = object;
}

// What cancel-and-wait returns on.
bool Interpreter::nothing_runs(const State& s, int object) const {
  if (tree_.type(object).has_role("io-target")) return !tree_.occupied(s, object);
  return tree_.runs_in_progress(s, object) == 0;
}

void Interpreter::flush(Stepping& turn, int object) const {
  if (!nothing_runs(turn.before, object) || turn.before.objects[object].queued) return;
  Step& step = turn.step_on(object, kPrinted);
  turn.access(step, Access::What::touch, object);
  go_on(turn.self(step));
}

void Interpreter::send(Stepping& turn) const {
  const Action& action = turn.action();
  const std::vector<int> requests = instances_meant(turn.before, turn.agent(), action.target);
  const std::vector<int> targets = instances_meant(turn.before, turn.agent(), *action.other);
  for (const int request : requests)
    for (const int target : targets) send_to(turn, request, target);
  if (!requests.empty() && !targets.empty()) return;
  go_on(turn.self(turn.step(kPrinted)));  // one of them is not born
}

void Interpreter::send_to(Stepping& turn, int request, int target) const {
  const Action& action = turn.action();
  const ObjectState& t = turn.before.objects[target];
  Step& step = turn.step(kPrinted);
  AgentState& self = turn.self(step);
  turn.access(step, Access::What::touch, request);
  turn.access(step, Access::What::touch, target);
  if (t.closed || t.cleanup != Progress::not_begun) {
    if (action.bodies.empty()) return go_on(self);
    enter(self, action.bodies[0]);
    return move_to_next_action(self);
  }
  int& sent_to = step.next.objects[request].sent_to;
  if (sent_to < 0) sent_to = target;
  go_on(self);
}

}  // namespace afterlife::naive
