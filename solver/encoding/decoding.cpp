#include "solver/encoding/decoding.hpp"

#include <algorithm>
#include <cstdint>
#include <tuple>

#include "solver/encoding/terms.hpp"

namespace afterlife {

bool holds_in(const z3::model& model, const z3::expr& formula) { return model.eval(formula, true).is_true(); }

namespace {

int object_of(Encoding& encoding, const z3::model& model, int id) {
  const EventGraph& graph = encoding.context.graph();
  const Event& event = graph.events.at(id);
  const bool aims = event.kind == Event::Kind::act || event.kind == Event::Kind::picks_removed;
  if (!aims || event.targets.empty()) return event.object;
  for (int object = 0; object < graph.instances.size(); ++object)
    if (graph.may.may_target(event, object) && holds_in(model, encoding.naming.targets(id, object))) return object;
  return -1;
}

int other_of(Encoding& encoding, const z3::model& model, int id) {
  const EventGraph& graph = encoding.context.graph();
  for (const int object : graph.may.second_names(graph.events.at(id)))
    if (holds_in(model, encoding.naming.other_targets(id, object))) return object;
  return -1;
}

}  // namespace

std::vector<Happened> execution(Encoding& encoding, const z3::model& model) {
  struct Placed {
    std::int64_t back;  // from the end
    int event;
  };
  std::vector<Placed> placed;
  for (const int event : encoding.cone.events())
    if (holds_in(model, encoding.context.happens(event)))
      placed.push_back({model.eval(encoding.context.position(event), true).get_numeral_int64(), event});
  std::ranges::sort(
      placed, [](const Placed& a, const Placed& b) { return std::tie(b.back, a.event) < std::tie(a.back, b.event); });
  std::vector<Happened> happened;
  for (const Placed& each : placed)
    happened.push_back({each.event, object_of(encoding, model, each.event), other_of(encoding, model, each.event)});
  return happened;
}

// Everything that the state at the end of the prefix is made of: what has happened and been chosen, and what depends on
// the order in which it happened.
z3::expr state_literals(Encoding& encoding, const z3::model& model) {
  constexpr int kEnd = EncodingContext::kEnd;
  const EventGraph& graph = encoding.context.graph();
  const Instances& instances = graph.instances;
  AllOf all(encoding.context.z3());
  const auto pin = [&](const z3::expr& condition) { all &= (holds_in(model, condition) ? condition : !condition); };
  for (const int event : encoding.cone.events()) pin(encoding.context.happens(event));
  for (const auto& [key, constant] : encoding.control.forks()) pin(constant);
  for (const z3::expr& constant : encoding.naming.picks()) pin(constant);
  for (int flag = 0; flag < static_cast<int>(instances.scenario().flags.size()); ++flag)
    pin(encoding.synchronization.flag_set(flag, kEnd));
  for (int object = 0; object < instances.size(); ++object) {
    if (graph.may.deletable(object)) pin(encoding.deletions.root(object, kEnd));
    for (const int create : graph.may.births_of(object)) pin(encoding.births.binds(create, object));
    if (!graph.events.runs(object).empty()) {
      pin(encoding.runs.queued(object, kEnd));
      pin(encoding.levels.deletion_at_dispatch(object, kEnd));
    }
    pin(encoding.io_targets.occupied(object, kEnd));
    const CountOf count = encoding.references.outstanding(object, kEnd);
    all &= count.is(count.in(model));
  }
  return all;
}

}  // namespace afterlife
