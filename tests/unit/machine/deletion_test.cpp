// The switches of a framework's deletion, each both ways.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/build.hpp"
#include "tests/support/explore.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

constexpr Agent kTeardown{Agent::Kind::teardown, -1}, kFirstThread{Agent::Kind::thread, 0};

// Whether some reachable state has the agent at its end while `object` is not yet cleaned up.
bool goes_on_before_cleanup(const ScenarioBuilder& builder, const Framework& framework, const std::string& object,
                            Agent agent = kTeardown) {
  const Explored seen(builder.build(), framework);
  return std::any_of(seen.all().begin(), seen.all().end(), [&](const State& state) {
    return !seen.machine.active(state, agent) && !seen.machine.ended(state, seen.id(object), Phase::cleanup);
  });
}

}  // namespace

TEST_CASE("returns: any-time goes on or waits, after-cleanup waits") {
  const auto tree = ScenarioBuilder().object("P").object("C", {.parent = "P"}).teardown({delete_("P")});
  CHECK(goes_on_before_cleanup(tree, contract(), "C"));
  Framework waits = contract();
  waits.deletion.returns = DeletionFacts::Returns::after_cleanup;
  CHECK_FALSE(goes_on_before_cleanup(tree, waits, "C"));
}

TEST_CASE("an any-time delete offers a choice, blind to what can move") {
  const Scenario scenario = ScenarioBuilder().object("P").teardown({delete_("P")}).build();
  const Framework framework = contract();
  const Instances instances(scenario, framework);
  const Machine machine(instances);
  const Agent teardown{Agent::Kind::teardown, -1};
  State state = machine.initial();
  machine.apply(state, machine.permitted(state, teardown).front());
  const std::vector<Step> choices = machine.permitted(state, teardown);
  REQUIRE(choices.size() == 2);
  CHECK((choices[0].kind == Step::Kind::wait && choices[0].choice == 0));
  CHECK((choices[1].kind == Step::Kind::wait && choices[1].choice == 1));
  CHECK_FALSE(choices[1].printed());
  machine.apply(state, choices[1]);
  CHECK(machine.permitted(state, teardown).empty());  // it chose to wait
  for (const Phase phase : {Phase::cleanup, Phase::destroy}) {
    CHECK(machine.permitted(state, teardown).empty());
    Step begin;
    begin.kind = Step::Kind::begin;
    begin.object = 0;
    begin.phase = phase;
    machine.apply(state, begin);
  }
  REQUIRE(machine.permitted(state, teardown).size() == 1);
  CHECK(machine.permitted(state, teardown)[0].kind == Step::Kind::resume);
}

TEST_CASE("at DISPATCH_LEVEL a delete waits unless something passive is deleted") {
  const auto tree = [](std::optional<Irql> level) {
    return ScenarioBuilder()
        .object("P")
        .object("C", {.parent = "P", .execution_level = level})
        .thread("T", {delete_("P")}, {.irql = Irql::dispatch})
        .teardown({});
  };
  CHECK(goes_on_before_cleanup(tree(Irql::passive), source(), "C", kFirstThread));
  CHECK_FALSE(goes_on_before_cleanup(tree(std::nullopt), source(), "C", kFirstThread));
  CHECK(goes_on_before_cleanup(tree(std::nullopt), contract(), "C", kFirstThread));  // there it may
}

TEST_CASE("a removal is over when what it deletes is gone, in every reading and at every level") {
  const auto removed = [](Irql level) {
    return ScenarioBuilder()
        .object("D")
        .object("C", {.parent = "D"})
        .thread("T", {remove_("D"), use("C")}, {.irql = level})
        .teardown({});
  };
  for (const Irql level : {Irql::passive, Irql::dispatch}) {
    CHECK_FALSE(goes_on_before_cleanup(removed(level), contract(), "C", kFirstThread));
    CHECK(Explored(removed(level).build(), contract()).hits("use-after-destroy") == Names{"C"});
  }
}

TEST_CASE("after-cleanup also waits for destroys that no reference holds back") {
  const auto tree = ScenarioBuilder().object("P").object("C", {.parent = "P"}).teardown({delete_("P"), use("P")});
  CHECK(Explored(tree.build(), source()).hits("use-after-destroy") == Names{"P"});
  const auto held = ScenarioBuilder().object("P").teardown({reference("P"), delete_("P"), use("P"), dereference("P")});
  CHECK(Explored(held.build(), source()).hits("use-after-destroy").empty());
  CHECK(Explored(held.build(), source()).hits("use-after-cleanup") == Names{"P"});
  CHECK(Explored(held.build(), source()).waiting().empty());
}

TEST_CASE("takes: a delete below a deletion is redundant at once, or once the walk is there") {
  const auto tree = ScenarioBuilder()
                        .object("P")
                        .object("A", {.parent = "P", .cleanup = Steps{delete_("b")}})
                        .object("B", {.parent = "P"})
                        .object("b", {.parent = "B"})
                        .teardown({delete_("P")});
  // Reached: B's earlier sibling A is still being cleaned up, so b's delete takes effect and cleans it up within A's
  // cleanup.
  CHECK(Explored(tree.build(), source()).orders() == Names{"C:A C:b D:b C:B C:P D:A D:B D:P"});
  Framework at_once = source();
  at_once.deletion.takes = DeletionFacts::Takes::at_once;
  CHECK(Explored(tree.build(), at_once).orders() == Names{"C:A C:b C:B C:P D:A D:b D:B D:P"});
}

