#include "tests/generate/random_plots.hpp"

#include <algorithm>
#include <tuple>

#include "tests/generate/actions.hpp"
#include "tests/generate/random_framework_plots.hpp"
#include "tests/generate/random_objects.hpp"
#include "tests/generate/random_plotting.hpp"

namespace afterlife {
namespace {

Action loop_of(Body body) { return structured(ActionKind::loop, {std::move(body)}); }

int root_of(const Scenario& s, int object) {
  while (s.objects[object].parent) object = *s.objects[object].parent;
  return object;
}

// Pairs of objects with something in common.
template <class Common>
std::vector<std::pair<int, int>> pairs(const Scenario& s, const Common& common) {
  std::vector<std::pair<int, int>> found;
  for (int a = 0; a < static_cast<int>(s.objects.size()); ++a)
    for (int b = a + 1; b < static_cast<int>(s.objects.size()); ++b)
      if (common(a, b)) found.emplace_back(a, b);
  return found;
}

std::vector<std::pair<int, int>> siblings(const Scenario& s) {
  return pairs(s, [&](int a, int b) { return s.objects[a].parent && s.objects[a].parent == s.objects[b].parent; });
}

class Plots : Plotting {
 public:
  using Plotting::Plotting;

  std::vector<int> add() {
    if (dice_.chance(25)) references_in_one_tree();
    if (dice_.chance(60)) instances_of_a_loop();
    if (dice_.chance(20)) inside_a_deletion();
    if (dice_.chance(60)) its_own_one_above();
    if (dice_.chance(8)) start_late();
    if (dice_.chance(8)) asked_already();
    if (dice_.chance(4)) rounds_of_rounds();
    for (const auto& [a, b] : siblings(s_))
      if (s_.objects[a].created && s_.objects[b].created) about({a, b});
    return focus();
  }

 private:
  // References on two objects of one tree, taken before its deletion and dropped in it or after it.
  void references_in_one_tree() {
    const auto related = pairs(s_, [&](int a, int b) { return root_of(s_, a) == root_of(s_, b); });
    if (related.empty() || s_.default_teardown) return;
    auto [a, b] = dice_.one_of(related);
    // Of two siblings, the first with something below it: what is below is destroyed before the second all the same.
    const auto beside = siblings(s_);
    const bool through = !beside.empty() && dice_.chance(60);
    if (through) std::tie(a, b) = dice_.one_of(beside);
    for (int o = 0; through && o < static_cast<int>(s_.objects.size()); ++o)
      if (s_.objects[o].parent == a) ask_order(EventKind::destroy, o, EventKind::destroy, b);
    Body taken = {on_object(ActionKind::reference, a)}, dropped = {on_object(ActionKind::dereference, a)};
    if (dice_.chance(through ? 20 : 60)) {
      taken.push_back(on_object(ActionKind::reference, b));
      dropped.push_back(on_object(ActionKind::dereference, b));
    }
    if (dice_.chance(50)) std::ranges::reverse(dropped);
    const auto after_creations =
        std::ranges::find_if_not(s_.teardown, [](const Action& action) { return action.kind == ActionKind::create; });
    s_.teardown.insert(after_creations, taken.begin(), taken.end());
    if (by_thread())
      at_an_end(thread(), dropped);
    else
      s_.teardown.insert(s_.teardown.end(), dropped.begin(), dropped.end());
    about({a, b});
    for (int o = 0; o < static_cast<int>(s_.objects.size()); ++o)
      if (s_.objects[o].parent == a || s_.objects[o].parent == b) about({o});
  }

  [[nodiscard]] std::vector<int> with_several_births() const {
    std::vector<int> found;
    for (int o = 0; o < static_cast<int>(s_.objects.size()); ++o)
      if (s_.objects[o].created && s_.objects[o].count > 1) found.push_back(o);
    return found;
  }

