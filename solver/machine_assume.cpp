// Assumptions: `A before B` holds a step back that would begin B before A has ended.
#include "solver/machine_impl.hpp"

namespace afterlife {

bool Machine::Impl::event_ended(const State& state, EventKind kind, int index) const {
  switch (kind) {
    case EventKind::create: return state.objects_[index].is(State::kBorn);
    case EventKind::delete_: return state.objects_[index].is(State::kRequested);
    case EventKind::cleanup: return state.objects_[index].is(State::kCleanupEnded);
    case EventKind::destroy: return state.objects_[index].is(State::kDestroyEnded);
    case EventKind::thread_start: return state.threads_[index].started;
    case EventKind::thread_end: return state.threads_[index].ended;
    case EventKind::run: break;
  }
  return false;
}

bool Machine::Impl::held_back(const State& state, EventKind kind, int index) const {
  if (held_back_by.empty()) return false;
  const auto of_thread = [](EventKind k) { return k == EventKind::thread_start || k == EventKind::thread_end; };
  const bool thread = of_thread(kind);
  const int decl = thread ? index : world.instance(index).decl;
  const auto found = held_back_by.find({kind, decl});
  if (found == held_back_by.end()) return false;
  for (const Order* order : found->second) {
    const EventName& first = order->first;
    if (!thread && order->then.number != 0 && order->then.number != world.instance(index).number) continue;
    if (of_thread(first.kind)) {
      if (!event_ended(state, first.kind, first.index)) return true;
      continue;
    }
    const int count = scenario.objects[first.index].count;
    const int from = first.number == 0 ? 1 : first.number, to = first.number == 0 ? count : first.number;
    for (int number = from; number <= to; ++number) {
      const int other = world.id(first.index, number);
      if (!thread && other == index && count > 1) continue;  // an instance is not ordered against itself
      if (first.kind != EventKind::create && !state.objects_[other].is(State::kBorn)) continue;
      if (!event_ended(state, first.kind, other)) return true;
    }
  }
  return false;
}

}  // namespace afterlife
