#include "tests/generate/small_family.hpp"

#include <numeric>

#include "tests/generate/actions.hpp"
#include "tests/generate/settle.hpp"

namespace afterlife {
namespace {

// A parent that is born later than its child is bad input.
bool well_formed(const Scenario& s) {
  for (const ObjectDecl& o : s.objects) {
    const bool later = (o.parent && s.objects[*o.parent].created) || (o.from && s.objects[*o.from].created);
    if (later && !o.created) return false;
  }
  return true;
}

EventName event(EventKind kind, int object) {
  EventName e;
  e.kind = kind;
  e.index = object;
  return e;
}

EventName run_event(int object, const Callback& callback) {
  EventName e = event(EventKind::run, object);
  e.callback = callback.name;
  return e;
}

void add_order(Scenario& s, Check::Kind kind, EventName first, EventName then) {
  Check& c = s.checks.emplace_back();
  c.kind = kind;
  c.order = {std::move(first), std::move(then), {}};
}

// What runs, before its own object's cleanup and after.
void add_orders_of_runs(Scenario& s) {
  const int objects = static_cast<int>(s.objects.size());
  for (int o = 0; o < objects; ++o) {
    std::vector<const Callback*> callbacks;
    if (s.objects[o].entry) callbacks.push_back(&*s.objects[o].entry);
    for (const Callback& c : s.objects[o].removals) callbacks.push_back(&c);
    for (const Callback* c : callbacks) {
      add_order(s, Check::Kind::always, run_event(o, *c), event(EventKind::cleanup, o));
      add_order(s, Check::Kind::possible, run_event(o, *c), event(EventKind::cleanup, objects - 1));
      add_order(s, Check::Kind::never_order, event(EventKind::cleanup, o), run_event(o, *c));
    }
  }
}

void add_hazards(Scenario& s) {
  for (const HazardFacts& h : hazards()) s.checks.emplace_back().hazard = h.hazard;
}

void add_orders(Scenario& s) {
  const int last = static_cast<int>(s.objects.size()) - 1;
  for (const Check::Kind kind : {Check::Kind::always, Check::Kind::possible, Check::Kind::never_order}) {
    if (last == 0 && s.objects[0].count == 1) {  // no order is of one event alone
      add_order(s, kind, event(EventKind::destroy, 0), event(EventKind::cleanup, 0));
    } else {
      add_order(s, kind, event(EventKind::cleanup, last), event(EventKind::cleanup, 0));
      add_order(s, kind, event(EventKind::destroy, 0), event(EventKind::destroy, last));
    }
    add_order(s, kind, event(EventKind::delete_, 0), event(EventKind::destroy, last));
  }
  add_orders_of_runs(s);
}

}  // namespace

std::uint64_t Family::size() const {
  return std::accumulate(choices.begin(), choices.end(), std::uint64_t{1}, std::multiplies<>());
}

std::optional<Scenario> Family::at(std::uint64_t number) const {
  Numbers chosen;
  for (const std::uint64_t choice : choices) chosen.push_back(number % choice), number /= choice;
  return make(chosen);
}

std::uint64_t bodies_of(const Body& alphabet, int most) {
  std::uint64_t count = 1, power = 1;
  for (int i = 0; i < most; ++i) count += power *= alphabet.size();
  return count;
}

Body body_at(const Body& alphabet, std::uint64_t number) {
  Body made;
  bool held = false;
  for (std::uint64_t rest = number; rest > 0; rest = (rest - 1) / alphabet.size()) {
    const Action& action = alphabet[(rest - 1) % alphabet.size()];
    if (action.kind == ActionKind::unlock && !held) {
      Action lock = action;
      lock.kind = ActionKind::lock;
      made.push_back(lock);
    }
    if (action.kind == ActionKind::lock || action.kind == ActionKind::unlock) held = action.kind == ActionKind::lock;
    made.push_back(action);
  }
  return made;
}

Scenario bare_scenario() {
  Scenario s;
  s.title = "small";
  s.framework = "wdf";
  s.locks = {"L"};
  s.signals = {"Go"};
  s.flags = {"Flag"};
  s.bounds.loop = 1;
  return s;
}

std::optional<Scenario> with_hazards(Scenario s) {
  settle(s);
  if (!well_formed(s)) return std::nullopt;
  add_hazards(s);
  settle(s);
  return s;
}

std::optional<Scenario> finished(Scenario s) {
  std::optional<Scenario> made = with_hazards(std::move(s));
  if (!made) return made;
  add_orders(*made);
  settle(*made);
  return made;
}

}  // namespace afterlife
