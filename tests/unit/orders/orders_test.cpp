// Orders of lifecycle callbacks: listed, counted, shared, and as a table of pairs, each way against the others.
#include "solver/orders.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "solver/orders/static_order.hpp"
#include "solver/precedence.hpp"
#include "tests/support/build.hpp"
#include "tests/support/explore.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

ScenarioBuilder family() {
  return ScenarioBuilder().object("P").object("A", {.parent = "P"}).object("B", {.parent = "P"});
}

std::set<std::string> listed(const Scenario& scenario, const Framework& framework) {
  std::set<std::string> all;
  OrderOptions options;
  options.all_instances = true;
  Orders(scenario, framework, options).each([&](const LifecycleOrder& order) {
    std::string text;
    for (const LifecycleEvent& event : order.events)
      text += (text.empty() ? "" : " ") + std::string(event.phase == Phase::cleanup ? "C:" : "D:") +
              event.name.substr(0, event.name.find('.'));
    all.insert(text);
    return true;
  });
  return all;
}

TEST_CASE("what is listed is what the machine does, and as many are counted") {
  for (const Framework& framework : {immediate(), contract(), book(), source()})
    for (const ScenarioBuilder& builder : {family(), family().thread("T", {reference("A"), dereference("A")}),
                                           family().teardown({delete_("A"), delete_("P")})}) {
      CAPTURE(framework.name);
      const Scenario scenario = builder.build();
      const std::set<std::string> all = listed(scenario, framework);
      CHECK(all == Explored(scenario, framework).orders());
      OrderOptions options;
      options.all_instances = true;
      CHECK(Orders(scenario, framework, options).count().number == std::to_string(all.size()));
    }
}

TEST_CASE("without anything but a deletion no state is needed") {
  const Scenario scenario = family().build();
  const Framework framework = contract();
  CHECK(Orders(scenario, framework, {}).count().at_once);
  const Instances instances(scenario, framework);
  const std::optional<StaticOrder> order = static_order(instances);
  REQUIRE(order.has_value());
  CHECK(order->order.size == 6);
  const Scenario busy = family().thread("T", {reference("A")}).build();
  CHECK_FALSE(static_order(Instances(busy, framework)).has_value());
}

TEST_CASE("a limit is a refusal, and says which") {
  const Scenario scenario = family().thread("T", {reference("A"), dereference("A")}).build();
  const Framework framework = contract();
  OrderOptions few;
  few.most_states = 3;
  const OrdersCounted counted = Orders(scenario, framework, few).count();
  REQUIRE(counted.stopped.has_value());
  CHECK(counted.stopped->kind() == Stopped::Kind::too_many_states);
  OrderOptions late;
  late.timeout_seconds = 0;
  const OrdersSeen seen = Orders(scenario, framework, late).each([](const LifecycleOrder&) { return true; });
  REQUIRE(seen.stopped.has_value());
  CHECK(seen.stopped->kind() == Stopped::Kind::time);
}

TEST_CASE("the table of pairs says of each what the orders say") {
  const Scenario scenario = family().build();
  const Framework framework = contract();
  const PrecedenceMatrix matrix(scenario, framework, {});
  const auto index = [&](const std::string& name) {
    for (int i = 0; i < matrix.size(); ++i)
      if (matrix.event(i).text == name) return i;
    FAIL("no event " << name);
    return -1;
  };
  CHECK(matrix.at(index("A.cleanup"), index("P.cleanup")) == Relation::before);
  CHECK(matrix.at(index("P.cleanup"), index("A.cleanup")) == Relation::after);
  CHECK(matrix.at(index("A.cleanup"), index("B.cleanup")) == Relation::both);
  CHECK(matrix.at(index("P.destroy"), index("A.destroy")) == Relation::both);
}

}  // namespace
