#include "tests/generate/random_scenario.hpp"

#include <algorithm>

#include "tests/generate/dice.hpp"
#include "tests/generate/print_scenario.hpp"
#include "tests/generate/random_checks.hpp"
#include "tests/generate/random_plots.hpp"
#include "tests/generate/settle.hpp"

namespace afterlife {
namespace {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : dice_(seed) { s_.title = "Random scenario " + std::to_string(seed); }

  Scenario make() {
    s_.framework = "wdf";
    names();
    objects();
    cast_plots(s_, dice_);
    const int threads = dice_.pick({2, 6, 4});
    for (int t = 0; t < threads; ++t) s_.threads.emplace_back().name = "T" + std::to_string(t + 1);
    budget_ = 4 + dice_.below(threads == 2 ? 3 : 5);
    teardown();
    if (s_.default_teardown && threads == 0)  // nobody would create them
      for (ObjectDecl& o : s_.objects) o.created = false;
    callbacks();
    for (int t = 0; t < threads; ++t) thread(t);
    creations();
    s_.bounds.loop = chance(20) ? 2 : 1;
    const std::vector<int> focus = add_plots(s_, dice_);
    if (dice_.chance(15)) s_.assume.push_back(random_order(s_, dice_, focus));
    add_random_checks(s_, dice_, focus);

    settle(s_);
    return std::move(s_);
  }

 private:
  struct Place {      // where a body is: which names mean something there
    int object = -1;  // whose callback
    int thread = -1;
    int depth = 0;
    bool in_destroy = false;
  };

  int below(int n) { return dice_.below(n); }
  bool chance(int percent) { return dice_.chance(percent); }
  int pick(std::initializer_list<int> weights) { return dice_.pick(weights); }

  void names() {
    if (chance(30)) s_.locks = {"L"};
    if (chance(55)) s_.signals = {"Go"};
    if (!s_.signals.empty() && chance(30)) s_.signals.push_back("Ack");
    if (chance(25)) s_.flags = {"Flag"};
  }

  void objects() {
    const int count = 2 + pick({4, 5, 4, 1});
    for (int i = 0; i < count; ++i) {
      ObjectDecl o;
      o.name = std::string(1, static_cast<char>('A' + i));
      o.type = "WDFOBJECT";
      if (chance(9)) o.type = chance(50) ? "WDFSPINLOCK" : "WDFWAITLOCK";
      o.is_lock = o.type != "WDFOBJECT";
      if (i > 0 && chance(76)) o.parent = below(i);
      if (i > 0 && chance(15)) o.from = below(i);
      if (chance(7)) o.count = chance(85) ? 2 : 3;
      o.created = chance(18) || (o.parent && s_.objects[*o.parent].created) || (o.from && s_.objects[*o.from].created);
      s_.objects.push_back(o);
    }
  }

  Mention object_mention(const Place& place, int index = -1) {
    Mention m;
    if (place.object >= 0 && index < 0) {
      const ObjectDecl& own = s_.objects[place.object];
      if (chance(50))
        index = place.object;
      else if (own.from && chance(30))
        index = *own.from;
      else if (own.parent && chance(30))
        index = *own.parent;
    }
    m.index = index >= 0 ? index : below(static_cast<int>(s_.objects.size()));
    if (m.index == place.object && chance(60)) {
      m.which = Mention::Which::self;
    } else if (s_.objects[m.index].count > 1 && chance(35)) {
      m.which = Mention::Which::numbered;
      m.number = 1 + below(s_.objects[m.index].count);
    } else if (chance(s_.objects[m.index].count > 1 ? 20 : 4)) {
      m.which = Mention::Which::each;
    }
    return m;
  }

  Action on_object(ActionKind kind, const Place& place, int index = -1) {
    Action a;
    a.kind = kind;
    a.target = object_mention(place, index);
    return a;
  }

  Action on_name(ActionKind kind, EntityKind entity, int count) {
    Action a;
    a.kind = kind;
    a.target.entity = entity;
    a.target.index = below(count);
    return a;
  }

  Action create(int object) {
    Action a;
    a.kind = ActionKind::create;
    a.target.index = object;
    a.short_form = chance(55);
    return a;
  }

