// Orders of callbacks: what each reading permits, and the runs that were observed on the published code.
#include <algorithm>

#include <doctest/doctest.h>

#include "tests/support/build.hpp"
#include "tests/support/explore.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

Names orders(const ScenarioBuilder& builder, const Framework& framework) {
  return Explored(builder.build(), framework).orders();
}

// The observed order is the only one of `source`, and permitted in the readings of the published text.
void check_observed(const ScenarioBuilder& builder, const std::string& order) {
  CHECK(orders(builder, source()) == Names{order});
  for (const Framework& framework : {immediate(), contract(), book()})
    CHECK(permits_order(builder.build(), framework, order));
}

}  // namespace

TEST_CASE("parent and child in the four readings") {
  const auto tree = ScenarioBuilder().object("P").object("C", {.parent = "P"});
  CHECK(orders(tree, immediate()) == Names{"C:C C:P D:C D:P", "C:C C:P D:P D:C", "C:C D:C C:P D:P"});
  CHECK(orders(tree, contract()) == Names{"C:C C:P D:C D:P", "C:C C:P D:P D:C"});
  CHECK(orders(tree, source()) == Names{"C:C C:P D:C D:P"});
}

TEST_CASE("destroy waits for the parent's cleanup or for every ancestor's") {
  const auto chain = ScenarioBuilder().object("G").object("P", {.parent = "G"}).object("C", {.parent = "P"});
  CHECK(orders(chain, contract()).contains("C:C C:P D:C C:G D:P D:G"));
  CHECK_FALSE(orders(chain, book()).contains("C:C C:P D:C C:G D:P D:G"));
  CHECK(orders(chain, book()).contains("C:C C:P C:G D:G D:P D:C"));
}

TEST_CASE("siblings are ordered only by the code") {
  const auto tree = ScenarioBuilder().object("P").object("A", {.parent = "P"}).object("B", {.parent = "P"});
  CHECK(orders(tree, contract()).contains("C:B C:A C:P D:A D:P D:B"));
  CHECK(orders(tree, source()) == Names{"C:A C:B C:P D:A D:B D:P"});
}

TEST_CASE("observed 01c: memory allocated from a list holds it") {
  auto tree =
      ScenarioBuilder().object("P").object("L", {.parent = "P"}).object("M", {.parent = "P", .from = "L", .count = 3});
  check_observed(tree, "C:L C:M#1 C:M#2 C:M#3 C:P D:M#1 D:M#2 D:M#3 D:L D:P");
}

TEST_CASE("observed 02: memory before the list") {
  auto tree = ScenarioBuilder().object("P").object("M", {.parent = "P", .count = 3}).object("L", {.parent = "P"});
  check_observed(tree, "C:M#1 C:M#2 C:M#3 C:L C:P D:M#1 D:M#2 D:M#3 D:L D:P");
}

TEST_CASE("observed 03: grandchildren") {
  auto tree = ScenarioBuilder()
                  .object("P")
                  .object("A", {.parent = "P"})
                  .object("A1", {.parent = "A"})
                  .object("B", {.parent = "P"})
                  .object("B1", {.parent = "B"})
                  .object("C", {.parent = "P"})
                  .object("A2", {.parent = "A"});
  check_observed(tree, "C:A1 C:A2 C:A C:B1 C:B C:C C:P D:A1 D:A2 D:A D:B1 D:B D:C D:P");
}

TEST_CASE("observed 04a: a child held beyond its parent's deletion") {
  auto tree = ScenarioBuilder()
                  .object("P")
                  .object("C", {.parent = "P", .count = 3})
                  .teardown({reference("C#2"), delete_("P"), dereference("C#2")});
  check_observed(tree, "C:C#1 C:C#2 C:C#3 C:P D:C#1 D:C#3 D:P D:C#2");
}

