// Every action: what it does, when it can be taken, and which of its steps are printed.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/build.hpp"
#include "tests/support/explore.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

using Events = std::vector<std::string>;

// The printed steps of a body that runs alone and has no choice.
Events printed(const ScenarioBuilder& builder, const Framework& framework = contract()) {
  const Scenario scenario = builder.build();
  const Instances instances(scenario, framework);
  return run_first(Machine(instances)).events;
}

bool ends(const Explored& seen, const std::string& mark) { return seen.marks().contains(mark); }

}  // namespace

TEST_CASE("plain actions are printed, ends are not") {
  const auto all = ScenarioBuilder()
                       .object("P")
                       .object("C", {.parent = "P"})
                       .teardown({use("C"), context("C"), reference("C"), dereference("C"), signal("E"), wait("E"),
                                  set("F"), clear("F"), lock("L"), unlock("L")});
  CHECK(printed(all) == Events{"use C", "context C", "reference C", "dereference C", "signal E", "wait E", "set F",
                               "clear F", "lock L", "unlock L"});
}

TEST_CASE("callbacks are printed by name, and begin and end") {
  const auto tree = ScenarioBuilder().object("P", {.cleanup = Steps{use("self")}}).teardown({delete_("P")});
  CHECK(printed(tree, source()) == Events{"delete P", "on_cleanup(P)", "use P", "destroy of P"});
  const auto empty = ScenarioBuilder().object("P", {.cleanup = Steps{}}).teardown({delete_("P")});
  const Explored seen(empty.build(), source());
  CHECK(std::any_of(seen.all().begin(), seen.all().end(), [&](const State& state) {
    return seen.machine.begun(state, 0, Phase::cleanup) && !seen.machine.ended(state, 0, Phase::cleanup);
  }));
}

TEST_CASE("if and test-and-set") {
  const auto tested = ScenarioBuilder().object("A").object("B").teardown(
      {if_("F", {use("A")}, {use("B")}), set("F"), if_("F", {use("A")}, {use("B")})});
  CHECK(printed(tested) == Events{"if F", "use B", "set F", "if F", "use A"});
  const auto once = ScenarioBuilder().object("A").object("B").teardown({test_and_set("F", {use("A")}, {use("B")}),
                                                                        test_and_set("F", {use("A")}, {use("B")}),
                                                                        clear("F"), test_and_set("F", {use("A")})});
  CHECK(printed(once) ==
        Events{"test-and-set F", "use A", "test-and-set F", "use B", "clear F", "test-and-set F", "use A"});
  // Between the test and what follows another thread may run; a test-and-set lets only one in.
  const auto race = [](bool atomic) {
    const Steps enter = {create("N")};
    const Steps body = atomic ? Steps{test_and_set("F", enter)} : Steps{if_("F", {}, {create("N"), set("F")})};
    return Explored(ScenarioBuilder().object("N", {.count = 2}).thread("T", body).thread("U", body).build(),
                    contract());
  };
  CHECK(ends(race(false), "N#2.create"));
  CHECK_FALSE(ends(race(true), "N#2.create"));
}

TEST_CASE("choose and maybe go every way") {
  const Explored seen(ScenarioBuilder()
                          .object("A")
                          .object("B")
                          .object("C")
                          .teardown({choose({{create("A")}, {create("B")}}), maybe({create("C")})})
                          .build(),
                      contract());
  for (const char* mark : {"A.create", "B.create", "C.create"}) CHECK(ends(seen, mark));
  for (const State& state : seen.all()) CHECK_FALSE((seen.machine.born(state, 0) && seen.machine.born(state, 1)));
}

TEST_CASE("a numbered or bare name of which nothing is born does nothing") {
  const auto unborn = ScenarioBuilder()
                          .object("P")
                          .object("N", {.parent = "P", .count = 2})
                          .teardown({use("N"), delete_("N#2"), create("N"), use("N#2"), use("N#1")});
  CHECK(printed(unborn) == Events{"use N", "delete N#2", "create N#1", "use N#2", "use N#1"});
  const Explored seen(unborn.build(), contract());
  CHECK_FALSE(ends(seen, "N#2.delete"));
}

