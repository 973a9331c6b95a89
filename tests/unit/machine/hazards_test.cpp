// Every hazard that is decided, where it holds and where it just does not.
#include <doctest/doctest.h>

#include "tests/support/build.hpp"
#include "tests/support/explore.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

Names hits(const ScenarioBuilder& builder, std::string_view hazard, const Framework& framework = contract()) {
  return Explored(builder.build(), framework).hits(hazard);
}

}  // namespace

TEST_CASE("use-after-cleanup") {
  for (const Do& touching : {use("C"), context("C"), reference("C")}) {
    const auto after = ScenarioBuilder().object("P").object("C", {.parent = "P"}).teardown({delete_("P"), touching});
    CHECK(hits(after, "use-after-cleanup") == Names{"C"});
    const auto before = ScenarioBuilder().object("P").object("C", {.parent = "P"}).teardown({touching, delete_("P")});
    CHECK(hits(before, "use-after-cleanup").empty());
  }
  const auto drops = ScenarioBuilder().object("C").teardown({reference("C"), delete_("C"), dereference("C")});
  CHECK(hits(drops, "use-after-cleanup").empty());
  const auto deletes = ScenarioBuilder().object("C").teardown({reference("C"), delete_("C"), delete_("C")});
  CHECK(hits(deletes, "use-after-cleanup").empty());
}

TEST_CASE("a use while the cleanup callback runs does not count") {
  const auto tree = ScenarioBuilder().object("P", {.cleanup = Steps{join("T")}}).thread("T", {use("P")});
  CHECK(hits(tree, "use-after-cleanup").empty());
  const auto late = ScenarioBuilder().object("P", {.cleanup = Steps{}}).thread("T", {use("P")});
  CHECK(hits(late, "use-after-cleanup") == Names{"P"});
}

TEST_CASE("touching by create, by locks and by threads that hold") {
  const auto under = ScenarioBuilder().object("P").object("N", {.parent = "P"}).teardown({delete_("P"), create("N")});
  CHECK(hits(under, "use-after-cleanup") == Names{"P"});
  const auto from = ScenarioBuilder().object("L").object("N", {.from = "L"}).teardown({delete_("L"), create("N")});
  CHECK(hits(from, "use-after-cleanup") == Names{"L"});
  const auto spent =
      ScenarioBuilder().object("P").object("N", {.parent = "P"}).teardown({create("N"), delete_("P"), create("N")});
  CHECK(hits(spent, "use-after-cleanup").empty());  // no instance is left: nothing is touched
  const auto locks = ScenarioBuilder().object("L", {.type = "Lock"}).teardown({lock("L"), delete_("L"), unlock("L")});
  CHECK(hits(locks, "use-after-cleanup") == Names{"L"});
  const auto holds = ScenarioBuilder()
                         .object("M")
                         .object("K")
                         .thread("T", {}, {.holds = {"M"}})
                         .teardown({delete_("M"), delete_("K"), start("T")});
  CHECK(hits(holds, "use-after-cleanup") == Names{"M"});
}

TEST_CASE("unreferenced-use-after-cleanup") {
  const auto free = ScenarioBuilder().object("P").teardown({delete_("P"), use("P")});
  CHECK(hits(free, "unreferenced-use-after-cleanup") == Names{"P"});
  const auto held = ScenarioBuilder().object("P").teardown({reference("P"), delete_("P"), use("P"), dereference("P")});
  CHECK(hits(held, "use-after-cleanup") == Names{"P"});
  CHECK(hits(held, "unreferenced-use-after-cleanup").empty());
}

TEST_CASE("use-after-destroy") {
  for (const Do& last : {use("P"), dereference("P"), delete_("P")})
    CHECK(hits(ScenarioBuilder().object("P").teardown({delete_("P"), last}), "use-after-destroy") == Names{"P"});
  const auto held = ScenarioBuilder().object("P").teardown({reference("P"), delete_("P"), use("P"), dereference("P")});
  CHECK(hits(held, "use-after-destroy").empty());
  // It counts from the begin of the destroy on, also for an agent that runs beside the destroy callback.
  const auto beside = ScenarioBuilder()
                          .object("P", {.destroy = Steps{signal("E"), wait("F")}})
                          .thread("T", {wait("E"), use("P"), signal("F")});
  CHECK(hits(beside, "use-after-destroy") == Names{"P"});
}

