#include "solver/analysis/event_graph.hpp"

#include "solver/unfolding/limits.hpp"

namespace afterlife {
namespace {

Events unfolded(const Instances& instances, Bounds bounds, const Deadline& deadline) {
  keep_to_limits(instances, bounds);
  return {instances, bounds, deadline};
}

}  // namespace

EventGraph::EventGraph(Kept<Scenario> scenario, Kept<Framework> framework, const Deadline& deadline)
    : instances(scenario, framework),
      completeness(completeness_of(instances, scenario->bounds)),
      events(unfolded(instances, scenario->bounds, deadline)),
      may(events, deadline),
      orders(events, OrderGraph::Knows::everything, deadline) {}

}  // namespace afterlife