  Body body(const Place& place, int most) {
    Body made;
    const int length = below(most + 1);
    while (static_cast<int>(made.size()) < length && budget_ > 0) add_action(made, place);
    return made;
  }

  Body inner(const Place& place, int most) {
    Place deeper = place;
    ++deeper.depth;
    return body(deeper, most);
  }

  void add_action(Body& out, const Place& place) {
    --budget_;
    const int signals = static_cast<int>(s_.signals.size()), threads = static_cast<int>(s_.threads.size());
    switch (pick({46, 12, 14, place.depth < 2 ? 20 : 0, 5, 4})) {
      case 0: return touching(out, place);
      case 1:
        if (signals == 0) return touching(out, place);
        out.push_back(on_name(chance(50) ? ActionKind::signal : ActionKind::wait, EntityKind::signal, signals));
        out.back().may_time_out = out.back().kind == ActionKind::wait && chance(20);
        return;
      case 2: return about_threads(out, place, threads);
      case 3: return structured(out, place);
      case 4: return locking(out, place);
      default:
        for (int i = 0; i < static_cast<int>(s_.objects.size()); ++i)
          if (s_.objects[i].created && chance(50)) {
            out.push_back(create(i));
            if (!out.back().short_form) out.back().bodies = {inner(place, 1)};
            return;
          }
        return touching(out, place);
    }
  }

  void touching(Body& out, const Place& place) {
    if (place.in_destroy && chance(45)) {  // what a destroy callback may do
      out.push_back(on_object(chance(75) ? ActionKind::context : ActionKind::dereference, place, place.object));
      return;
    }
    switch (pick({30, 10, 12, 12, 18, 10})) {
      case 0: out.push_back(on_object(ActionKind::use, place)); return;
      case 1: out.push_back(on_object(ActionKind::context, place)); return;
      case 2: out.push_back(on_object(ActionKind::reference, place)); return;
      case 3: out.push_back(on_object(ActionKind::dereference, place)); return;
      case 4: out.push_back(on_object(ActionKind::delete_, place)); return;
      default: {  // a reference and its end, around a use
        Mention m = object_mention(place);
        for (const ActionKind kind : {ActionKind::reference, ActionKind::use, ActionKind::dereference}) {
          out.emplace_back().kind = kind;
          out.back().target = m;
        }
      }
    }
  }

  void about_threads(Body& out, const Place& place, int threads) {
    if (threads == 0) return touching(out, place);
    static constexpr ActionKind kKinds[] = {ActionKind::start, ActionKind::stop, ActionKind::join,
                                            ActionKind::request_stop};
    Action a = on_name(kKinds[pick({2, 4, 3, 2})], EntityKind::thread, threads);
    if (a.target.index == place.thread && a.kind != ActionKind::request_stop) return touching(out, place);
    a.may_time_out = (a.kind == ActionKind::stop || a.kind == ActionKind::join) && chance(15);
    out.push_back(a);
  }

  void structured(Body& out, const Place& place) {
    Action a;
    switch (pick({5, 5, 4, s_.flags.empty() ? 0 : 12})) {
      case 0:
        a.kind = ActionKind::loop;
        a.bodies = {inner(place, 2)};
        break;
      case 1:
        a.kind = ActionKind::maybe;
        a.bodies = {inner(place, 2)};
        break;
      case 2:
        a.kind = ActionKind::choose;
        a.bodies = {inner(place, 1), inner(place, 2)};
        break;
      default:
        if (chance(40)) {
          out.push_back(on_name(chance(75) ? ActionKind::set : ActionKind::clear, EntityKind::flag, 1));
          return;
        }
        a = on_name(chance(50) ? ActionKind::if_ : ActionKind::test_and_set, EntityKind::flag, 1);
        a.bodies = {inner(place, 2), inner(place, 1)};
    }
    out.push_back(a);
  }

