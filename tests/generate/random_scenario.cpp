#include "tests/generate/random_scenario.hpp"

#include <algorithm>

#include "tests/generate/actions.hpp"
#include "tests/generate/dice.hpp"
#include "tests/generate/print_scenario.hpp"
#include "tests/generate/random_bodies.hpp"
#include "tests/generate/random_checks.hpp"
#include "tests/generate/random_objects.hpp"
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
    random_objects(s_, dice_);
    cast_plots(s_, dice_);
    const int threads = is_plain(s_) ? pick({2, 6, 4}) : pick({3, 6, 2});
    for (int t = 0; t < threads; ++t) add_thread(s_, "T" + std::to_string(t + 1), {});
    RandomBodies bodies(s_, dice_, 4 + below(threads == 2 ? 3 : 5));
    teardown(bodies);
    if (s_.default_teardown && threads == 0)  // nobody would create them
      for (ObjectDecl& o : s_.objects) o.created = false;
    callbacks(bodies);
    for (int t = 0; t < threads; ++t) thread(bodies, t);
    creations(bodies);
    s_.bounds.loop = 1 + pick({80, 15, 5});
    s_.bounds.runs = 1 + pick({70, 22, 8});
    const std::vector<int> focus = add_plots(s_, dice_);
    settle(s_);  // so that checks can name the entry callbacks of what is only enqueued
    if (chance(15)) s_.assume.push_back(random_order(s_, dice_, focus));
    add_random_checks(s_, dice_, focus);

    settle(s_);
    return std::move(s_);
  }

 private:
  int below(int n) { return dice_.below(n); }
  bool chance(int percent) { return dice_.chance(percent); }
  int pick(std::initializer_list<int> weights) { return dice_.pick(weights); }

  void names() {
    if (chance(30)) s_.locks = {"L"};
    if (chance(55)) s_.signals = {"Go"};
    if (!s_.signals.empty() && chance(30)) s_.signals.push_back("Ack");
    if (chance(25)) s_.flags = {"Flag"};
  }

  void thread(RandomBodies& bodies, int t) {
    ThreadDecl& thread = s_.threads[t];
    const Place place{-1, t, 0};
    thread.does = bodies.body(place, 3);
    if (chance(30)) {
      const Action loop = structured(ActionKind::loop, {bodies.inner(place, 2)});
      thread.does.insert(chance(50) ? thread.does.begin() : thread.does.end(), loop);  // never inside a lock's section
    }
    if (chance(is_plain(s_) ? 8 : 22)) thread.irql = Irql::dispatch;
    if (!chance(24)) return;
    Mention held;
    held.index = below(static_cast<int>(s_.objects.size()));
    if (s_.objects[held.index].count > 1 && chance(40)) {
      held.which = Mention::Which::numbered;
      held.number = 1;
    }
    thread.holds.push_back(held);
  }

  void callbacks(RandomBodies& bodies) {
    for (int i = 0; i < static_cast<int>(s_.objects.size()); ++i) {
      const Place place{i, -1, 1};
      ObjectDecl& o = s_.objects[i];
      if (chance(24)) set_cleanup(o, bodies.body(place, 2));
      const Place destroying{i, -1, 1, true};
      if (chance(24)) set_destroy(o, bodies.body(destroying, 2));
      for (const CallbackType& type : type_of(o).callbacks) {
        if (type.kind == CallbackKind::entry && chance(85)) set_entry(o, bodies.body(place, 2));
        // Of the many of a device, one or two.
        const bool of_device = type_of(o).has_role("device");
        if (type.kind == CallbackKind::removal && chance(of_device ? 18 : 55))
          add_removal(o, type.name, bodies.body(place, 2));
      }
    }
  }

  void teardown(RandomBodies& bodies) {
    if (chance(15)) {
      s_.default_teardown = true;
      for (int i = 0; i < static_cast<int>(s_.objects.size()); ++i) {
        if (s_.objects[i].parent) continue;
        for (int number = 1; number <= s_.objects[i].count; ++number) {
          Action a =
              s_.objects[i].count > 1 ? on_number(ActionKind::delete_, i, number) : on_object(ActionKind::delete_, i);
          a.framework_own = true;
          s_.teardown.push_back(a);
        }
      }
      return;
    }
    Body before = bodies.body({}, 2);
    for (int i = 0; i < static_cast<int>(s_.objects.size()); ++i)
      if (!s_.objects[i].parent && chance(80)) before.push_back(bodies.on_object(bodies.deletion_of(i), {}, i));
    if (chance(25)) bodies.add_action(before, {});
    s_.teardown = std::move(before);
  }

  // Whatever is to be created is created by somebody, mostly early.
  void creations(RandomBodies& bodies) {
    for (const int i : births()) {
      const bool by_thread = s_.default_teardown || (!s_.threads.empty() && chance(35));
      Body& body = by_thread ? s_.threads[below(static_cast<int>(s_.threads.size()))].does : s_.teardown;
      Action made = bodies.create(i);
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
  Scenario s_;
};

}  // namespace

Scenario random_scenario(std::uint64_t seed) { return Generator(seed).make(); }

std::string random_scenario_text(std::uint64_t seed) { return print_scenario(random_scenario(seed)); }

}  // namespace afterlife
