// References, those of the driver and those that the framework holds.
#include <utility>

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

z3::expr Encoding::reference_effective(int event, int object) {
  return memo(Fn::reference_effective, object, event,
              [&] { return targets(event, object) && !destroy_begun(object, event); });
}

z3::expr Encoding::effective_drop(int event, int object) {
  const auto found = drops_.find({event, object});
  if (found != drops_.end()) return found->second;
  const z3::expr drop = z3_.bool_const(("drops!" + std::to_string(event) + "!" + std::to_string(object)).c_str());
  drops_.emplace(std::pair{event, object}, drop);
  pending_.push_back({Pending::What::drop, event, object, drop});
  return drop;
}

CountOf Encoding::references(int object, int moment) {
  CountOf count(z3_);
  for (const int thread : events_.holders(object)) {
    if (!instances_.scenario().threads[thread].started) {
      if (instances_[object].born_at_start) count.add(yes());
      continue;
    }
    for (const int start : events_.acts(ActionKind::start, EntityKind::thread, thread))
      count.add(named(before(start, moment) && outcome(start) && born(object, start) && !destroy_begun(object, start)));
  }
  deadline_.keep();
  for (const int event : may_.acts_on(ActionKind::reference, object))
    count.add(named(before(event, moment) && reference_effective(event, object)));
  for (const int event : may_.acts_on(ActionKind::dereference, object))
    count.subtract(named(before(event, moment) && effective_drop(event, object)));
  for (const int event : events_.releases(object))
    count.subtract(named(before(event, moment) && effective_drop(event, object)));
  return count;
}

z3::expr Encoding::unreferenced(int object, int moment) {
  if (events_.holders(object).empty() && may_.acts_on(ActionKind::reference, object).empty()) return yes();
  return memo(Fn::unreferenced, object, moment, [&] { return references(object, moment).is(0); });
}

int Encoding::lets_go_of_items(const HeldReference& held, int collection) const {
  const bool begins = held.until == HeldReference::Until::cleanup_begins;
  const Phase phase = held.until == HeldReference::Until::destroy_ends ? Phase::destroy : Phase::cleanup;
  return begins ? events_.begin_of(collection, phase) : events_.end_of(collection, phase);
}

z3::expr Encoding::held_by_framework(int object, int moment) {
  return memo(Fn::held_by_framework, object, moment, [&] {
    AnyOf any(z3_);
    for (const MayAnalysis::Holder& holder : may_.framework_holders(object))
      any |= (born(holder.object, moment) && !before(holder.lets_go, moment));
    for (const auto& [held, collection] : may_.collections(object)) {
      any |= (in_collection(object, collection, moment) && !before(lets_go_of_items(*held, collection), moment));
    }
    if (may_.held_by_run(object)) any |= (queued(object, moment) || running(object, moment));
    return any;
  });
}

// The same as that nothing of the framework holds the object, each holder with its reason.
z3::expr Encoding::let_go(int object, int moment) {
  if (tracked_ == nullptr) return !held_by_framework(object, moment);
  AllOf all(z3_);
  for (const MayAnalysis::Holder& holder : may_.framework_holders(object))
    all &= because(
        moment, [&] { return reasons_.holds(*holder.reference, holder.object, object); },
        !born(holder.object, moment) || before(holder.lets_go, moment));
  for (const auto& each : may_.collections(object))
    all &= because(
        moment, [&] { return reasons_.holds_items(*each.first, each.second, object); },
        !in_collection(object, each.second, moment) || before(lets_go_of_items(*each.first, each.second), moment));
  if (may_.held_by_run(object))
    all &= because(
        moment, [&] { return reasons_.held_by_run(object); }, !queued(object, moment) && !running(object, moment));
  return all;
}

z3::expr Encoding::thread_holds(int thread, int object) {
  if (!instances_.scenario().threads[thread].started) return instances_[object].born_at_start ? yes() : no();
  AnyOf any(z3_);
  for (const int start : events_.acts(ActionKind::start, EntityKind::thread, thread))
    any |= (happens_[start] && outcome(start) && born(object, start));
  return any;
}

}  // namespace afterlife
