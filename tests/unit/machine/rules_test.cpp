// Rules: every axis, and that the counts kept for speed answer what looking at every object answers.
#include <doctest/doctest.h>

#include <random>
#include <unordered_set>

#include "tests/support/build.hpp"
#include "tests/support/explore.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

const char* const kPhases[] = {"cleanup", "destroy"};

class Dice {
 public:
  explicit Dice(unsigned seed) : source_(seed) {}
  int below(int n) { return static_cast<int>(source_() % static_cast<unsigned>(n)); }
  bool often() { return below(3) != 0; }

 private:
  std::mt19937 source_;
};

Framework random_framework(Dice& dice) {
  Framework made = source();
  made.rules.clear();
  const int rules = 1 + dice.below(3);
  for (int i = 0; i < rules; ++i) {
    const std::string first =
        std::string(name(axes()[static_cast<std::size_t>(dice.below(static_cast<int>(axes().size())))])) + "." +
        kPhases[dice.below(2)];
    made.rules.push_back(
        rule(first + " before self." + kPhases[dice.below(2)], "r" + std::to_string(i), dice.below(2) == 0));
  }
  made.deletion.leaves_list = dice.below(2) == 0;
  made.deletion.destroy_pass = dice.below(2) == 0;
  if (dice.below(2) == 0) made.deletion.takes = DeletionFacts::Takes::at_once;
  if (dice.below(2) == 0) made.deletion.returns = DeletionFacts::Returns::any_time;
  if (dice.below(2) == 0) made.held_references.clear();
  return made;
}

// The same rules, with a condition that holds for every object: each axis is then looked at one by one.
Framework looked_at_one_by_one(Framework framework) {
  for (Rule& r : framework.rules) {
    r.where = Conditions{};
    r.where->self_type = "Object";
  }
  return framework;
}

Scenario random_scenario(Dice& dice) {
  ScenarioBuilder builder;
  builder.object("A");
  std::vector<std::string> names = {"A"};
  for (const char* name : {"B", "C", "D", "E"}) {
    ObjectOptions options;
    if (dice.often()) options.parent = names[dice.below(static_cast<int>(names.size()))];
    if (dice.below(3) == 0) options.from = names[dice.below(static_cast<int>(names.size()))];
    builder.object(name, options);
    names.push_back(name);
  }
  builder.object("N", {.parent = names[dice.below(5)], .count = 2});
  const auto any = [&] { return names[dice.below(5)]; };
  builder.thread("T", {create("N"), create("N"), delete_("each N")});
  builder.thread("U", {dereference("B"), delete_(any())}, {.holds = {any()}});
  return builder.teardown({reference("B"), delete_(any()), delete_("A")}).build();
}

}  // namespace

#ifdef AFTERLIFE_SMALLER_TESTS
constexpr unsigned kSeeds = 100;
#else
constexpr unsigned kSeeds = 300;
#endif

TEST_CASE("counting along answers what looking at every object answers") {
  std::size_t compared = 0;
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    Dice dice(seed);
    const Framework fast = random_framework(dice), slow = looked_at_one_by_one(fast);
    const Scenario scenario = random_scenario(dice);
    const Instances fast_world(scenario, fast), slow_world(scenario, slow);
    const Machine machine(fast_world), plain(slow_world);
    std::unordered_set<State, StateHash> seen = {machine.initial()};
    std::vector<State> open(seen.begin(), seen.end());
    while (!open.empty() && seen.size() < 400) {
      // From somewhere among the open ones, so that early and late states are met.
      std::swap(open[dice.below(static_cast<int>(open.size()))], open.back());
      const State state = open.back();
      open.pop_back();
      const std::vector<Step> steps = machine.permitted(state);
      REQUIRE(steps == plain.permitted(state));
      ++compared;
      for (const Step& step : steps) {
        State next = state;
        machine.apply(next, step);
        if (seen.insert(next).second) open.push_back(std::move(next));
      }
    }
  }
  CHECK(compared > 10000);
}

