// Whoever keeps its argument refuses a temporary: code that would leave it dangling does not compile.
#include "model/kept.hpp"

#include <type_traits>

#include <doctest/doctest.h>

#include "solver/analysis/event_graph.hpp"
#include "solver/conformance/actors.hpp"
#include "solver/conformance/obstacles.hpp"
#include "solver/encoding/z3_context.hpp"
#include "solver/instances/reasons.hpp"
#include "solver/machine/determinized.hpp"
#include "solver/orders.hpp"
#include "solver/search/replay.hpp"
#include "solver/search/search.hpp"
#include "solver/simulation.hpp"

namespace afterlife {
namespace {

template <class T, class... Arguments>
constexpr bool kMade = std::is_constructible_v<T, Arguments...>;

using Sets = Determinized::Observe;
using Cut = Search::Cut;

static_assert(kMade<Instances, Scenario&, Framework&> && kMade<Instances, const Scenario&, const Framework&>);
static_assert(!kMade<Instances, Scenario, Framework&> && !kMade<Instances, Scenario&, Framework>);
static_assert(!kMade<Instances, const Scenario, const Framework&>);
static_assert(kMade<Machine, Instances&> && !kMade<Machine, Instances>);
static_assert(kMade<Events, Instances&, Bounds> && !kMade<Events, Instances, Bounds>);
static_assert(kMade<MayAnalysis, Events&> && !kMade<MayAnalysis, Events>);
static_assert(kMade<OrderGraph, Events&> && !kMade<OrderGraph, Events>);
static_assert(kMade<EventGraph, Scenario&, Framework&> && !kMade<EventGraph, Scenario, Framework&> &&
              !kMade<EventGraph, Scenario&, Framework>);
static_assert(kMade<Reasons, Instances&> && !kMade<Reasons, Instances>);
static_assert(kMade<Actors, Instances&> && !kMade<Actors, Instances>);
static_assert(kMade<Obstacles, Machine&, Instances&> && !kMade<Obstacles, Machine, Instances&> &&
              !kMade<Obstacles, Machine&, Instances>);
static_assert(kMade<Replay, Machine&, Events&> && !kMade<Replay, Machine&, Events>);
static_assert(kMade<Determinized, Machine&, Sets, int, Deadline&> &&
              !kMade<Determinized, Machine&, Sets, int, Deadline>);
static_assert(kMade<Orders, Scenario, Framework&, OrderOptions> && !kMade<Orders, Scenario, Framework, OrderOptions>);
static_assert(kMade<Simulation, Scenario, Framework&> && !kMade<Simulation, Scenario, Framework>);
static_assert(kMade<Search, SharedZ3&, EventGraph&, Machine&, Cut, Deadline&, CheckStats&>);
static_assert(!kMade<Search, SharedZ3&, EventGraph&, Machine&, Cut, Deadline, CheckStats&>);
static_assert(!kMade<Search, SharedZ3&, EventGraph&, Machine, Cut, Deadline&, CheckStats&>);
static_assert(!std::is_invocable_v<decltype(goals_of), Check, const EventGraph&>);

TEST_CASE("what is kept is the argument itself") {
  const Scenario scenario;
  const Framework framework;
  const Instances instances(scenario, framework);
  CHECK(&instances.scenario() == &scenario);
  CHECK(&instances.framework() == &framework);
  CHECK(&*Kept<Instances>(instances) == &instances);
}

}  // namespace
}  // namespace afterlife
