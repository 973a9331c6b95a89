// Whoever keeps its argument refuses a temporary: code that would leave it dangling does not compile.
#include "model/kept.hpp"

#include <type_traits>

#include <doctest/doctest.h>

#include "solver/conformance/actors.hpp"
#include "solver/conformance/obstacles.hpp"
#include "solver/orders/orders.hpp"
#include "solver/instances/reasons.hpp"
#include "solver/search/replay.hpp"
#include "solver/search/search.hpp"
#include "solver/simulation/simulation.hpp"
#include "solver/machine/state_sets.hpp"
#include "solver/encoding/z3_context.hpp"

namespace afterlife {
namespace {

template <class T, class... Arguments>
constexpr bool kMade = std::is_constructible_v<T, Arguments...>;

using Sets = StateSets::Observe;

static_assert(kMade<World, Scenario&, Framework&> && kMade<World, const Scenario&, const Framework&>);
static_assert(!kMade<World, Scenario, Framework&> && !kMade<World, Scenario&, Framework>);
static_assert(!kMade<World, const Scenario, const Framework&>);
static_assert(kMade<Machine, World&> && !kMade<Machine, World>);
static_assert(kMade<Events, World&, Bounds> && !kMade<Events, World, Bounds>);
static_assert(kMade<Statics, Events&> && !kMade<Statics, Events>);
static_assert(kMade<OrderGraph, Events&> && !kMade<OrderGraph, Events>);
static_assert(kMade<Reasons, World&> && !kMade<Reasons, World>);
static_assert(kMade<Doers, World&> && !kMade<Doers, World>);
static_assert(kMade<HoldUps, Machine&, World&> && !kMade<HoldUps, Machine, World&> && !kMade<HoldUps, Machine&, World>);
static_assert(kMade<Replay, Machine&, Events&> && !kMade<Replay, Machine&, Events>);
static_assert(kMade<StateSets, Machine&, Sets, int, Deadline&> && !kMade<StateSets, Machine&, Sets, int, Deadline>);
static_assert(kMade<Orders, Scenario, Framework&, OrderOptions> && !kMade<Orders, Scenario, Framework, OrderOptions>);
static_assert(kMade<Simulation, Scenario, Framework&> && !kMade<Simulation, Scenario, Framework>);
static_assert(
    kMade<Search, SharedZ3&, Events&, Statics&, OrderGraph&, Machine&, CheckOptions&, Deadline&, CheckStats&>);
static_assert(
    !kMade<Search, SharedZ3&, Events&, Statics&, OrderGraph&, Machine&, CheckOptions&, Deadline, CheckStats&>);
static_assert(
    !kMade<Search, SharedZ3&, Events&, Statics&, OrderGraph&, Machine&, CheckOptions, Deadline&, CheckStats&>);
static_assert(!std::is_invocable_v<decltype(goals_of), Check, const Events&, const Statics&>);

TEST_CASE("what is kept is the argument itself") {
  const Scenario scenario;
  const Framework framework;
  const World world(scenario, framework);
  CHECK(&world.scenario() == &scenario);
  CHECK(&world.framework() == &framework);
  CHECK(&*Kept<World>(world) == &world);
}

}  // namespace
}  // namespace afterlife
