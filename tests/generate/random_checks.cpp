#include "tests/generate/random_checks.hpp"

namespace afterlife {
namespace {

int some_object(const Scenario& s, Dice& dice, const std::vector<int>& focus) {
  if (!focus.empty() && dice.chance(70)) return dice.one_of(focus);
  return dice.below(static_cast<int>(s.objects.size()));
}

EventName object_event(const Scenario& s, Dice& dice, EventKind kind, int object) {
  EventName e;
  e.kind = kind;
  e.index = object;
  if (s.objects[object].count > 1 && dice.chance(45)) e.number = 1 + dice.below(s.objects[object].count);
  return e;
}

// A run of its entry callback, or one of its removal callbacks.
std::optional<EventName> run_event(const Scenario& s, Dice& dice, int object) {
  std::vector<const Callback*> callbacks;
  if (s.objects[object].entry && s.objects[object].entry->name != kNamelessRun)
    callbacks.push_back(&*s.objects[object].entry);
  for (const Callback& c : s.objects[object].removals) callbacks.push_back(&c);
  if (callbacks.empty()) return std::nullopt;
  EventName e = object_event(s, dice, EventKind::run, object);
  e.callback = dice.one_of(callbacks)->name;
  return e;
}

EventName any_event(const Scenario& s, Dice& dice, const std::vector<int>& focus) {
  if (!s.threads.empty() && dice.chance(18)) {
    EventName e;
    e.kind = dice.chance(50) ? EventKind::thread_start : EventKind::thread_end;
    e.index = dice.below(static_cast<int>(s.threads.size()));
    return e;
  }
  static constexpr EventKind kKinds[] = {EventKind::cleanup, EventKind::destroy, EventKind::delete_, EventKind::create};
  const int object = some_object(s, dice, focus);
  if (const auto run = run_event(s, dice, object); run && dice.chance(60)) return *run;
  return object_event(s, dice, kKinds[dice.pick({8, 8, 5, 2})], object);
}

Check hazard_check(const Scenario& s, Dice& dice, const HazardFacts& hazard, const std::vector<int>& focus) {
  Check c;
  c.hazard = hazard.hazard;
  if (hazard.about_objects && dice.chance(35))
    c.of = object_event(s, dice, EventKind::cleanup, some_object(s, dice, focus));
  return c;
}

// What happens once comes neither before itself nor after it.
Order of_two_events(const Scenario& s, Order made) {
  const bool of_thread = made.first.kind == EventKind::thread_start || made.first.kind == EventKind::thread_end;
  const bool happens_once = made.first.kind != EventKind::run && made.first.kind != EventKind::delete_;
  const bool one_event = happens_once && made.first.kind == made.then.kind && made.first.index == made.then.index &&
                         (of_thread || s.objects[made.first.index].count == 1 ||
                          (made.first.number > 0 && made.first.number == made.then.number));
  if (one_event && of_thread) made.first.kind = EventKind::thread_start, made.then.kind = EventKind::thread_end;
  if (one_event && !of_thread) made.first.kind = EventKind::cleanup, made.then.kind = EventKind::destroy;
  return made;
}

}  // namespace

// Half of them between the same phases of two objects, where the readings differ most.
Order random_order(const Scenario& s, Dice& dice, const std::vector<int>& focus) {
  if (dice.chance(50)) {
    const EventKind kind = dice.chance(50) ? EventKind::cleanup : EventKind::destroy;
    Order made{object_event(s, dice, kind, some_object(s, dice, focus)),
               object_event(s, dice, kind, some_object(s, dice, focus)),
               {}};
    for (int tries = 0; made.first.index == made.then.index && tries < 3; ++tries)
      made.then = object_event(s, dice, kind, some_object(s, dice, focus));
    return of_two_events(s, made);
  }
  Order made{any_event(s, dice, focus), any_event(s, dice, focus), {}};
  if (made.first.index == made.then.index) made.then = any_event(s, dice, focus);
  return of_two_events(s, made);
}

void add_random_checks(Scenario& s, Dice& dice, const std::vector<int>& focus) {
  std::vector<const HazardFacts*> known;
  for (const HazardFacts& h : hazards()) known.push_back(&h);
  dice.shuffle(known);
  for (std::size_t i = 0; i < 2 && i < known.size(); ++i) s.checks.push_back(hazard_check(s, dice, *known[i], focus));
  static constexpr Check::Kind kKinds[] = {Check::Kind::always, Check::Kind::possible, Check::Kind::never_order};
  for (int i = 0; i < 2; ++i) {
    Check c;
    c.kind = kKinds[dice.below(3)];
    c.order = random_order(s, dice, focus);
    s.checks.push_back(c);
  }
}

}  // namespace afterlife
