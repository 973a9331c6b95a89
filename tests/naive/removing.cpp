// Requests for deletion, and the removal callbacks that come before some of them.
#include <algorithm>

#include "tests/naive/stepping.hpp"

namespace afterlife::naive {

void Interpreter::ask_for_deletion(Stepping& turn, int object) const {
  const Action& action = turn.action();
  const AgentState& agent = turn.agent();
  const bool by_delete = action.kind == ActionKind::delete_ && !action.framework_own;
  const bool at_level_of_agent = by_delete || action.kind == ActionKind::complete;
  const Irql asked_at = at_level_of_agent ? agent.level_now() : Irql::passive;

  Step& step = turn.step_on(object, kPrinted);
  AgentState& self = turn.self(step);
  ObjectState& o = step.next.objects[object];
  turn.access(step, by_delete ? Access::What::delete_ : Access::What::framework_delete, object);
  step.begins.push_back({EventKind::delete_, object, {}});
  o.requested = true;
  if (!tree_.delete_takes_effect(turn.before, object)) return go_on(self);
  o.root = true;
  o.level = tree_.level_of_deletion(turn.before, object, asked_at, action.kind == ActionKind::complete);
  const Tree::Return how = tree_.delete_goes_on(turn.before, object, agent);
  if (how == Tree::Return::at_once) return go_on(self);
  self.frame().stage = how == Tree::Return::awaited ? Stage::waiting : Stage::choosing;
  self.frame().subject = object;
}

// Before the first callback it is fixed which object is meant, or that there is none (-1); where the declaration gives
// no callback, the removal is its request.
void Interpreter::begin_removing(Stepping& turn, int object) const {
  if (removal_callbacks(turn).empty())
    return object < 0 ? go_on(turn.self(turn.step(kPrinted))) : ask_for_deletion(turn, object);
  Frame& frame = turn.self(turn.step(kSilent)).frame();
  frame.stage = Stage::removing;
  frame.subject = object;
}

// In the framework's order; what that does not name comes last, in the order of the file. After a failed add, and
// inside a removal of the same declaration, none are run.
std::vector<int> Interpreter::removal_callbacks(const Stepping& turn) const {
  const int declaration = turn.action().target.index;
  const auto is_inside = [&](const Frame& frame) {
    return frame.removed >= 0 && tree_.instances()[frame.removed].declaration == declaration;
  };
  if (turn.action().failed_add || std::ranges::any_of(turn.agent().frames, is_inside)) return {};
  const std::vector<Callback>& given = scenario_.objects[declaration].removals;
  const std::vector<std::string>& order = framework_.removal_order;
  std::vector<int> places(given.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = static_cast<int>(i);
  std::ranges::stable_sort(places, {}, [&](int place) { return std::ranges::find(order, given[place].name); });
  return places;
}

void Interpreter::go_on_removing(Stepping& turn) const {
  const int object = turn.agent().frame().subject;
  const int run_already = turn.agent().frame().callbacks_run;
  if (object < 0) return go_on(turn.self(turn.step(kPrinted)));
  const std::vector<int> places = removal_callbacks(turn);
  if (run_already == static_cast<int>(places.size())) return ask_for_deletion(turn, object);
  const int place = places[run_already];
  const Callback& callback = tree_.declaration(object).removals[place];
  Step& step = turn.step(kPrinted);
  AgentState& self = turn.self(step);
  step.begins.push_back({EventKind::run, object, callback.name});
  ++self.frame().callbacks_run;
  Frame& frame = enter(self, callback.body, Frame::Kind::removal);
  frame.level = Irql::passive;
  frame.removed = object;
  frame.callback = place;
  self.bindings = names_in_callbacks_of(object);
  move_to_next_action(self);
}

void Interpreter::end_removal_callback(Stepping& turn) const {
  Step& step = turn.step(kSilent);
  AgentState& self = turn.self(step);
  const Frame over = self.frame();
  step.next.objects[over.removed].removals_done.insert(over.callback);
  self.bindings = over.bindings_before;
  self.frames.pop_back();
}

}  // namespace afterlife::naive
