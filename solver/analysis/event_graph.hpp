// A scenario analysed: what may happen in it, and what is ordered whatever happens. Made once, and passed on as one
// thing to whoever asks about executions.
//
//   const EventGraph graph(scenario, framework);
//   for (const Event& event : graph.events.all())
//     if (!graph.orders.impossible(event.id)) visit(event);
//   for (const int other : graph.may.on_axis(rule, child)) visit(graph.instances.name(other));
//
// Each part is made from those before it: instances from declarations, events from instances and bounds, what may be
// and what must be from events.
#pragma once

#include "model/framework.hpp"
#include "model/kept.hpp"
#include "model/scenario.hpp"
#include "solver/analysis/may_analysis.hpp"
#include "solver/analysis/order_graph.hpp"
#include "solver/instances/instances.hpp"
#include "solver/unfolding/completeness.hpp"
#include "solver/unfolding/events.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

struct EventGraph {
  // The bounds are the scenario's. Throws Stopped where the scenario is too large, and when the deadline has passed.
  EventGraph(Kept<Scenario>, Kept<Framework>, const Deadline& = Deadline());
  EventGraph(const EventGraph&) = delete;
  EventGraph& operator=(const EventGraph&) = delete;

  const Instances instances;
  const Completeness completeness;
  const Events events;
  const MayAnalysis may;
  const OrderGraph orders;
};

}  // namespace afterlife
