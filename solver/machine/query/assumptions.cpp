#include "solver/machine/query/assumptions.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace afterlife {

bool Assumptions::event_ended(const Moment& now, const EventName& name, int index) const {
  switch (name.kind) {
    case EventKind::create: return now.objects[index].is(ObjectNow::kBorn);
    case EventKind::delete_: return now.objects[index].is(ObjectNow::kRequested);
    case EventKind::cleanup: return now.objects[index].is(ObjectNow::kCleanupEnded);
    case EventKind::destroy: return now.objects[index].is(ObjectNow::kDestroyEnded);
    case EventKind::thread_start: return now.threads[index].started;
    case EventKind::thread_end: return now.threads[index].ended;
    case EventKind::run: break;
  }
  const ObjectDecl& decl = facts_.instances.decl(index);
  if (decl.entry && decl.entry->name == name.callback)
    return now.objects[index].is(ObjectNow::kRan) && now.objects[index].running == 0;
  for (std::size_t i = 0; i < decl.removals.size(); ++i) {
    const std::pair which(index, static_cast<int>(i));
    if (decl.removals[i].name == name.callback) return now.called.contains(which) && !now.calling.contains(which);
  }
  return false;
}

// Whether an assumption waits for the end of this callback of the object: then the now knows whether one has ended.
bool Assumptions::wait_for(int object, const Callback& callback) const {
  if (facts_.scenario.assume.empty()) return false;
  const Instance& of = facts_.instances[object];
  return std::ranges::any_of(facts_.scenario.assume, [&](const Order& order) {
    const EventName& first = order.first;
    return first.kind == EventKind::run && first.index == of.decl && first.callback == callback.name &&
           (first.number == 0 || first.number == of.number);
  });
}

// Whether the assumption holds this instance (or thread) back now. Instances end in about the order of their numbers:
// those at the front that have are not looked at again.
bool Assumptions::holds_back(const Moment& now, int assumption, bool thread, int index) const {
  const EventName &first = facts_.scenario.assume[assumption].first, &then = facts_.scenario.assume[assumption].then;
  if (!thread && then.number != 0 && then.number != facts_.instances[index].number) return false;
  if (is_of_thread(first.kind)) return !event_ended(now, first, first.index);
  const int count = facts_.scenario.objects[first.index].count;
  const auto waits_for = [&](int other) {
    const bool numbered = first.number != 0 && then.number != 0;
    if (!thread && other == index && count > 1 && !numbered) return false;  // it is not ordered against itself
    if (first.kind != EventKind::create && !now.objects[other].is(ObjectNow::kBorn)) return false;
    return !event_ended(now, first, other);
  };
  if (first.number != 0) return waits_for(facts_.instances.id(first.index, first.number));
  std::int32_t& behind = now.cache.assumed[assumption];
  const int start = facts_.instances.first(first.index);
  // What has ended a run may begin another.
  while (first.kind != EventKind::run && behind < count && event_ended(now, first, start + behind)) ++behind;
  const int worth_looking = first.kind == EventKind::create ? count : now.births[first.index];
  for (int number = behind; number < worth_looking; ++number)
    if (waits_for(start + number)) return true;
  return false;
}

bool Assumptions::hold_back(const Moment& now, EventKind kind, int index, const Callback* callback) const {
  if (facts_.held_back_by.empty()) return false;
  const bool thread = is_of_thread(kind);
  const auto found = facts_.held_back_by.find({kind, thread ? index : facts_.instances[index].decl});
  return found != facts_.held_back_by.end() &&
         std::any_of(found->second.begin(), found->second.end(), [&](int assumption) {
           const bool speaks =
               callback == nullptr || facts_.scenario.assume[assumption].then.callback == callback->name;
           return speaks && holds_back(now, assumption, thread, index);
         });
}

}  // namespace afterlife