  void locking(Body& out, const Place& place) {
    std::vector<Mention> locks;
    for (int i = 0; i < static_cast<int>(s_.locks.size()); ++i)
      locks.push_back({EntityKind::lock, i, Mention::Which::bare, 0, {}});
    for (int i = 0; i < static_cast<int>(s_.objects.size()); ++i)
      if (s_.objects[i].is_lock && s_.objects[i].count == 1)
        locks.push_back({EntityKind::object, i, Mention::Which::bare, 0, {}});
    if (locks.empty()) return touching(out, place);
    const Mention chosen = locks[below(static_cast<int>(locks.size()))];
    out.emplace_back().kind = ActionKind::lock;
    out.back().target = chosen;
    touching(out, place);
    if (chance(15)) return;
    out.emplace_back().kind = ActionKind::unlock;
    out.back().target = chosen;
  }

  void thread(int t) {
    ThreadDecl& thread = s_.threads[t];
    const Place place{-1, t, 0};
    thread.does = body(place, 3);
    if (chance(30)) {
      Action loop;
      loop.kind = ActionKind::loop;
      loop.bodies = {inner(place, 2)};
      thread.does.insert(chance(50) ? thread.does.begin() : thread.does.end(), loop);  // never inside a lock's section
    }
    if (!chance(24)) return;
    Mention held;
    held.index = below(static_cast<int>(s_.objects.size()));
    if (s_.objects[held.index].count > 1 && chance(40)) {
      held.which = Mention::Which::numbered;
      held.number = 1;
    }
    thread.holds.push_back(held);
  }

  void callbacks() {
    for (int i = 0; i < static_cast<int>(s_.objects.size()); ++i) {
      const Place place{i, -1, 1};
      if (chance(24)) s_.objects[i].cleanup = Callback{"EvtCleanupCallback", CallbackKind::cleanup, body(place, 2), {}};
      const Place destroying{i, -1, 1, true};
      if (chance(24))
        s_.objects[i].destroy = Callback{"EvtDestroyCallback", CallbackKind::destroy, body(destroying, 2), {}};
    }
  }

  void teardown() {
    if (chance(15)) {
      s_.default_teardown = true;
      for (int i = 0; i < static_cast<int>(s_.objects.size()); ++i) {
        if (s_.objects[i].parent) continue;
        for (int number = 1; number <= s_.objects[i].count; ++number) {
          Action a;
          a.kind = ActionKind::delete_;
          a.framework_own = true;
          a.target.index = i;
          if (s_.objects[i].count > 1) a.target.which = Mention::Which::numbered, a.target.number = number;
          s_.teardown.push_back(a);
        }
      }
      return;
    }
    Body before = body({}, 2);
    for (int i = 0; i < static_cast<int>(s_.objects.size()); ++i)
      if (!s_.objects[i].parent && chance(80)) before.push_back(on_object(ActionKind::delete_, {}, i));
    if (chance(25)) add_action(before, {});
    s_.teardown = std::move(before);
  }

  // Whatever is to be created is created by somebody, mostly early.
  void creations() {
    for (const int i : births()) {
      const bool by_thread = s_.default_teardown || (!s_.threads.empty() && chance(35));
      Body& body = by_thread ? s_.threads[below(static_cast<int>(s_.threads.size()))].does : s_.teardown;
      Action made = create(i);
      if (!made.short_form) made.bodies = {{}};
      body.insert(body.begin(), made);
    }
  }

  // What is to be created, last first; some of it in another order than it is declared in, but below its parent.
  std::vector<int> births() {
    std::vector<int> born, rest;
    for (int i = 0; i < static_cast<int>(s_.objects.size()); ++i)
      if (s_.objects[i].created) rest.push_back(i);
    if (chance(50)) dice_.shuffle(rest);
    const auto ready = [&](int i) {
      const auto waits_for = [&](const std::optional<int>& other) {
        return other && std::ranges::count(rest, *other) > 0;
      };
      return !waits_for(s_.objects[i].parent) && !waits_for(s_.objects[i].from);
    };
    while (!rest.empty()) {
      const auto next = std::ranges::find_if(rest, ready);
      born.insert(born.begin(), *next);
      rest.erase(next);
    }
    return born;
  }

  Dice dice_;
  int budget_ = 0;  // how many more actions, so that the enumerator can go through all states
  Scenario s_;
};

}  // namespace

Scenario random_scenario(std::uint64_t seed) { return Generator(seed).make(); }

std::string random_scenario_text(std::uint64_t seed) { return print_scenario(random_scenario(seed)); }

}  // namespace afterlife