TEST_CASE("observed 04e: the reference is dropped in the parent's cleanup") {
  auto tree = ScenarioBuilder()
                  .object("P", {.cleanup = Steps{dereference("C")}})
                  .object("C", {.parent = "P"})
                  .teardown({reference("C"), delete_("P")});
  check_observed(tree, "C:C C:P D:C D:P");
}

TEST_CASE("observed 06a: a cleanup deletes a later sibling") {
  auto tree = ScenarioBuilder()
                  .object("P")
                  .object("C1", {.parent = "P", .cleanup = Steps{delete_("C2")}})
                  .object("C2", {.parent = "P"})
                  .object("C3", {.parent = "P"})
                  .teardown({delete_("P")});
  check_observed(tree, "C:C1 C:C2 C:C3 C:P D:C1 D:C2 D:C3 D:P");
}

TEST_CASE("observed 06g: a deleted child's cleanup deletes its parent") {
  auto tree = ScenarioBuilder()
                  .object("P")
                  .object("C", {.parent = "P", .cleanup = Steps{delete_("P")}})
                  .object("D", {.parent = "P"})
                  .teardown({delete_("C")});
  check_observed(tree, "C:C C:D C:P D:D D:P D:C");
  // Only in the code does the parent's cleanup begin while the child's is still running: there the child is off its
  // list.
  const auto parent_first = [&](const Framework& framework) {
    const Explored seen(tree.build(), framework);
    const int parent = seen.id("P"), child = seen.id("C");
    return std::any_of(seen.all().begin(), seen.all().end(), [&](const State& state) {
      return seen.machine.begun(state, parent, Phase::cleanup) && !seen.machine.ended(state, child, Phase::cleanup);
    });
  };
  CHECK(parent_first(source()));
  CHECK_FALSE(parent_first(contract()));
  CHECK_FALSE(parent_first(immediate()));
}

TEST_CASE("observed 06k: a cleanup deletes an uncle that the walk has not come to") {
  auto tree = ScenarioBuilder()
                  .object("R")
                  .object("A", {.parent = "R"})
                  .object("a1", {.parent = "A", .cleanup = Steps{delete_("B")}})
                  .object("B", {.parent = "R"})
                  .object("b1", {.parent = "B"})
                  .teardown({delete_("R")});
  check_observed(tree, "C:a1 C:A C:b1 C:B C:R D:a1 D:A D:b1 D:B D:R");
}

TEST_CASE("observed 08a: no child is created in the parent's cleanup") {
  auto tree = ScenarioBuilder()
                  .object("P", {.cleanup = Steps{create("N")}})
                  .object("C", {.parent = "P"})
                  .object("N", {.parent = "P"})
                  .teardown({delete_("P")});
  check_observed(tree, "C:C C:P D:C D:P");
}

TEST_CASE("observed 08c: a child is created under a sibling not yet reached") {
  auto tree = ScenarioBuilder()
                  .object("P")
                  .object("C1", {.parent = "P", .cleanup = Steps{create("N")}})
                  .object("C2", {.parent = "P"})
                  .object("N", {.parent = "C2"})
                  .teardown({delete_("P")});
  CHECK(orders(tree, source()) == Names{"C:C1 C:N C:C2 C:P D:C1 D:N D:C2 D:P"});
  for (const Framework& framework : {immediate(), contract(), book()})
    CHECK_FALSE(Explored(tree.build(), framework).marks().contains("N.create"));
}

TEST_CASE("observed 10a: a child deleted before its parent") {
  auto tree = ScenarioBuilder()
                  .object("P")
                  .object("C1", {.parent = "P"})
                  .object("C2", {.parent = "P"})
                  .object("C21", {.parent = "C2"})
                  .object("C3", {.parent = "P"})
                  .teardown({delete_("C2"), delete_("P")});
  check_observed(tree, "C:C21 C:C2 D:C21 D:C2 C:C1 C:C3 C:P D:C1 D:C3 D:P");
}