TEST_CASE("a bare name means any one that is born, a bound one just that") {
  const auto steps_of = [](const ScenarioBuilder& builder, int skip) {
    const Scenario scenario = builder.build();
    const Framework framework = contract();
    const Instances instances(scenario, framework);
    const Machine machine(instances);
    State state = machine.initial();
    for (int i = 0; i < skip; ++i) machine.apply(state, machine.permitted(state).front());
    Names found;
    for (const Step& step : machine.permitted(state, {Agent::Kind::teardown, -1})) found.insert(machine.describe(step));
    return found;
  };
  const auto any = ScenarioBuilder().object("M", {.count = 3}).teardown({use("M")});
  CHECK(steps_of(any, 0) == Names{"use M#1", "use M#2", "use M#3"});
  const auto bound =
      ScenarioBuilder().object("M", {.count = 3}).teardown({create("M"), use("M"), create("M"), use("M")});
  CHECK(steps_of(bound, 1) == Names{"use M#1"});
  CHECK(steps_of(bound, 3) == Names{"use M#2"});
  // A branch is no end of a binding; the end of an iteration is.
  const auto branch =
      ScenarioBuilder().object("M", {.count = 2}).teardown({create("M"), create("M"), if_("F", {}, {use("M")})});
  CHECK(steps_of(branch, 3) == Names{"use M#2"});
  const auto iteration =
      ScenarioBuilder().object("M", {.count = 2}).loop_bound(1).teardown({create("M"), loop({create("M")}), use("M")});
  // create, stay (the second alternative), create, leave
  const Scenario scenario = iteration.build();
  const Framework framework = contract();
  const Instances instances(scenario, framework);
  const Machine machine(instances);
  State state = machine.initial();
  machine.apply(state, machine.permitted(state)[0]);
  machine.apply(state, machine.permitted(state)[1]);
  machine.apply(state, machine.permitted(state)[0]);
  REQUIRE(machine.born(state, 1));
  CHECK(machine.permitted(state).size() == 1);  // at the bound: leaving only
  machine.apply(state, machine.permitted(state)[0]);
  REQUIRE(machine.permitted(state).size() == 1);
  CHECK(machine.describe(machine.permitted(state)[0]) == "use M#1");
}

TEST_CASE("in a callback, names mean what belongs to this instance") {
  const auto tree =
      ScenarioBuilder()
          .object("P", {.count = 2})
          .object("L", {.count = 2})
          .object("C",
                  {.parent = "P", .from = "L", .count = 2, .cleanup = Steps{use("self"), use("C"), use("P"), use("L")}})
          .teardown({delete_("C#2")});
  CHECK(printed(tree, source()) ==
        Events{"delete C#2", "on_cleanup(C#2)", "use C#2", "use C#2", "use P#2", "use L#2", "destroy of C#2"});
}

TEST_CASE("each: in any order, one after the other, those born when it begins") {
  const Explored seen(ScenarioBuilder().object("M", {.count = 2}).teardown({delete_("each M")}).build(), source());
  CHECK(seen.orders() == Names{"C:M#1 D:M#1 C:M#2 D:M#2", "C:M#2 D:M#2 C:M#1 D:M#1"});
  CHECK(printed(ScenarioBuilder()
                    .object("P")
                    .object("M", {.count = 2})
                    .thread("T", {create("M")})
                    .teardown({use("each M"), use("P")})) == Events{"use P", "create M#1"});
}

TEST_CASE("create: numbers in order, and what follows a failure") {
  const auto spent =
      ScenarioBuilder().object("P").object("N", {.count = 1}).teardown({create("N"), create("N"), use("P")});
  CHECK(printed(spent) == Events{"create N", "create N"});  // the short form skips the rest
  const auto otherwise =
      ScenarioBuilder().object("P").object("N").teardown({create("N"), create_else("N", {use("P")}), context("P")});
  CHECK(printed(otherwise) == Events{"create N", "create N", "use P", "context P"});
  const auto iteration = ScenarioBuilder()
                             .object("P")
                             .object("N", {.count = 1})
                             .loop_bound(2)
                             .thread("T", {loop({create("N"), use("P")}), context("P")})
                             .teardown({request_stop("T")});
  const Explored seen(iteration.build(), contract());
  CHECK(ends(seen, "T.end"));
}

TEST_CASE("create fails while parent or allocator is unborn") {
  const auto born = [](const ScenarioBuilder& b, const char* what) {
    return ends(Explored(b.build(), contract()), what);
  };
  const auto parent = ScenarioBuilder().object("P").object("N", {.parent = "P"});
  CHECK_FALSE(born(ScenarioBuilder(parent).teardown({create_else("N", {}), create("P")}), "N.create"));
  CHECK(born(ScenarioBuilder(parent).teardown({create("P"), create("N")}), "N.create"));
  const auto from = ScenarioBuilder().object("L").object("N", {.from = "L"});
  CHECK_FALSE(born(ScenarioBuilder(from).teardown({create_else("N", {}), create("L")}), "N.create"));
  CHECK(born(ScenarioBuilder(from).teardown({create("L"), create("N")}), "N.create"));
}