TEST_CASE("takes: creating under a deletion fails at once, or once the walk is there") {
  const auto tree = ScenarioBuilder()
                        .object("P")
                        .object("C", {.parent = "P"})
                        .thread("T", {create("N")})
                        .object("N", {.parent = "C"})
                        .teardown({delete_("P")});
  const auto born_in_deletion = [&](const Framework& framework) {
    const Explored seen(tree.build(), framework);
    return std::any_of(seen.all().begin(), seen.all().end(), [&](const State& state) {
      if (!seen.machine.in_deletion(state, 0) || seen.machine.born(state, seen.id("N"))) return false;
      for (const Step& step : seen.machine.permitted(state)) {
        State next = state;
        seen.machine.apply(next, step);
        if (seen.machine.born(next, seen.id("N"))) return true;
      }
      return false;
    });
  };
  CHECK_FALSE(born_in_deletion(contract()));
  CHECK_FALSE(born_in_deletion(source()));  // C is reached with its parent: nothing stands before it
  auto behind = ScenarioBuilder()
                    .object("P")
                    .object("A", {.parent = "P", .cleanup = Steps{}})
                    .object("C", {.parent = "P"})
                    .object("N", {.parent = "C"})
                    .thread("T", {create("N")})
                    .teardown({delete_("P")});
  CHECK(permits_order(behind.build(), source(), "C:A C:N C:C C:P D:A D:N D:C D:P"));
}

TEST_CASE("leaves-list: a parent waits for a child with a deletion of its own, or not") {
  const auto tree =
      ScenarioBuilder().object("P").object("C", {.parent = "P"}).thread("T", {delete_("C")}).teardown({delete_("P")});
  const std::string order = "C:P D:P C:C D:C";
  CHECK(permits_order(tree.build(), source(), order));
  Framework stays = source();
  stays.deletion.leaves_list = false;
  CHECK_FALSE(permits_order(tree.build(), stays, order));
  CHECK_FALSE(permits_order(tree.build(), contract(), order));
}

TEST_CASE("destroy-pass: the pass goes by what is referenced when its turn comes, or there is no pass") {
  const auto tree = ScenarioBuilder().object("P").teardown({reference("P"), delete_("P"), dereference("P")});
  const auto passes_over = [&](const Framework& framework) {
    const Explored seen(tree.build(), framework);
    return std::any_of(seen.all().begin(), seen.all().end(), [&](const State& state) {
      const std::vector<Step> steps = seen.machine.permitted(state);
      return std::any_of(steps.begin(), steps.end(), [](const Step& s) { return s.kind == Step::Kind::pass_over; });
    });
  };
  CHECK(passes_over(source()));
  Framework single = source();
  single.deletion.destroy_pass = false;
  CHECK_FALSE(passes_over(single));
}

TEST_CASE("destroy-pass: gone by, an object does not wait for one that stands before it and is let go") {
  // D stands before A. The pass goes by both; D's reference is dropped, D is not destroyed yet: A need not wait for it.
  const auto tree = ScenarioBuilder()
                        .object("P")
                        .object("D", {.parent = "P"})
                        .object("A", {.parent = "P"})
                        .teardown({reference("D"), reference("A"), delete_("P"), dereference("D"), dereference("A")});
  CHECK(permits_order(tree.build(), source(), "C:D C:A C:P D:P D:A D:D"));
  Framework single = source();
  single.deletion.destroy_pass = false;
  CHECK_FALSE(permits_order(tree.build(), single, "C:D C:A C:P D:P D:A D:D"));
}

TEST_CASE("held references: an allocation holds its allocator, or not") {
  const auto tree = ScenarioBuilder().object("L").object("M", {.from = "L"}).teardown({delete_("L"), delete_("M")});
  CHECK(Explored(tree.build(), source()).orders() == Names{"C:L C:M D:M D:L"});
  Framework free = source();
  free.held_references.clear();
  CHECK(Explored(tree.build(), free).orders() == Names{"C:L D:L C:M D:M"});
}

TEST_CASE("held references: until when") {
  const auto tree = ScenarioBuilder().object("L").object("M", {.from = "L"}).teardown({delete_("L"), delete_("M")});
  Framework framework = source();
  framework.held_references[0].until = HeldReference::Until::cleanup_ends;
  CHECK(Explored(tree.build(), framework).orders() == Names{"C:L C:M D:L D:M", "C:L C:M D:M D:L"});
  framework.held_references[0].types = {"Lock"};  // M is none
  CHECK(Explored(tree.build(), framework).orders() == Names{"C:L D:L C:M D:M"});
}

TEST_CASE("a deletion within a deletion keeps its own root") {
  const auto tree = ScenarioBuilder()
                        .object("P")
                        .object("C", {.parent = "P"})
                        .object("G", {.parent = "C"})
                        .teardown({delete_("C"), delete_("P")});
  // In `book` G waits for the cleanup of C, the root of its deletion, not for P's.
  CHECK(permits_order(tree.build(), book(), "C:G C:C D:G D:C C:P D:P"));
  const auto whole = ScenarioBuilder().object("P").object("C", {.parent = "P"}).object("G", {.parent = "C"});
  CHECK_FALSE(permits_order(whole.build(), book(), "C:G C:C D:G D:C C:P D:P"));
}