  // Instances born in a loop; the name is used before it is bound, while it is, and after.
  void instances_of_a_loop() {
    const std::vector<int> several = with_several_births();
    if (several.empty()) return;
    const int object = dice_.one_of(several);
    const auto touch = [&] {
      static constexpr ActionKind kKinds[] = {ActionKind::use, ActionKind::delete_, ActionKind::dereference};
      return on_object(kKinds[dice_.pick({3, 4, 1})], object);
    };
    Body round = {short_create(object)};
    if (dice_.chance(30)) round.insert(round.begin(), touch());
    if (dice_.chance(30)) round.push_back(touch());
    Body actions = {loop_of(round)};
    for (int more = dice_.below(3); more > 0; --more) actions.push_back(touch());
    at_an_end(by_thread() ? thread() : s_.teardown, actions);
    static constexpr Hazard kHazards[] = {Hazard::use_after_cleanup, Hazard::double_delete, Hazard::leak};
    if (dice_.chance(50)) ask(kHazards[dice_.below(3)], object, 1 + dice_.below(2));
    about({object});
  }

  // Somebody deletes or creates in a tree that somebody else is deleting.
  void inside_a_deletion() {
    std::vector<int> below;
    for (int o = 0; o < static_cast<int>(s_.objects.size()); ++o)
      if (s_.objects[o].parent) below.push_back(o);
    if (below.empty()) return;
    if (const auto found = uncles(); !found.empty() && dice_.chance(60)) {
      const auto [uncle, nephew] = dice_.one_of(found);
      return before_the_walk_comes(uncle, nephew);
    }
    if (s_.threads.empty()) return;
    const int object = dice_.one_of(below);
    const bool births = s_.objects[object].created && dice_.chance(60);
    at_an_end(thread(), {births ? short_create(object) : on_object(ActionKind::delete_, object)});
    about({object, *s_.objects[object].parent});
    for (const auto& [a, b] : siblings(s_))
      if (a == object || b == object) about({a, b});
  }

  // An object, and another below one of its later siblings.
  [[nodiscard]] std::vector<std::pair<int, int>> uncles() const {
    std::vector<std::pair<int, int>> found;
    for (const auto& [a, b] : siblings(s_))
      for (int o = 0; o < static_cast<int>(s_.objects.size()); ++o)
        if (s_.objects[o].parent == b) found.emplace_back(a, o);
    return found;
  }

  // The uncle's cleanup deletes or creates below a sibling whose turn has not come.
  void before_the_walk_comes(int uncle, int nephew) {
    if (s_.objects[uncle].cleanup) return;
    const bool births = s_.objects[nephew].created;
    const Body body = {births ? short_create(nephew) : on_object(ActionKind::delete_, nephew)};
    set_cleanup(s_.objects[uncle], body);
    ask_order(births ? EventKind::create : EventKind::cleanup, nephew, EventKind::cleanup, uncle);
    about({uncle, nephew});
  }

  // A callback names what its object is below, or allocated from, by its bare name: its own one of several.
  void its_own_one_above() {
    for (int o = 0; o < static_cast<int>(s_.objects.size()); ++o)
      for (const std::optional<int>& above : {s_.objects[o].parent, s_.objects[o].from}) {
        if (!above || s_.objects[*above].count == 1 || s_.objects[o].cleanup) continue;
        static constexpr ActionKind kKinds[] = {ActionKind::use, ActionKind::delete_, ActionKind::dereference};
        const Body body = {on_object(kKinds[dice_.pick({4, 3, 2})], *above)};
        set_cleanup(s_.objects[o], body);
        static constexpr Hazard kHazards[] = {Hazard::use_after_cleanup, Hazard::double_delete,
                                              Hazard::over_dereference};
        ask(kHazards[dice_.below(3)], *above, 1 + dice_.below(2));
        return about({o, *above});
      }
  }

