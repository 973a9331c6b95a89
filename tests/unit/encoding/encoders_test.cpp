// Each encoder by what its formulas permit and exclude, on the smallest scenario in which that can be told.
#include <doctest/doctest.h>

#include <utility>

#include "tests/unit/encoding/encoded.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

constexpr int kEnd = EncodingContext::kEnd;

TEST_CASE("context: a moment is just before its event, or the end") {
  const Encoded of(ScenarioBuilder().object("A").thread("T", {use("A"), context("A")}));
  const int first = of.act(ActionKind::use, 0), then = of.act(ActionKind::context, 0);
  CHECK(of.where(then, [&](Encoding& e, int now) { return e.context.before(first, now); }) == Can{true, false});
  CHECK(of.where(first, [&](Encoding& e, int now) { return e.context.before(then, now); }) == Can{false, true});
  CHECK(of.where(first, [&](Encoding& e, int now) { return e.context.before(now, now); }) == Can{false, true});
  CHECK(of.where(first, [&](Encoding& e, int) { return e.context.before(then, kEnd); }) == Can{true, true});
}

TEST_CASE("definitions: a formula has one constant, and what is defined later means nothing until then") {
  const Encoded of(ScenarioBuilder().object("A"));
  Z3Context context;
  Encoding encoding(of.graph, of.graph.orders, *context, false, of.deadline);
  Definitions& definitions = encoding.context.definitions();
  const z3::expr a = (*context).bool_const("a"), b = (*context).bool_const("b");
  CHECK(z3::eq(definitions.counted(a), a));
  const z3::expr both = definitions.counted(a && b);
  CHECK(z3::eq(definitions.counted(a && b), both));
  REQUIRE(definitions.meaning_of(both) != nullptr);
  CHECK(z3::eq(*definitions.meaning_of(both), a && b));
  const z3::expr later = definitions.defined_later("later", [&] { return definitions.counted(a || b) && both; });
  CHECK(definitions.meaning_of(later) == nullptr);
  definitions.define_pending();
  REQUIRE(definitions.meaning_of(later) != nullptr);
  CHECK(z3::eq(*definitions.meaning_of(later), definitions.counted(a || b) && both));
}

TEST_CASE("births: a create makes its instance, unless its parent is taken") {
  const auto driver = ScenarioBuilder().object("P").object("B", {.parent = "P"}).thread("T", {use("B")});
  const auto created = [](const Encoded& of) {
    return of.where(of.act(ActionKind::create, 1), [](Encoding& e, int now) { return e.births.binds(now, 1); });
  };
  const Encoded first(ScenarioBuilder(driver).teardown({create("B"), delete_("P")}));
  CHECK(created(first) == Can{true, false});
  const auto born = [](Encoding& e, int now) { return e.births.born(1, now); };
  CHECK(first.where(first.act(ActionKind::delete_, 0), born) == Can{true, false});
  CHECK(first.where(first.act(ActionKind::use, 1), born) == Can{true, true});
  CHECK(created(Encoded(ScenarioBuilder(driver).teardown({delete_("P"), create("B")}))) == Can{false, true});
}

TEST_CASE("naming: of several instances one is meant") {
  const Encoded of(ScenarioBuilder().object("C", {.count = 2}).thread("T", {use("C")}));
  const int used = of.act(ActionKind::use, 0);
  CHECK(of.where(used, [](Encoding& e, int now) { return e.naming.targets(now, 0); }) == Can{true, true});
  CHECK(of.where(used, [](Encoding& e, int now) { return e.naming.targets(now, 0) && e.naming.targets(now, 1); }) ==
        Can{false, true});
  CHECK(of.where(used, [](Encoding& e, int now) { return e.naming.done_to_something(now); }) == Can{true, false});
}

TEST_CASE("acts: of two deletes of one object the first takes effect") {
  const Encoded of(ScenarioBuilder().object("A").teardown({delete_("A"), delete_("A")}));
  const auto effect = [](Encoding& e, int now) { return e.acts.outcome(now); };
  CHECK(of.where(of.act(ActionKind::delete_, 0), effect) == Can{true, false});
  CHECK(of.where(of.act(ActionKind::delete_, 0, 1), effect) == Can{false, true});
  const Encoded used(ScenarioBuilder().object("A").object("B").thread("T", {use("A")}));
  const int use_a = used.act(ActionKind::use, 0);
  CHECK(used.where(use_a, [](Encoding& e, int now) { return e.acts.touches(now, 0); }) == Can{true, false});
  CHECK(used.where(use_a, [](Encoding& e, int now) { return e.acts.touches(now, 1); }) == Can{false, true});
}

ScenarioBuilder child_in_use() {
  return ScenarioBuilder()
      .object("P")
      .object("C", {.parent = "P"})
      .thread("T", {use("C")})
      .teardown({delete_("P"), use("P")});
}

