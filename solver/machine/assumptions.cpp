// Assumptions: `A before B` holds a step back that would begin B before A has ended.
#include <algorithm>

#include "solver/machine/impl.hpp"

namespace afterlife {

bool Machine::Impl::event_ended(const State& state, const EventName& name, int index) const {
  switch (name.kind) {
    case EventKind::create: return state.objects_[index].is(State::kBorn);
    case EventKind::delete_: return state.objects_[index].is(State::kRequested);
    case EventKind::cleanup: return state.objects_[index].is(State::kCleanupEnded);
    case EventKind::destroy: return state.objects_[index].is(State::kDestroyEnded);
    case EventKind::thread_start: return state.threads_[index].started;
    case EventKind::thread_end: return state.threads_[index].ended;
    case EventKind::run: break;
  }
  const ObjectDecl& decl = instances.decl(index);
  if (decl.entry && decl.entry->name == name.callback)
    return state.objects_[index].is(State::kRan) && state.objects_[index].running == 0;
  for (std::size_t i = 0; i < decl.removals.size(); ++i) {
    const std::pair which(index, static_cast<int>(i));
    if (decl.removals[i].name == name.callback) return state.called_.contains(which) && !state.calling_.contains(which);
  }
  return false;
}

// Whether an assumption waits for the end of this callback of the object: then the state knows whether one has ended.
bool Machine::Impl::is_assumed_first(int object, const Callback& callback) const {
  if (scenario.assume.empty()) return false;
  const Instance& of = instances[object];
  return std::ranges::any_of(scenario.assume, [&](const Order& order) {
    const EventName& first = order.first;
    return first.kind == EventKind::run && first.index == of.decl && first.callback == callback.name &&
           (first.number == 0 || first.number == of.number);
  });
}

// Whether the assumption holds this instance (or thread) back now. Instances end in about the order of their numbers:
// those at the front that have are not looked at again.
bool Machine::Impl::holds_back(const State& state, int assumption, bool thread, int index) const {
  const EventName &first = scenario.assume[assumption].first, &then = scenario.assume[assumption].then;
  if (!thread && then.number != 0 && then.number != instances[index].number) return false;
  if (is_of_thread(first.kind)) return !event_ended(state, first, first.index);
  const int count = scenario.objects[first.index].count;
  const auto waits_for = [&](int other) {
    const bool numbered = first.number != 0 && then.number != 0;
    if (!thread && other == index && count > 1 && !numbered) return false;  // it is not ordered against itself
    if (first.kind != EventKind::create && !state.objects_[other].is(State::kBorn)) return false;
    return !event_ended(state, first, other);
  };
  if (first.number != 0) return waits_for(instances.id(first.index, first.number));
  std::int32_t& behind = state.assumed_[assumption];
  const int start = instances.first(first.index);
  // What has ended a run may begin another.
  while (first.kind != EventKind::run && behind < count && event_ended(state, first, start + behind)) ++behind;
  const int worth_looking = first.kind == EventKind::create ? count : state.births_[first.index];
  for (int number = behind; number < worth_looking; ++number)
    if (waits_for(start + number)) return true;
  return false;
}

bool Machine::Impl::held_back(const State& state, EventKind kind, int index, const Callback* callback) const {
  if (held_back_by.empty()) return false;
  const bool thread = is_of_thread(kind);
  const auto found = held_back_by.find({kind, thread ? index : instances[index].decl});
  return found != held_back_by.end() && std::any_of(found->second.begin(), found->second.end(), [&](int assumption) {
           const bool speaks = callback == nullptr || scenario.assume[assumption].then.callback == callback->name;
           return speaks && holds_back(state, assumption, thread, index);
         });
}

}  // namespace afterlife