TEST_CASE("threads: start, request-stop, join, stop") {
  const auto joined =
      ScenarioBuilder().object("P").thread("T", {use("P")}).teardown({start("T"), start("T"), join("T"), context("P")});
  const Explored seen(joined.build(), contract());
  CHECK(ends(seen, "T.end"));
  CHECK(seen.waiting().empty());
  const auto stopped =
      ScenarioBuilder().object("P").thread("T", {loop({use("P")})}).teardown({stop("T"), delete_("P")});
  const Explored stop_first(stopped.build(), contract());
  CHECK(stop_first.hits("use-after-cleanup").empty());
  CHECK(stop_first.waiting().empty());
  const auto asked =
      ScenarioBuilder().object("P").thread("T", {loop({use("P")})}).teardown({request_stop("T"), delete_("P")});
  CHECK(Explored(asked.build(), contract()).hits("use-after-cleanup") == Names{"P"});
  // A stop asked for before the start is remembered: the loop is not entered.
  const auto early = ScenarioBuilder()
                         .object("P")
                         .thread("T", {loop({use("P")})})
                         .teardown({delete_("P"), request_stop("T"), start("T"), join("T")});
  CHECK(Explored(early.build(), contract()).hits("use-after-cleanup").empty());
}

TEST_CASE("bounded waits may go on without") {
  for (const Do& waiting : {bounded(join("T")), bounded(stop("T"))}) {
    const Explored seen(ScenarioBuilder().object("P").thread("T", {use("P")}).teardown({waiting, delete_("P")}).build(),
                        contract());
    CHECK(seen.hits("use-after-cleanup") == Names{"P"});
  }
  for (const Do& waiting : {join("T"), stop("T")}) {
    const Explored seen(ScenarioBuilder().object("P").thread("T", {use("P")}).teardown({waiting, delete_("P")}).build(),
                        contract());
    CHECK(seen.hits("use-after-cleanup").empty());
  }
  // Giving up is printed once: the choice itself is silent.
  CHECK(printed(ScenarioBuilder().teardown({bounded(wait("E"))})) == Events{"wait E (gives up waiting)"});
}

TEST_CASE("an outermost loop is left when asked and only then; others at any iteration") {
  const auto outer = ScenarioBuilder().thread("T", {maybe({loop({set("F")})})}).loop_bound(3);
  const Explored seen(outer.build(), contract());
  for (const State& state : seen.all())
    for (const Step& step : seen.machine.permitted(state))
      CHECK_FALSE((step.kind == Step::Kind::head && step.choice == 0));
  const auto inner =
      ScenarioBuilder().object("N", {.count = 9}).thread("T", {loop({loop({create("N")})})}).loop_bound(2);
  CHECK(ends(Explored(inner.build(), contract()), "N#4.create"));
  CHECK_FALSE(ends(Explored(inner.build(), contract()), "N#5.create"));
  const auto teardown = ScenarioBuilder().object("N", {.count = 9}).teardown({loop({create("N")})}).loop_bound(3);
  CHECK(ends(Explored(teardown.build(), contract()), "N#3.create"));
  CHECK_FALSE(ends(Explored(teardown.build(), contract()), "N#4.create"));
}

TEST_CASE("locks exclude, whichever way they are named") {
  for (const char* type : {"Object", "Lock"}) {
    const bool object = std::string(type) == "Lock";
    ScenarioBuilder builder;
    builder.object("N", {.count = 2});
    if (object) builder.object("L", {.type = "Lock"});
    const Steps body = {lock("L"), if_("F", {}, {create("N"), set("F")}), unlock("L")};
    const Explored seen(builder.thread("T", body).thread("U", body).teardown({}).build(), contract());
    CHECK(seen.marks().contains("N#1.create"));
    CHECK_FALSE(seen.marks().contains("N#2.create"));
    CHECK(seen.waiting().empty());
  }
}

TEST_CASE("holds: references from the start to after the last action, in the order of the list") {
  const auto held = ScenarioBuilder()
                        .object("A")
                        .object("M", {.count = 2})
                        .thread("T", {use("A")}, {.holds = {"M", "A"}})
                        .teardown({});
  const Scenario scenario = held.build();
  const Framework framework = contract();
  const Instances instances(scenario, framework);
  const Machine machine(instances);
  const State initial = machine.initial();
  for (int object = 0; object < 3; ++object) CHECK(machine.references(initial, object) == 1);
  const Taken end = run_first(machine);
  CHECK(end.events == Events{"use A", "dereference M#1", "dereference M#2", "dereference A"});
  for (int object = 0; object < 3; ++object) CHECK(machine.references(end.state, object) == 0);
  // A failing short create skips the actions, never the releases.
  const auto skips =
      ScenarioBuilder().object("A").object("N", {.parent = "A"}).thread("T", {create("N"), use("A")}, {.holds = {"A"}});
  const Explored seen(skips.build(), contract());
  CHECK(seen.hits("leak").empty());
}
