// Events as checks and assumptions name them.
#include <algorithm>

#include "tests/naive/interpreter.hpp"

namespace afterlife::naive {
namespace {

bool of_a_thread(const Event& e) { return e.kind == EventKind::thread_start || e.kind == EventKind::thread_end; }

}  // namespace

bool Interpreter::is_held_back(const State& s, const Step& step) const {
  return std::ranges::any_of(assumed_, [&](const auto& pair) {
    const auto& [first, then] = pair;
    return std::ranges::find(step.begins, then) != step.begins.end() && constrains(s, first) && !has_ended(s, first);
  });
}

bool Interpreter::constrains(const State& s, const Event& event) const {
  return of_a_thread(event) || event.kind == EventKind::create || s.objects[event.index].born;
}

bool Interpreter::has_ended(const State& s, const Event& event) const {
  switch (event.kind) {
    case EventKind::create: return s.objects[event.index].born;
    case EventKind::delete_: return s.objects[event.index].requested;
    case EventKind::cleanup: return s.objects[event.index].cleanup == Progress::done;
    case EventKind::destroy: return s.objects[event.index].destroy == Progress::done;
    case EventKind::thread_start: return s.thread(event.index).progress != Progress::not_begun;
    case EventKind::thread_end: return s.thread(event.index).progress == Progress::done;
    case EventKind::run: return run_has_ended(s, event);
  }
  return false;
}

// At least one has ended, and none is in progress.
bool Interpreter::run_has_ended(const State& s, const Event& event) const {
  const ObjectDecl& declaration = tree_.declaration(event.index);
  if (declaration.entry && declaration.entry->name == event.callback)
    return s.objects[event.index].has_run && tree_.runs_in_progress(s, event.index) == 0;
  for (int place = 0; place < static_cast<int>(declaration.removals.size()); ++place) {
    if (declaration.removals[place].name != event.callback) continue;
    const bool in_progress = std::ranges::any_of(s.agents, [&](const AgentState& agent) {
      return std::ranges::any_of(agent.frames,
                                 [&](const Frame& f) { return f.removed == event.index && f.callback == place; });
    });
    return s.objects[event.index].removals_done.contains(place) && !in_progress;
  }
  return false;  // a callback that the object does not give
}

State Interpreter::as_for_rest(State s) const {
  const auto is_waited_for = [&](int object, const Callback& callback) {
    const Event end{EventKind::run, object, callback.name};
    return std::ranges::any_of(assumed_, [&](const auto& pair) { return pair.first == end; });
  };
  s = without_counters(std::move(s));
  for (int o = 0; o < static_cast<int>(s.objects.size()); ++o) {
    const ObjectDecl& declaration = tree_.declaration(o);
    if (!declaration.entry || !is_waited_for(o, *declaration.entry)) s.objects[o].has_run = false;
    std::erase_if(s.objects[o].removals_done,
                  [&](int place) { return !is_waited_for(o, declaration.removals[place]); });
  }
  return s;
}

std::vector<Event> Interpreter::runs_of(int object) const {
  const ObjectDecl& declaration = tree_.declaration(object);
  std::vector<Event> found;
  if (declaration.entry) found.push_back({EventKind::run, object, declaration.entry->name});
  for (const Callback& callback : declaration.removals) found.push_back({EventKind::run, object, callback.name});
  return found;
}

std::vector<Event> Interpreter::events(const EventName& name) const {
  if (name.kind == EventKind::thread_start || name.kind == EventKind::thread_end) return {{name.kind, name.index, {}}};
  std::vector<Event> found;
  for (const int object : tree_.instances_of(name.index))
    if (name.number == 0 || tree_.instances()[object].number == name.number)
      found.push_back({name.kind, object, name.kind == EventKind::run ? name.callback : std::string()});
  return found;
}

std::vector<std::pair<Event, Event>> Interpreter::pairs(const Order& order) const {
  std::vector<std::pair<Event, Event>> found;
  for (const Event& first : events(order.first))
    for (const Event& then : events(order.then)) {
      const bool same = !of_a_thread(first) && !of_a_thread(then) && first.index == then.index;
      const bool numbered = order.first.number > 0 && order.then.number > 0;
      if (same && tree_.declaration(first.index).count > 1 && !numbered) continue;
      found.emplace_back(first, then);
    }
  return found;
}

}  // namespace afterlife::naive
