// Actions on objects: which instance they mean, and those that touch, count, lock, create or collect.
#include <algorithm>

#include "tests/naive/stepping.hpp"

namespace afterlife::naive {

std::vector<int> Interpreter::instances_meant(const State& s, const AgentState& agent, const Mention& mention) const {
  std::vector<int> meant;
  const auto if_born = [&](int object) {
    if (object >= 0 && s.objects[object].born) meant.push_back(object);
  };
  switch (mention.which) {
    case Mention::Which::self: if_born(agent.self()); break;
    case Mention::Which::numbered: if_born(tree_.instance(mention.index, mention.number)); break;
    case Mention::Which::bare:
      if (const auto bound = agent.bindings.find(mention.index); bound != agent.bindings.end()) {
        if_born(bound->second);
        break;
      }
      [[fallthrough]];
    case Mention::Which::each:
      for (const int object : tree_.instances_of(mention.index)) if_born(object);
      break;
  }
  return meant;
}

void Interpreter::act_on_objects(Stepping& turn) const {
  const Mention& target = turn.action().target;
  if (turn.agent().frame().in_each) {
    for (const int object : turn.agent().frame().members) act_on_object(turn, object);
    return;
  }
  std::vector<int> meant = instances_meant(turn.before, turn.agent(), target);
  // A lock is given back: of several that a name may mean, one that the agent holds.
  const bool any_of_several = target.which == Mention::Which::bare && !turn.agent().bindings.contains(target.index) &&
                              tree_.instances_of(target.index).size() > 1;
  if (turn.action().kind == ActionKind::unlock && any_of_several)
    std::erase_if(meant, [&](int object) { return !turn.agent().holds_objects.contains(object); });
  if (target.which == Mention::Which::each) {
    AgentState& self = turn.self(turn.step(kSilent));  // fixes the set
    self.frame().in_each = true;
    self.frame().members.insert(meant.begin(), meant.end());
    if (meant.empty()) go_on(self);
    return;
  }
  if (meant.empty() && removes(turn.action().kind)) return begin_removing(turn, -1);
  if (meant.empty()) go_on(turn.self(turn.step(kPrinted)));
  for (const int object : meant) act_on_object(turn, object);
}

void Interpreter::act_on_object(Stepping& turn, int object) const {
  switch (turn.action().kind) {
    case ActionKind::delete_:
    case ActionKind::complete: return ask_for_deletion(turn, object);
    case ActionKind::remove:
    case ActionKind::unload:
    case ActionKind::close: return begin_removing(turn, object);
    case ActionKind::enqueue: return enqueue(turn, object);
    case ActionKind::cancel:
    case ActionKind::cancel_and_wait: return cancel(turn, object);
    case ActionKind::flush: return flush(turn, object);
    case ActionKind::add: return add(turn, object);
    default: return touch_or_count(turn, object);
  }
}

void Interpreter::touch_or_count(Stepping& turn, int object) const {
  using What = Access::What;
  const ActionKind kind = turn.action().kind;
  if (kind == ActionKind::lock && turn.before.objects[object].locked) return;
  Step& step = turn.step_on(object, kPrinted);
  ObjectState& o = step.next.objects[object];
  const bool destroy_begun = o.destroy != Progress::not_begun;
  turn.access(step,
              kind == ActionKind::context       ? What::context
              : kind == ActionKind::dereference ? What::dereference
                                                : What::touch,
              object);
  if (kind == ActionKind::reference && !destroy_begun) ++o.references;
  if (kind == ActionKind::dereference && !destroy_begun && o.references > 0) --o.references;
  std::set<int>& held = turn.self(step).holds_objects;
  if (kind == ActionKind::lock) o.locked = true, held.insert(object);
  if (kind == ActionKind::unlock && held.erase(object) > 0) o.locked = false;
  go_on(turn.self(step));
}

void Interpreter::create(Stepping& turn) const {
  const Action& action = turn.action();
  Step& step = turn.step(kPrinted);
  AgentState& self = turn.self(step);
  const std::vector<int> all = tree_.instances_of(action.target.index);
  const auto next = std::ranges::find_if(all, [&](int object) { return !turn.before.objects[object].born; });
  bool succeeds = next != all.end();
  if (succeeds) {
    const Instance& made = tree_.instances()[*next];
    for (const int needed : {made.parent, made.from}) {
      if (needed < 0) continue;
      if (turn.before.objects[needed].born)
        turn.access(step, Access::What::touch, needed);
      else
        succeeds = false;
    }
    if (succeeds && made.parent >= 0 && tree_.takes_no_children(turn.before, made.parent)) succeeds = false;
  }
  if (succeeds) {
    step.begins.push_back({EventKind::create, *next, {}});
    be_born(step.next, tree_, *next);
    self.bindings[action.target.index] = *next;
    go_on(self);
  } else if (action.short_form) {
    skip_rest(self);
  } else if (action.bodies.empty()) {
    go_on(self);
  } else {
    enter(self, action.bodies[0]);
    move_to_next_action(self);
  }
}

// While the collection is not born there is nothing to do, and nothing is touched.
void Interpreter::add(Stepping& turn, int object) const {
  const std::vector<int> collections = instances_meant(turn.before, turn.agent(), *turn.action().other);
  if (collections.empty()) go_on(turn.self(turn.step_on(object, kPrinted)));
  for (const int collection : collections) {
    Step& step = turn.step_on(object, kPrinted);
    std::vector<ObjectState>& objects = step.next.objects;
    turn.access(step, Access::What::touch, object);
    turn.access(step, Access::What::touch, collection);
    const bool too_late =
        objects[object].destroy != Progress::not_begun || objects[collection].destroy != Progress::not_begun;
    if (!too_late) ++objects[object].kept_in[collection];
    go_on(turn.self(step));
  }
}

void Interpreter::take(Stepping& turn) const {
  const Action& action = turn.action();
  const std::vector<int> collections = instances_meant(turn.before, turn.agent(), *action.other);
  if (collections.empty()) go_on(turn.self(turn.step(kPrinted)));
  for (const int collection : collections)
    for (const int object : tree_.instances_of(action.target.index)) {
      if (!turn.before.objects[object].kept_in.contains(collection)) continue;
      Step& step = turn.step(kPrinted);
      turn.access(step, Access::What::touch, collection);
      std::map<int, int>& kept_in = step.next.objects[object].kept_in;
      if (--kept_in[collection] == 0) kept_in.erase(collection);
      turn.self(step).bindings[action.target.index] = object;
      go_on(turn.self(step));
    }
}

}  // namespace afterlife::naive