TEST_CASE("deletions: who belongs to one, and who is its root") {
  const Encoded of(child_in_use());
  const int after = of.act(ActionKind::use, 0);
  const auto child = [&](auto what) { return of.where(after, what); };
  CHECK(child([](Encoding& e, int now) { return e.deletions.in_deletion(1, now); }) == Can{true, false});
  CHECK(child([](Encoding& e, int now) { return e.deletions.requested(1, now); }) == Can{false, true});
  CHECK(child([](Encoding& e, int now) { return e.deletions.is_root_of(0, 1, now); }) == Can{true, false});
  CHECK(child([](Encoding& e, int now) { return e.deletions.cleaned(1, now); }) == Can{true, true});
  CHECK(of.where(of.act(ActionKind::use, 1), [](Encoding& e, int now) { return e.deletions.in_deletion(1, now); }) ==
        Can{true, true});
}

TEST_CASE("rules: a parent is held back until its child is cleaned up") {
  const Encoded of(child_in_use());
  const auto permitted = [](Encoding& e, int now) { return e.rules.permit(0, Phase::cleanup, now); };
  CHECK(of.where(of.act(ActionKind::use, 1), permitted) == Can{true, true});
  CHECK(of.where(of.graph.events.begin_of(0, Phase::cleanup), permitted) == Can{true, false});
  CHECK(of.where(of.act(ActionKind::use, 1), [&](Encoding& e, int now) {
    return permitted(e, now) && !e.deletions.cleaned(1, now);
  }) == Can{false, true});
}

TEST_CASE("references: outstanding until they are dropped") {
  const Encoded of(ScenarioBuilder()
                       .object("A")
                       .thread("T", {reference("A"), context("A"), dereference("A"), use("A")})
                       .teardown({}));
  const auto dropped = [](Encoding& e, int now) { return e.references.unreferenced(0, now); };
  CHECK(of.where(of.act(ActionKind::reference, 0), dropped) == Can{true, false});
  CHECK(of.where(of.act(ActionKind::context, 0), dropped) == Can{false, true});
  CHECK(of.where(of.act(ActionKind::use, 0), dropped) == Can{true, false});
}

TEST_CASE("collections: what is added is in until it is taken") {
  const Encoded of(R"(objects:
  Bag: { type: WDFCOLLECTION }
  Item: { type: WDFMEMORY }
teardown: [{ context: Item }, { add: { object: Item, to: Bag } }, { use: Item }]
)");
  const auto in = [](Encoding& e, int now) { return e.collections.item_in(1, 0, now); };
  CHECK(of.where(of.act(ActionKind::context, 1), in) == Can{false, true});
  CHECK(of.where(of.act(ActionKind::use, 1), in) == Can{true, false});
}

TEST_CASE("runs: one is pending from when it is asked for until it begins") {
  const Encoded of(R"(objects:
  Device: { type: WDFDEVICE }
  Item: { type: WDFWORKITEM, parent: Device, EvtWorkItem: [{ context: Device }] }
teardown: [{ enqueue: Item }, { use: Device }]
)");
  const auto queued = [](Encoding& e, int now) { return e.runs.queued(1, now); };
  CHECK(of.where(of.act(ActionKind::enqueue, 1), queued) == Can{false, true});
  CHECK(of.where(of.graph.events.runs(1).front().begins, queued) == Can{true, false});
  CHECK(of.where(of.act(ActionKind::context, 0), queued) == Can{false, true});
  const int after = of.act(ActionKind::use, 0);
  CHECK(of.where(after, queued) == Can{true, true});
  const auto running = [](Encoding& e, int now) { return e.runs.running(1, now); };
  CHECK(of.where(of.act(ActionKind::enqueue, 1), running) == Can{false, true});
  CHECK(of.where(of.act(ActionKind::context, 0), running) == Can{true, false});
  CHECK(of.where(after, running) == Can{true, true});
}

TEST_CASE("I/O targets: occupied by what was sent until it completes, and closed by a purge") {
  const std::string device = R"(objects:
  Device: { type: WDFDEVICE }
  Target: { type: WDFIOTARGET, parent: Device }
  Request: { type: WDFREQUEST, parent: Device, EvtRequestCompletionRoutine: [{ context: Device }] }
teardown:
)";
  const Encoded of(device + "  - { send: { request: Request, to: Target } }\n  - { use: Device }\n");
  const auto occupied = [](Encoding& e, int now) { return e.io_targets.occupied(1, now); };
  const auto fails = [](Encoding& e, int now) { return e.io_targets.send_fails(now); };
  CHECK(of.where(of.act(ActionKind::send, 2), fails) == Can{false, true});
  CHECK(of.where(of.act(ActionKind::send, 2), occupied) == Can{false, true});
  CHECK(of.where(of.act(ActionKind::context, 0), occupied) == Can{true, false});
  CHECK(of.where(of.act(ActionKind::use, 0), occupied) == Can{true, true});
  const Encoded purged(device + "  - { cancel-and-wait: Target }\n  - { send: { request: Request, to: Target } }\n");
  CHECK(purged.where(purged.act(ActionKind::send, 2), fails) == Can{true, false});
}