  // A thread that was asked to stop before it comes to its loop, or asks itself in the first round.
  void asked_already() {
    if (s_.threads.empty()) return;
    const int t = dice_.below(static_cast<int>(s_.threads.size()));
    const int object = dice_.below(static_cast<int>(s_.objects.size()));
    Action asks;
    asks.kind = ActionKind::request_stop;
    asks.target.entity = EntityKind::thread;
    asks.target.index = t;
    static constexpr ActionKind kKinds[] = {ActionKind::use, ActionKind::dereference, ActionKind::delete_};
    Body round = {on_object(kKinds[dice_.below(3)], object)};
    if (dice_.chance(50)) {
      round.push_back(asks);
      at_an_end(s_.threads[t].does, {loop_of(round)});
    } else {
      at_an_end(s_.threads[t].does, {asks, loop_of(round)});
    }
    static constexpr Hazard kHazards[] = {Hazard::use_after_cleanup, Hazard::over_dereference, Hazard::double_delete};
    ask(kHazards[dice_.below(3)], object);
    about({object});
  }

  // A loop that is entered again counts its rounds from the start.
  void rounds_of_rounds() {
    const int object = dice_.below(static_cast<int>(s_.objects.size()));
    if (s_.objects[object].count > 1 || s_.default_teardown) return;
    const Action taken = on_object(ActionKind::reference, object);
    const Body body = {taken, taken, loop_of({loop_of({on_object(ActionKind::dereference, object)})})};
    s_.teardown.insert(s_.teardown.end(), body.begin(), body.end());
    s_.bounds.loop = 2;
    ask(Hazard::over_dereference, object);
    about({object});
  }

  // A thread that holds something and is started when that may be over.
  void start_late() {
    if (s_.threads.empty() || s_.default_teardown) return;
    const int t = dice_.below(static_cast<int>(s_.threads.size()));
    const int held = dice_.below(static_cast<int>(s_.objects.size()));
    if (s_.threads[t].holds.empty())
      s_.threads[t].holds.push_back({EntityKind::object, held, Mention::Which::bare, 0, {}});
    Action start;
    start.kind = ActionKind::start;
    start.target.entity = EntityKind::thread;
    start.target.index = t;
    s_.teardown.push_back(start);
    about({s_.threads[t].holds[0].index});
  }
};

}  // namespace

namespace {

void cast_general(Scenario& s, Dice& dice) {
  if (dice.chance(22) && s.objects.size() >= 4) {  // two beside each other, and one below one of them
    s.objects[1].parent = s.objects[2].parent = 0;
    s.objects[3].parent = 1 + dice.below(2);
    s.objects[3].created = s.objects[3].created || dice.chance(30);
  }
  if (const auto both = siblings(s); !both.empty() && dice.chance(14)) {  // born in an order of their own
    const auto [a, b] = dice.one_of(both);
    s.objects[a].created = s.objects[b].created = true;
  }
  if (dice.chance(9)) {
    ObjectDecl& o = s.objects[dice.below(static_cast<int>(s.objects.size()))];
    o.created = true;
    o.count = dice.chance(70) ? 2 : 3;
    o.is_lock = false;
    o.type = "WDFOBJECT";
  }
  if (dice.chance(6)) {  // two of what something is below, or allocated from
    const ObjectDecl& o = s.objects[dice.below(static_cast<int>(s.objects.size()))];
    const std::optional<int> above = o.from && dice.chance(70) ? o.from : o.parent;
    if (above && !s.objects[*above].is_lock) s.objects[*above].count = 2;
  }
}

}  // namespace

void cast_plots(Scenario& s, Dice& dice) {
  if (is_plain(s)) cast_general(s, dice);
  for (ObjectDecl& o : s.objects)
    o.created = o.created || (o.parent && s.objects[*o.parent].created) || (o.from && s.objects[*o.from].created);
}

std::vector<int> add_plots(Scenario& s, Dice& dice) {
  if (is_plain(s)) return Plots(s, dice).add();
  std::vector<int> focus = add_framework_plots(s, dice);
  if (focus.empty() || dice.chance(25)) {
    const std::vector<int> more = Plots(s, dice).add();
    focus.insert(focus.end(), more.begin(), more.end());
  }
  return focus;
}

}  // namespace afterlife
