#include "solver/encoding/references.hpp"

#include <string>

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

z3::expr ReferenceEncoder::reference_effective(int event, int object) {
  return effective_.at(object, event, [&] {
    return encoding_.naming.targets(event, object) && !encoding_.deletions.destroy_begun(object, event);
  });
}

z3::expr ReferenceEncoder::effective_drop(int event, int object) {
  return drops_.at(event, object, [&] {
    return definitions_.defined_later(
        "drops!" + std::to_string(event) + "!" + std::to_string(object), [this, event, object] {
          return encoding_.naming.targets(event, object) && outstanding(object, event).at_least(1);
        });
  });
}

CountOf ReferenceEncoder::outstanding(int object, int moment) {
  CountOf count(z3_);
  for (const int thread : events_.holders(object)) {
    if (!instances_.scenario().threads[thread].started) {
      if (instances_[object].born_at_start) count.add(yes());
      continue;
    }
    for (const int start : events_.acts(ActionKind::start, EntityKind::thread, thread))
      count.add(counted(before(start, moment) && encoding_.acts.outcome(start) &&
                        encoding_.births.born(object, start) && !encoding_.deletions.destroy_begun(object, start)));
  }
  deadline_.keep();
  for (const int event : may_.acts_on(ActionKind::reference, object))
    count.add(counted(before(event, moment) && reference_effective(event, object)));
  for (const int event : may_.acts_on(ActionKind::dereference, object))
    count.subtract(counted(before(event, moment) && effective_drop(event, object)));
  for (const int event : events_.releases(object))
    count.subtract(counted(before(event, moment) && effective_drop(event, object)));
  return count;
}

z3::expr ReferenceEncoder::unreferenced(int object, int moment) {
  if (events_.holders(object).empty() && may_.acts_on(ActionKind::reference, object).empty()) return yes();
  return unreferenced_.at(object, moment, [&] { return outstanding(object, moment).is(0); });
}

int ReferenceEncoder::lets_go_of_items(const HeldReference& held, int collection) const {
  const bool begins = held.until == HeldReference::Until::cleanup_begins;
  const Phase phase = held.until == HeldReference::Until::destroy_ends ? Phase::destroy : Phase::cleanup;
  return begins ? events_.begin_of(collection, phase) : events_.end_of(collection, phase);
}

z3::expr ReferenceEncoder::held_by_framework(int object, int moment) {
  return held_by_framework_.at(object, moment, [&] {
    AnyOf any(z3_);
    for (const MayAnalysis::Holder& holder : may_.framework_holders(object))
      any |= (encoding_.births.born(holder.object, moment) && !before(holder.lets_go, moment));
    for (const auto& [held, collection] : may_.collections(object)) {
      any |= (encoding_.collections.item_in(object, collection, moment) &&
              !before(lets_go_of_items(*held, collection), moment));
    }
    if (may_.held_by_run(object))
      any |= (encoding_.runs.queued(object, moment) || encoding_.runs.running(object, moment));
    return any;
  });
}

// The same as that nothing of the framework holds the object, each holder with its reason.
z3::expr ReferenceEncoder::let_go(int object, int moment) {
  if (context_.tracked() == nullptr) return !held_by_framework(object, moment);
  AllOf all(z3_);
  for (const MayAnalysis::Holder& holder : may_.framework_holders(object))
    all &= because(
        moment, [&] { return reasons_.holds(*holder.reference, holder.object, object); },
        !encoding_.births.born(holder.object, moment) || before(holder.lets_go, moment));
  for (const auto& each : may_.collections(object))
    all &= because(
        moment, [&] { return reasons_.holds_items(*each.first, each.second, object); },
        !encoding_.collections.item_in(object, each.second, moment) ||
            before(lets_go_of_items(*each.first, each.second), moment));
  if (may_.held_by_run(object))
    all &= because(
        moment, [&] { return reasons_.held_by_run(object); },
        !encoding_.runs.queued(object, moment) && !encoding_.runs.running(object, moment));
  return all;
}

z3::expr ReferenceEncoder::thread_holds(int thread, int object) {
  if (!instances_.scenario().threads[thread].started) return instances_[object].born_at_start ? yes() : no();
  AnyOf any(z3_);
  for (const int start : events_.acts(ActionKind::start, EntityKind::thread, thread))
    any |= (happens(start) && encoding_.acts.outcome(start) && encoding_.births.born(object, start));
  return any;
}

}  // namespace afterlife