TEST_CASE("use-in-destroy") {
  for (const Do& done : {use("self"), reference("self"), delete_("self")})
    CHECK(hits(ScenarioBuilder().object("P", {.destroy = Steps{done}}), "use-in-destroy") == Names{"P"});
  for (const Do& done : {context("self"), dereference("self")})
    CHECK(hits(ScenarioBuilder().object("P", {.destroy = Steps{done}}), "use-in-destroy").empty());
  // Its own destroy callback is no use after cleanup or destroy; another's is.
  const auto own = ScenarioBuilder().object("P", {.destroy = Steps{use("self")}});
  CHECK(hits(own, "use-after-cleanup").empty());
  CHECK(hits(own, "use-after-destroy").empty());
  const auto other = ScenarioBuilder().object("P").object("C", {.parent = "P", .destroy = Steps{use("P")}});
  CHECK(hits(other, "use-after-cleanup") == Names{"P"});
  CHECK(hits(other, "use-in-destroy").empty());
}

TEST_CASE("over-dereference leaves the count at zero") {
  const auto tree =
      ScenarioBuilder().object("P").teardown({dereference("P"), reference("P"), dereference("P"), delete_("P")});
  const Explored seen(tree.build(), contract());
  CHECK(seen.hits("over-dereference") == Names{"P"});
  CHECK(seen.hits("leak").empty());
  CHECK(
      hits(ScenarioBuilder().object("P").teardown({reference("P"), dereference("P"), delete_("P")}), "over-dereference")
          .empty());
}

TEST_CASE("double-delete") {
  const auto twice = ScenarioBuilder().object("P").teardown({delete_("P"), delete_("P")});
  CHECK(hits(twice, "double-delete") == Names{"P"});
  const auto child = ScenarioBuilder().object("P").object("C", {.parent = "P"}).teardown({delete_("P"), delete_("C")});
  CHECK(hits(child, "double-delete").empty());  // redundant, but asked for once
  const auto redundant =
      ScenarioBuilder().object("P").object("C", {.parent = "P"}).teardown({delete_("P"), delete_("C"), delete_("C")});
  CHECK(hits(redundant, "double-delete") == Names{"C"});
}

TEST_CASE("leak") {
  const auto held = ScenarioBuilder().object("P").teardown({reference("P"), delete_("P")});
  CHECK(hits(held, "leak") == Names{"P"});
  CHECK(hits(ScenarioBuilder().object("P").teardown({}), "leak").empty());  // never deleted, there from the start
  const auto created = ScenarioBuilder().object("N").teardown({create("N")});
  CHECK(hits(created, "leak") == Names{"N"});
  const auto failed = ScenarioBuilder().object("P").object("N", {.parent = "P"}).teardown({delete_("P"), create("N")});
  CHECK(hits(failed, "leak").empty());
}

TEST_CASE("deadlock: whoever waits for what cannot come") {
  const auto waits = [](const ScenarioBuilder& builder) { return Explored(builder.build(), contract()).waiting(); };
  CHECK(waits(ScenarioBuilder().thread("T", {wait("E")})) == Names{"T"});
  CHECK(waits(ScenarioBuilder().thread("T", {wait("E")}).teardown({signal("E")})).empty());
  CHECK(waits(ScenarioBuilder().thread("T", {lock("L"), lock("L")})) == Names{"T"});
  CHECK(waits(ScenarioBuilder().thread("T", {lock("A"), lock("B")}).thread("U", {lock("B"), lock("A")})) ==
        Names{"T", "U"});
  CHECK(waits(ScenarioBuilder().thread("T", {}).thread("U", {start("T")}).teardown({join("T")})).empty());
  // A callback that waits, and the delete that waits for it.
  const auto stuck = ScenarioBuilder().object("P", {.cleanup = Steps{wait("E")}}).teardown({delete_("P")});
  CHECK(waits(stuck) == Names{"cleanup of P", "teardown"});
  // A wait that may time out, but chose to wait.
  CHECK(waits(ScenarioBuilder().teardown({bounded(wait("E"))})) == Names{"teardown"});
}

TEST_CASE("an agent held back by an assumption alone is no deadlock") {
  const auto held =
      ScenarioBuilder().object("P").object("Q").assume("Q.delete before P.delete").teardown({delete_("P")});
  const Explored seen(held.build(), contract());
  CHECK(seen.rests());
  CHECK(seen.waiting().empty());
  CHECK_FALSE(seen.marks().contains("P.delete"));
}
