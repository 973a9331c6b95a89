#include <algorithm>
#include <unordered_set>

#include "tests/naive/enumerator.hpp"
#include "tests/naive/rest.hpp"

namespace afterlife::naive {

std::optional<std::set<CallbackOrder>> callback_orders(const Scenario& scenario, const Framework& framework,
                                                       Executions executions, int loop_bound, std::size_t limit) {
  struct Run {
    State state;
    CallbackOrder order;
  };
  const auto key = [](const Run& run) {
    std::string text = bytes(run.state);
    for (const CallbackBegin& b : run.order) {
      text += "|" + std::to_string(b.object) + "#" + std::to_string(b.number);
      text += b.phase == Phase::cleanup ? "c" : "d";
    }
    return text;
  };

  const Interpreter machine(scenario, framework);
  RestFinder rests(machine, limit);
  std::set<CallbackOrder> orders;
  std::vector<Run> open{{machine.initial(), {}}};
  std::unordered_set<std::string> met{key(open[0])};
  while (!open.empty()) {
    const Run run = std::move(open.back());
    open.pop_back();
    std::vector<Step> steps = machine.successors(run.state, loop_bound);
    const bool may_rest = std::ranges::all_of(steps, &Step::by_thread);
    if (executions == Executions::prefixes || (may_rest && rests.rest(run.state))) orders.insert(run.order);
    for (Step& step : steps) {
      Run after{std::move(step.next), run.order};
      for (const Event& event : step.begins) {
        if (event.kind != EventKind::cleanup && event.kind != EventKind::destroy) continue;
        const Instance& o = machine.tree().instances()[event.index];
        const Phase phase = event.kind == EventKind::cleanup ? Phase::cleanup : Phase::destroy;
        after.order.push_back({o.declaration, o.number, phase});
      }
      if (!met.insert(key(after)).second) continue;
      if (met.size() > limit) return std::nullopt;
      open.push_back(std::move(after));
    }
  }
  return orders;
}

}  // namespace afterlife::naive
