// From a model of the solver back to events.
#include <algorithm>

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

bool Encoding::holds_in(const z3::model& model, const z3::expr& formula) const {
  return model.eval(formula, true).is_true();
}

std::vector<Encoding::Happened> Encoding::execution(const z3::model& model) {
  struct Placed {
    std::int64_t back;  // from the end
    int event;
  };
  std::vector<Placed> placed;
  for (const int event : cone_)
    if (holds_in(model, happens_[event]))
      placed.push_back({model.eval(position_[event], true).get_numeral_int64(), event});
  std::ranges::sort(
      placed, [](const Placed& a, const Placed& b) { return std::tie(b.back, a.event) < std::tie(a.back, b.event); });
  std::vector<Happened> happened;
  for (const Placed& each : placed)
    happened.push_back({each.event, object_of(model, each.event), other_of(model, each.event)});
  return happened;
}

int Encoding::object_of(const z3::model& model, int id) {
  const Event& event = events_.at(id);
  const bool aims = event.kind == Event::Kind::act || event.kind == Event::Kind::picks_removed;
  if (!aims || event.targets.empty()) return event.object;
  for (int object = 0; object < instances_.size(); ++object)
    if (may_.may_target(event, object) && holds_in(model, targets(id, object))) return object;
  return -1;
}

int Encoding::other_of(const z3::model& model, int id) {
  for (const int object : may_.second_names(events_.at(id)))
    if (holds_in(model, other_targets(id, object))) return object;
  return -1;
}

// Everything that the state at the end of the prefix is made of: what has happened and been chosen, and what depends on
// the order in which it happened.
z3::expr Encoding::state_literals(const z3::model& model) {
  AllOf all(z3_);
  const auto pin = [&](const z3::expr& condition) { all &= (holds_in(model, condition) ? condition : !condition); };
  for (const int event : cone_) pin(happens_[event]);
  for (const auto& [key, constant] : forks_) pin(constant);
  for (const auto& [key, constant] : picks_) pin(constant);
  for (const auto& [key, constant] : other_picks_) pin(constant);
  for (int flag = 0; flag < static_cast<int>(instances_.scenario().flags.size()); ++flag) pin(flag_set(flag, kEnd));
  for (int object = 0; object < instances_.size(); ++object) {
    if (may_.deletable(object)) pin(root(object, kEnd));
    for (const int create : may_.births_of(object)) pin(binds(create, object));
    if (!events_.runs(object).empty()) {
      pin(queued(object, kEnd));
      pin(carried_out_at_dispatch(object, kEnd));
    }
    pin(occupied(object, kEnd));
    const CountOf count = references(object, kEnd);
    all &= count.is(count.in(model));
  }
  return all;
}

namespace {

// A move of the framework on an object that stands for many is as many printed steps.
std::uint64_t weight_of(const Instances& instances, const Event& event) {
  return event.agent.kind == Agent::Kind::framework ? instances.decl(event.object).stands_for : 1;
}

}  // namespace

z3::expr Encoding::at_most(std::uint64_t printed) {
  z3::expr_vector happened(z3_);
  std::vector<int> weights;
  for (const int event : cone_)
    if (events_.at(event).printed()) {
      happened.push_back(happens_[event]);
      weights.push_back(static_cast<int>(weight_of(instances_, events_.at(event))));
    }
  if (happened.empty()) return yes();
  return z3::pble(happened, weights.data(), static_cast<int>(printed));
}

}  // namespace afterlife