TEST_CASE("each axis orders what it reaches and nothing else") {
  // R { A { a }, B { b, c from a } }; which objects have to be cleaned up before `b` is.
  const Scenario tree = ScenarioBuilder()
                            .object("R")
                            .object("A", {.parent = "R"})
                            .object("a", {.parent = "A"})
                            .object("B", {.parent = "R"})
                            .object("b", {.parent = "B", .from = "a"})
                            .object("x", {.parent = "b"})
                            .object("y", {.parent = "x", .from = "b"})
                            .object("c", {.parent = "B"})
                            .object("Z", {.parent = "R"})
                            .teardown({delete_("R")})
                            .build();
  const std::map<std::string, Names> expected = {{"parent", {"B"}},
                                                 {"ancestor", {"B", "R"}},
                                                 {"child", {"x"}},
                                                 {"descendant", {"x", "y"}},
                                                 {"preceding-sibling", {}},
                                                 {"preceding", {"A", "a"}},
                                                 {"following-sibling", {"c"}},
                                                 {"following", {"c", "Z"}},
                                                 {"allocator", {"a"}},
                                                 {"allocation", {"y"}}};
  for (const auto& [axis, before] : expected) {
    CAPTURE(axis);
    Framework framework = immediate();
    framework.rules = {rule(axis + ".cleanup before self.cleanup", "only")};
    framework.rules[0].where = Conditions{};
    const Instances instances(tree, framework);
    const Machine machine(instances);
    // Clean up everything but one object, where the rule lets it: `b` may begin exactly if that one is not on the axis.
    for (int left_out = 0; left_out < instances.size(); ++left_out) {
      const std::string name = instances.name(left_out);
      if (name == "b") continue;
      Framework only_b = framework;
      only_b.types.push_back(only_b.types[0]);
      only_b.types.back().name = "B-type";
      only_b.types.back().lineage = {"B-type", "Object"};
      only_b.rules[0].where->self_type = "B-type";
      Scenario marked = tree;
      marked.objects[4].type = "B-type";
      const Instances marked_world(marked, only_b);
      const Machine marked_machine(marked_world);
      State state = marked_machine.initial();
      const auto take = [&](const Step& step) {
        REQUIRE(marked_machine.permits(state, step));
        marked_machine.apply(state, step);
      };
      take(marked_machine.permitted(state).front());
      Step step;
      step.kind = Step::Kind::begin;
      for (step.object = 0; step.object < instances.size(); ++step.object)
        if (step.object != left_out && step.object != 4) take(step);
      step.object = 4;
      CHECK(marked_machine.permits(state, step) != before.contains(name));
    }
  }
}

TEST_CASE("a reference lifts a rule only where the rule says so") {
  const auto tree = ScenarioBuilder()
                        .object("P")
                        .object("A", {.parent = "P"})
                        .object("B", {.parent = "P"})
                        .teardown({reference("A"), delete_("P")});
  Framework framework = immediate();
  framework.rules.push_back(rule("preceding-sibling.cleanup before self.cleanup", "in-order"));
  CHECK_FALSE(permits_order(tree.build(), framework, "C:B C:A C:P D:B D:P"));
  framework.rules.back().unless = Conditions{};
  framework.rules.back().unless->referenced = true;
  CHECK(permits_order(tree.build(), framework, "C:B C:A C:P D:B D:P"));
  // With a condition on the type as well, both have to be met.
  framework.rules.back().unless->first_type = "Lock";
  CHECK_FALSE(permits_order(tree.build(), framework, "C:B C:A C:P D:B D:P"));
}

TEST_CASE("rules range inside one deletion only") {
  // C is deleted first, on its own: its parent is no part of that deletion.
  const auto tree = ScenarioBuilder().object("P").object("C", {.parent = "P"}).teardown({delete_("C")});
  CHECK(Explored(tree.build(), book()).orders() == Names{"C:C D:C"});
  const auto both = ScenarioBuilder().object("P").object("C", {.parent = "P"}).teardown({delete_("C"), delete_("P")});
  CHECK(Explored(both.build(), contract()).orders() == Names{"C:C C:P D:C D:P", "C:C C:P D:P D:C", "C:C D:C C:P D:P"});
}
