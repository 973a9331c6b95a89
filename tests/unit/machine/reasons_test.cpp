// Why a framework move is permitted, in words; assumptions; the fixed order of steps.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/build.hpp"
#include "tests/support/explore.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

// The reasons for the begin of a phase, where it comes in the first execution.
std::vector<Reason> reasons(const ScenarioBuilder& builder, const Framework& framework, const std::string& event) {
  const Scenario scenario = builder.build();
  const Instances instances(scenario, framework);
  const Machine machine(instances);
  State state = machine.initial();
  for (;;) {
    const std::vector<Step> steps = machine.permitted(state);
    REQUIRE_FALSE(steps.empty());
    if (machine.describe(steps.front()) == event) return machine.reasons(state, steps.front());
    machine.apply(state, steps.front());
  }
}

Names texts(const std::vector<Reason>& reasons) {
  Names found;
  for (const Reason& reason : reasons) found.insert(reason.text);
  return found;
}

const auto kTree = ScenarioBuilder().object("P").object("C", {.parent = "P", .count = 3}).teardown({delete_("P")});

}  // namespace

TEST_CASE("reasons of a cleanup") {
  const std::vector<Reason> parent = reasons(kTree, contract(), "cleanup of P");
  CHECK(texts(parent) == Names{"P is being deleted", "C#1.cleanup and 2 more have ended (children-before-parents)"});
  const auto by_rule =
      std::find_if(parent.begin(), parent.end(), [](const Reason& r) { return r.kind == Reason::Kind::rule; });
  REQUIRE(by_rule != parent.end());
  CHECK(by_rule->rule == "children-before-parents");
  CHECK(by_rule->source == "the test");
}

TEST_CASE("reasons where nothing constrained it") {
  CHECK(texts(reasons(kTree, contract(), "cleanup of C#2")) ==
        Names{"C#2 belongs to the deletion of P", "C#2 has no children, and no rule orders it after its siblings"});
}

TEST_CASE("reasons of a destroy") {
  CHECK(texts(reasons(kTree, contract(), "destroy of C#1")) ==
        Names{"the cleanup of C#1 has ended", "no reference on C#1 is outstanding",
              "P.cleanup has ended (parent-cleanup-before-destroy)"});
  const auto held = ScenarioBuilder().object("P").object("C", {.parent = "P"}).teardown({reference("C"), delete_("P")});
  CHECK(texts(reasons(held, source(), "destroy of P"))
            .contains("C is referenced, so P does not wait for it (destroy-post-order)"));
  CHECK(texts(reasons(held, source(), "the destroy pass goes by C")).contains("a reference on C is outstanding"));
  const auto dropped = ScenarioBuilder()
                           .object("P")
                           .object("C", {.parent = "P"})
                           .teardown({reference("C"), delete_("P"), dereference("C")});
  CHECK(texts(reasons(dropped, source(), "destroy of P")).contains("no reference on P is outstanding"));
}

TEST_CASE("assumptions hold back every kind of step") {
  const auto marks = [](const ScenarioBuilder& builder) { return Explored(builder.build(), contract()).marks(); };
  const auto two = ScenarioBuilder().object("P").object("Q");
  // Q is never deleted: whatever has to come after Q's cleanup never comes.
  const Steps only_p = {delete_("P")};
  CHECK_FALSE(marks(ScenarioBuilder(two).assume("Q.cleanup before P.cleanup").teardown(only_p)).contains("P.cleanup"));
  CHECK_FALSE(marks(ScenarioBuilder(two).assume("Q.delete before P.destroy").teardown(only_p)).contains("P.destroy"));
  CHECK_FALSE(marks(ScenarioBuilder(two).assume("Q.destroy before P.delete").teardown(only_p)).contains("P.delete"));
  CHECK_FALSE(marks(ScenarioBuilder(two).thread("T", {}).assume("Q.delete before T.start").teardown({start("T")}))
                  .contains("T.start"));
  CHECK_FALSE(
      marks(ScenarioBuilder(two).thread("T", {}).assume("Q.delete before T.end").teardown(only_p)).contains("T.end"));
  CHECK_FALSE(marks(ScenarioBuilder(two).object("N").assume("Q.delete before N.create").teardown({create("N")}))
                  .contains("N.create"));
  CHECK(marks(ScenarioBuilder(two).assume("Q.cleanup before P.cleanup")).contains("P.cleanup"));
}

TEST_CASE("assumptions and instances that are not born") {
  const auto tree = ScenarioBuilder().object("P").object("N").thread("T", {create("N")});
  const auto first = [&](const std::string& assumption) {
    return Explored(ScenarioBuilder(tree).assume(assumption).teardown({delete_("P")}).build(), contract()).marks();
  };
  CHECK(first("N.cleanup before P.cleanup").contains("P.cleanup"));  // as long as N is unborn
  const auto order = [&](const std::string& assumption) {
    const Explored seen(ScenarioBuilder(tree).assume(assumption).teardown({delete_("P")}).build(), contract());
    return std::any_of(seen.all().begin(), seen.all().end(), [&](const State& s) {
      return seen.machine.ended(s, 0, Phase::cleanup) && !seen.machine.born(s, 1);
    });
  };
  CHECK(order("N.delete before P.cleanup"));
  CHECK_FALSE(order("N.create before P.cleanup"));
}

TEST_CASE("assumptions range over instances, but for an instance with itself") {
  const auto many = ScenarioBuilder().object("M", {.count = 2}).assume("M.cleanup before M.destroy");
  const Names orders = Explored(many.build(), contract()).orders();
  CHECK(orders.contains("C:M#1 C:M#2 D:M#1 D:M#2"));
  CHECK_FALSE(orders.contains("C:M#1 D:M#1 C:M#2 D:M#2"));
}

TEST_CASE("permitted steps come in a fixed order") {
  const Scenario scenario = ScenarioBuilder()
                                .object("P")
                                .object("C", {.parent = "P", .count = 2, .cleanup = Steps{use("self")}})
                                .thread("U", {use("C")})
                                .thread("T", {use("P")})
                                .teardown({delete_("P"), use("P")})
                                .build();
  const Framework framework = contract();
  const Instances instances(scenario, framework);
  const Machine machine(instances);
  State state = machine.initial();
  const auto take = [&](const std::string& event) {
    for (const Step& step : machine.permitted(state))
      if (machine.describe(step) == event) return void(machine.apply(state, step));
    FAIL("not permitted: " << event);
  };
  take("delete P");
  take("does not wait in delete P");
  take("on_cleanup(C#2)");
  std::vector<std::string> events;
  for (const Step& step : machine.permitted(state)) events.push_back(machine.describe(step));
  CHECK(events == std::vector<std::string>{"use P", "use C#1", "use C#2", "use P", "use C#2", "on_cleanup(C#1)"});
}
