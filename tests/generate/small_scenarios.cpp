#include "tests/generate/small_scenarios.hpp"

#include <algorithm>
#include <numeric>
#include <random>
#include <unordered_set>

#include "tests/generate/print_scenario.hpp"
#include "tests/generate/random_scenario.hpp"

namespace afterlife {
namespace {

Action on(ActionKind kind, EntityKind entity, int index) {
  Action a;
  a.kind = kind;
  a.target.entity = entity;
  a.target.index = index;
  return a;
}

Action on_object(ActionKind kind, int index) { return on(kind, EntityKind::object, index); }

Action holding(Action outer, std::vector<Body> bodies) {
  outer.bodies = std::move(bodies);
  return outer;
}

Action structured(ActionKind kind, std::vector<Body> bodies) { return holding(on_object(kind, -1), std::move(bodies)); }

Action short_create(int object) {
  Action a = on_object(ActionKind::create, object);
  a.short_form = true;
  return a;
}

Action bounded(Action a) {
  a.may_time_out = true;
  return a;
}

Body plain_on(int object) {
  Body all;
  for (const ActionKind kind :
       {ActionKind::use, ActionKind::context, ActionKind::reference, ActionKind::dereference, ActionKind::delete_})
    all.push_back(on_object(kind, object));
  all.push_back(short_create(object));
  return all;
}

Body structured_on(int object) {
  const Action use = on_object(ActionKind::use, object), del = on_object(ActionKind::delete_, object);
  const Action flag = on(ActionKind::if_, EntityKind::flag, 0);
  Action test_and_set = flag;
  test_and_set.kind = ActionKind::test_and_set;
  Action each = use;
  each.target.which = Mention::Which::each;
  return {structured(ActionKind::loop, {{use}}),
          structured(ActionKind::maybe, {{del}}),
          structured(ActionKind::choose, {{use}, {del}}),
          holding(flag, {{use}, {on_object(ActionKind::reference, object)}}),
          holding(test_and_set, {{del}, {}}),
          holding(on_object(ActionKind::create, object), {{on_object(ActionKind::context, object)}}),
          each};
}

Body between_agents() {
  return {on(ActionKind::signal, EntityKind::signal, 0),
          on(ActionKind::wait, EntityKind::signal, 0),
          bounded(on(ActionKind::wait, EntityKind::signal, 0)),
          on(ActionKind::lock, EntityKind::lock, 0),
          on(ActionKind::unlock, EntityKind::lock, 0),
          on(ActionKind::set, EntityKind::flag, 0),
          on(ActionKind::clear, EntityKind::flag, 0)};
}

Body about_thread() {
  Body all;
  for (const ActionKind kind : {ActionKind::start, ActionKind::request_stop, ActionKind::join, ActionKind::stop})
    all.push_back(on(kind, EntityKind::thread, 0));
  all.push_back(bounded(all[2]));
  all.push_back(bounded(all[3]));
  return all;
}

Body alphabet(int objects, bool with_thread, bool with_structure) {
  Body all = between_agents();
  const auto add = [&](const Body& more) { all.insert(all.end(), more.begin(), more.end()); };
  for (int o = 0; o < objects; ++o) {
    add(plain_on(o));
    if (with_structure) add(structured_on(o));
  }
  if (with_thread) add(about_thread());
  return all;
}

// Bodies of at most `most` actions, by number.
std::uint64_t bodies_of(const Body& alphabet, int most) {
  std::uint64_t count = 1, power = 1;
  for (int i = 0; i < most; ++i) count += power *= alphabet.size();
  return count;
}

// An unlock of what is free brings its lock along: only what is held may be unlocked.
Body body_at(const Body& alphabet, std::uint64_t number) {
  Body made;
  bool held = false;
  for (std::uint64_t rest = number; rest > 0; rest = (rest - 1) / alphabet.size()) {
    const Action& action = alphabet[(rest - 1) % alphabet.size()];
    if (action.kind == ActionKind::unlock && !held) made.push_back(on(ActionKind::lock, EntityKind::lock, 0));
    if (action.kind == ActionKind::lock || action.kind == ActionKind::unlock) held = action.kind == ActionKind::lock;
    made.push_back(action);
  }
  return made;
}

Scenario with_objects(const std::vector<int>& parents) {
  Scenario s;
  s.title = "small";
  s.framework = "wdf";
  for (std::size_t i = 0; i < parents.size(); ++i) {
    ObjectDecl& o = s.objects.emplace_back();
    o.name = std::string(1, static_cast<char>('A' + i));
    o.type = "WDFOBJECT";
    if (parents[i] >= 0) o.parent = parents[i];
  }
  s.locks = {"L"};
  s.signals = {"Go"};
  s.flags = {"Flag"};
  s.bounds.loop = 1;
  return s;
}

void add_thread(Scenario& s, Body does, int holds = -1) {
  ThreadDecl& t = s.threads.emplace_back();
  t.name = "T";
  t.does = std::move(does);
  if (holds >= 0) t.holds.push_back({EntityKind::object, holds, Mention::Which::bare, 0, {}});
}

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

void add_checks(Scenario& s) {
  for (const HazardFacts& h : hazards()) {
    s.checks.emplace_back().hazard = h.hazard;
  }
  const auto order = [&](Check::Kind kind, EventName first, EventName then) {
    Check& c = s.checks.emplace_back();
    c.kind = kind;
    c.order = {std::move(first), std::move(then), {}};
  };
  const int last = static_cast<int>(s.objects.size()) - 1;
  for (const Check::Kind kind : {Check::Kind::always, Check::Kind::possible, Check::Kind::never_order}) {
    order(kind, event(EventKind::cleanup, last), event(EventKind::cleanup, 0));
    order(kind, event(EventKind::destroy, 0), event(EventKind::destroy, last));
    order(kind, event(EventKind::delete_, 0), event(EventKind::destroy, last));
  }
}

std::optional<Scenario> finished(Scenario s) {
  settle(s);
  if (!well_formed(s)) return std::nullopt;
  add_checks(s);
  settle(s);
  return s;
}

void set_callback(Scenario& s, int object, bool destroy, Body body) {
  const Callback made{destroy ? "EvtDestroyCallback" : "EvtCleanupCallback",
                      destroy ? CallbackKind::destroy : CallbackKind::cleanup,
                      std::move(body),
                      {}};
  (destroy ? s.objects[object].destroy : s.objects[object].cleanup) = made;
}

}  // namespace

std::uint64_t SmallScenarios::Family::size() const {
  return std::accumulate(choices.begin(), choices.end(), std::uint64_t{1}, std::multiplies<>());
}

SmallScenarios::SmallScenarios() {
  using Numbers = std::vector<std::uint64_t>;
  const auto family = [&](Numbers choices, auto make) {
    families_.push_back({std::move(choices), [make](const Numbers& n) { return finished(make(n)); }});
  };
  static const std::vector<std::vector<int>> kOne = {{-1}}, kTwo = {{-1, -1}, {-1, 0}};
  static const std::vector<std::vector<int>> kThree = {{-1, -1, -1}, {-1, -1, 0}, {-1, -1, 1},
                                                       {-1, 0, -1},  {-1, 0, 0},  {-1, 0, 1}};

  const Body one = alphabet(1, true, true), one_thread = alphabet(1, false, true);
  family({bodies_of(one, 2), bodies_of(one_thread, 1)}, [=](const Numbers& n) {
    Scenario s = with_objects(kOne[0]);
    s.teardown = body_at(one, n[0]);
    add_thread(s, body_at(one_thread, n[1]));
    return s;
  });

  const Body two = alphabet(2, true, true), two_plain = alphabet(2, true, false), plain_first = plain_on(0),
             plain_last = plain_on(1);
  family({2, bodies_of(two_plain, 2), bodies_of(plain_last, 1), 2}, [=](const Numbers& n) {
    Scenario s = with_objects(kTwo[n[0]]);
    s.teardown = body_at(two_plain, n[1]);
    add_thread(s, body_at(plain_last, n[2]), n[3] == 0 ? -1 : 1);
    return s;
  });

  // A callback of one action on the first object or the last, beside a thread of one action, and a teardown of one more
  // than the delete.
  family({2, bodies_of(plain_first, 1), bodies_of(plain_last, 1), 4, bodies_of(two, 1)}, [=](const Numbers& n) {
    Scenario s = with_objects(kTwo[n[0]]);
    s.teardown = body_at(plain_first, n[1]);
    s.teardown.push_back(on_object(ActionKind::delete_, 0));
    add_thread(s, body_at(plain_last, n[2]));
    set_callback(s, static_cast<int>(n[3] % 2), n[3] >= 2, body_at(two, n[4]));
    return s;
  });

  const Body three = alphabet(3, true, false);
  Body plain_three = plain_on(0);
  for (const int object : {1, 2})
    for (const Action& a : plain_on(object)) plain_three.push_back(a);
  family({6, bodies_of(three, 1), bodies_of(plain_three, 1), 2}, [=](const Numbers& n) {
    Scenario s = with_objects(kThree[n[0]]);
    s.teardown = body_at(three, n[1]);
    s.teardown.insert(s.teardown.begin(), on_object(ActionKind::delete_, 0));
    add_thread(s, body_at(plain_three, n[2]), n[3] == 0 ? -1 : 2);
    return s;
  });

  // Two instances, allocated from the other object or not, below it or not.
  Body instances = plain_on(0);
  for (const Action& a : plain_on(1)) {
    instances.push_back(a);
    if (a.kind == ActionKind::create) continue;
    instances.push_back(a);
    instances.back().target.which = Mention::Which::each;
    instances.push_back(a);
    instances.back().target.which = Mention::Which::numbered;
    instances.back().target.number = 2;
  }
  family({4, bodies_of(instances, 2), bodies_of(plain_last, 1)}, [=](const Numbers& n) {
    Scenario s = with_objects(kTwo[n[0] % 2]);
    s.objects[1].count = 2;
    if (n[0] >= 2) s.objects[1].from = 0;
    s.teardown = body_at(instances, n[1]);
    add_thread(s, body_at(plain_last, n[2]));
    return s;
  });

  // A thread that goes round until it is asked to stop, and one more action before and after.
  family({2, bodies_of(two_plain, 2), bodies_of(plain_last, 1)}, [=](const Numbers& n) {
    Scenario s = with_objects(kTwo[n[0]]);
    s.teardown = body_at(two_plain, n[1]);
    s.teardown.push_back(on_object(ActionKind::delete_, 0));
    add_thread(s, {structured(ActionKind::loop, {body_at(plain_last, n[2])})});
    return s;
  });
}

std::uint64_t SmallScenarios::size() const {
  std::uint64_t all = 0;
  for (const Family& family : families_) all += family.size();
  return all;
}

std::optional<Scenario> SmallScenarios::at(std::uint64_t number) const {
  for (const Family& family : families_) {
    if (number >= family.size()) {
      number -= family.size();
      continue;
    }
    std::vector<std::uint64_t> chosen;
    for (const std::uint64_t choice : family.choices) chosen.push_back(number % choice), number /= choice;
    return family.make(chosen);
  }
  return std::nullopt;
}

std::string canonical_text(const Scenario& s) {
  const int objects = static_cast<int>(s.objects.size());
  std::vector<int> to(objects);  // where each object goes
  std::iota(to.begin(), to.end(), 0);
  std::string least;
  do {
    const auto keeps_siblings = [&] {
      for (int a = 0; a < objects; ++a)
        for (int b = a + 1; b < objects; ++b)
          if (s.objects[a].parent && s.objects[a].parent == s.objects[b].parent && to[a] > to[b]) return false;
      return true;
    };
    if (!keeps_siblings()) continue;
    Scenario other = s;
    other.checks.clear();  // those of a small scenario follow from its number of objects
    for (int i = 0; i < objects; ++i) {
      ObjectDecl& moved = other.objects[to[i]] = s.objects[i];
      moved.name = std::string(1, static_cast<char>('A' + to[i]));
      if (moved.parent) moved.parent = to[*moved.parent];
      if (moved.from) moved.from = to[*moved.from];
    }
    const auto rename = [&](Action& a) {
      if (a.target.entity == EntityKind::object && a.target.index >= 0) a.target.index = to[a.target.index];
    };
    for_each_body(other, [&](Body& body) { for_each_action(body, rename); });
    for (ThreadDecl& thread : other.threads)
      for (Mention& held : thread.holds) held.index = to[held.index];
    const std::string text = print_scenario(other);
    if (least.empty() || text < least) least = text;
  } while (std::next_permutation(to.begin(), to.end()));
  return least;
}

std::uint64_t for_each_small(std::uint64_t sample, std::uint64_t seed,
                             const std::function<void(const Scenario&)>& visit) {
  const SmallScenarios small;
  std::mt19937_64 random(seed);
  std::unordered_set<std::size_t> seen;
  const auto take = [&](std::uint64_t number) {
    const std::optional<Scenario> scenario = small.at(number);
    if (scenario && seen.insert(std::hash<std::string>()(canonical_text(*scenario))).second) visit(*scenario);
  };
  if (sample == 0)
    for (std::uint64_t i = 0; i < small.size(); ++i) take(i);
  else
    while (seen.size() < std::min(sample, small.size() / 4)) take(random() % small.size());
  return seen.size();
}

}  // namespace afterlife