TEST_CASE("levels: a deletion has that of who asked for it") {
  const Encoded of(R"(objects:
  A: { type: WDFOBJECT, EvtCleanupCallback: [{ use: A }] }
  B: { type: WDFOBJECT, EvtCleanupCallback: [{ use: B }] }
threads:
  Dpc: { irql: dispatch, does: [{ delete: A }] }
teardown: [{ delete: B }]
)");
  const auto high = [](Encoding& e, int now) { return e.levels.at_dispatch(now); };
  CHECK(of.where(of.act(ActionKind::delete_, 0), high) == Can{true, false});
  CHECK(of.where(of.act(ActionKind::use, 0), high) == Can{true, false});
  CHECK(of.where(of.act(ActionKind::use, 1), high) == Can{false, true});
}

TEST_CASE("synchronization: flags are set until they are cleared, and a lock has one holder") {
  const auto set = [](Encoding& e, int now) { return e.synchronization.flag_set(0, now); };
  const auto setter = ScenarioBuilder().object("A").thread("T", {afterlife::build::set("F"), use("A")});
  CHECK(Encoded(setter).where(Encoded(setter).act(ActionKind::use, 0), set) == Can{true, false});
  const Encoded cleared(ScenarioBuilder(setter).thread("U", {clear("F")}));
  CHECK(cleared.where(cleared.act(ActionKind::use, 0), set) == Can{true, true});
  const auto set_after = [&](Steps steps) {
    steps.push_back(use("A"));
    const Encoded of(ScenarioBuilder().object("A").thread("T", std::move(steps)));
    return of.where(of.act(ActionKind::use, 0), set);
  };
  CHECK(set_after({afterlife::build::set("F"), clear("F")}) == Can{false, true});
  CHECK(set_after({clear("F"), afterlife::build::set("F")}) == Can{true, false});
  const Encoded locked(
      ScenarioBuilder().object("A").thread("T", {lock("L"), use("A")}).thread("U", {lock("L"), context("A")}));
  const int other = locked.act(ActionKind::context, 0);
  CHECK(locked.where(locked.act(ActionKind::use, 0), [&](Encoding& e, int) { return e.context.happens(other); }) ==
        Can{false, true});
}

TEST_CASE("control flow: one way is gone") {
  const Encoded of(ScenarioBuilder().object("A").thread("T", {choose({{use("A")}, {context("A")}, {}})}));
  const int other = of.act(ActionKind::context, 0);
  CHECK(of.where(of.act(ActionKind::use, 0), [&](Encoding& e, int) { return e.context.happens(other); }) ==
        Can{false, true});
  CHECK(of.where(of.act(ActionKind::use, 0), [&](Encoding& e, int) {
    return e.control.reaches(of.graph.events.at(other), kEnd);
  }) == Can{false, true});
}

TEST_CASE("waiting: a delete returns at once, or when the framework is done") {
  const auto after_delete = [](Framework under) {
    const Encoded of(child_in_use(), std::move(under));
    return of.where(of.act(ActionKind::use, 0), [](Encoding& e, int now) { return e.deletions.cleaned(0, now); });
  };
  CHECK(after_delete(contract()) == Can{true, true});
  CHECK(after_delete(source()) == Can{true, false});
}

TEST_CASE("guards: what is assumed excludes executions") {
  const auto siblings = ScenarioBuilder().object("A").object("B").teardown({delete_("A"), delete_("B")});
  const auto other_first = [](const Encoded& of) {
    return of.where(of.graph.events.begin_of(0, Phase::cleanup),
                    [](Encoding& e, int now) { return e.deletions.cleaned(1, now); });
  };
  CHECK(other_first(Encoded(siblings)) == Can{true, true});
  CHECK(other_first(Encoded(ScenarioBuilder(siblings).assume("B.cleanup before A.cleanup"))) == Can{true, false});
}

TEST_CASE("named events: what a name means begins and has ended") {
  const Encoded of(child_in_use().always("C.cleanup before P.cleanup"));
  const Order& order = of.scenario.checks.front().order;
  const int begin = of.graph.events.begin_of(0, Phase::cleanup);
  CHECK(of.where(begin, [&](Encoding& e, int now) { return e.named_events.begins(now, order.then, 0); }) ==
        Can{true, false});
  CHECK(of.where(begin, [&](Encoding& e, int now) { return e.named_events.begins(now, order.first, 1); }) ==
        Can{false, true});
  CHECK(of.where(begin, [&](Encoding& e, int now) { return e.named_events.ended(order.first, 1, now); }) ==
        Can{true, false});
}

TEST_CASE("the end of a prefix: somebody waits, something leaks") {
  const auto waits = [](Encoding& e) { return e.end.somebody_waits(); };
  const auto waiter = ScenarioBuilder().object("A").thread("T", {wait("E")});
  CHECK(Encoded(waiter).possible_at_rest(waits));
  CHECK_FALSE(Encoded(ScenarioBuilder(waiter).thread("U", {signal("E")})).possible_at_rest(waits));
  const auto leaks = [](Encoding& e) { return e.end.leaked(0); };
  CHECK(Encoded(ScenarioBuilder().object("A").teardown({reference("A"), delete_("A")})).possible_at_rest(leaks));
  CHECK_FALSE(Encoded(waiter).possible_at_rest(leaks));
}

}  // namespace
