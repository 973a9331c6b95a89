#include "solver/unfolding/limits.hpp"

#include <algorithm>
#include <cstdint>
#include <ranges>
#include <vector>

#include "model/bodies.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {
namespace {

constexpr std::uint64_t kMostEvents = 40'000;  // the order graph keeps a bit for each pair of events
constexpr std::uint64_t kMostOrders = 3'000'000;
constexpr std::uint64_t kCeiling = std::uint64_t{1} << 40U;  // sums and products are cut off here

std::uint64_t capped(std::uint64_t value) { return std::min(value, kCeiling); }

// Counts what bodies unfold to. Removal callbacks stand where they are run, and a removal inside the removal of the
// same declaration runs none; where they still stand inside each other without measure, counting is given up as too
// large.
class Unfolded {
 public:
  Unfolded(const Instances& instances, std::uint64_t loop_bound) : instances_(instances), loop_bound_(loop_bound) {}

  std::uint64_t body(const Body& body) {
    std::uint64_t events = 0;
    for (const Action& action : body) {
      if (++counted_ > kMostCounted) return kCeiling;
      events = capped(events + act(action) + 1);
    }
    return events;
  }

 private:
  static constexpr std::uint64_t kMostCounted = 1'000'000;

  std::uint64_t act(const Action& action) {
    std::uint64_t inside = 1;
    for (const Body& inner : action.bodies) inside = capped(inside + body(inner));
    if (action.kind == ActionKind::loop) inside = capped(inside * loop_bound_ + 1);
    if (removes(action.kind)) inside = capped(inside + removal(action));
    const bool each = action.target.entity == EntityKind::object && action.target.which == Mention::Which::each;
    return each ? 2 + static_cast<std::uint64_t>(instances_.scenario().objects[action.target.index].count) : inside;
  }

  std::uint64_t removal(const Action& action) {
    const int declaration = action.target.index;
    if (action.failed_add || std::ranges::find(removing_, declaration) != removing_.end()) return 0;
    const ObjectDecl& removed = instances_.scenario().objects[declaration];
    std::uint64_t calls = 0;
    removing_.push_back(declaration);
    for (const Callback& callback : removed.removals) calls = capped(calls + 2 + body(callback.body));
    removing_.pop_back();
    return capped(calls * static_cast<std::uint64_t>(removed.count));
  }

  const Instances& instances_;
  std::uint64_t loop_bound_;
  std::uint64_t counted_ = 0;
  std::vector<int> removing_;
};

std::uint64_t events_of(const Instances& instances, Bounds bounds) {
  Unfolded unfolded(instances, static_cast<std::uint64_t>(bounds.loop));
  const Scenario& scenario = instances.scenario();
  const auto count_of = [&](int declaration) {
    return static_cast<std::uint64_t>(scenario.objects[declaration].count);
  };
  std::uint64_t events = 3 * static_cast<std::uint64_t>(instances.size());
  for (const ThreadDecl& thread : scenario.threads)
    for (const Mention& held : thread.holds) events += count_of(held.index);
  for_each_body(scenario, [&](const Body& body, const BodyRole& role) {
    const auto times = [&](std::uint64_t each, std::uint64_t count) { events = capped(events + each * count); };
    switch (role.kind) {
      case BodyRole::Kind::teardown: return times(unfolded.body(body), 1);
      case BodyRole::Kind::thread: return times(unfolded.body(body) + 1, 1);
      case BodyRole::Kind::cleanup:
      case BodyRole::Kind::destroy: return times(unfolded.body(body) + 1, count_of(role.index));
      case BodyRole::Kind::entry:
        return times(capped((unfolded.body(body) + 2) * static_cast<std::uint64_t>(bounds.runs)), count_of(role.index));
      case BodyRole::Kind::removal: return;  // unfolded where it is run
    }
  });
  return events;
}

// For each object how many there are on an axis, added up. Parents come before their children in `order`.
std::uint64_t pairs_on(Axis axis, const Instances& instances, const std::vector<int>& order) {
  const bool by_depth = axis == Axis::descendant || axis == Axis::ancestor;
  const bool by_siblings = axis == Axis::preceding || axis == Axis::following || axis == Axis::preceding_sibling ||
                           axis == Axis::following_sibling;
  if (!by_depth && !by_siblings) return static_cast<std::uint64_t>(instances.size());
  std::vector<std::uint64_t> below(static_cast<std::size_t>(instances.size()), 1), on_axis(below.size(), 0);
  for (const int id : std::views::reverse(order))
    if (const int parent = instances[id].parent; parent >= 0) below[parent] += below[id];
  std::uint64_t sum = 0;
  for (const int id : order) {
    std::uint64_t before = 0;
    for (const int child : instances[id].children) {
      on_axis[child] = by_depth ? on_axis[id] + 1 : on_axis[id] + before;
      before += below[child];
    }
    sum = capped(sum + on_axis[id]);
  }
  return sum;
}

std::vector<int> parents_first(const Instances& instances) {
  std::vector<int> order;
  for (int id = 0; id < instances.size(); ++id)
    if (instances[id].parent < 0) order.push_back(id);
  for (std::size_t next = 0; next < order.size(); ++next) {
    const std::vector<int>& children = instances[order[next]].children;
    order.insert(order.end(), children.begin(), children.end());
  }
  return order;
}

// Pairs of objects that ordering rules speak of.
std::uint64_t orders_of(const Instances& instances) {
  std::uint64_t orders = 0;
  const std::vector<int> order = parents_first(instances);
  for (const Rule& rule : instances.framework().rules) orders = capped(orders + pairs_on(rule.axis, instances, order));
  return orders;
}

}  // namespace

void keep_to_limits(const Instances& instances, Bounds bounds) {
  const std::uint64_t events = events_of(instances, bounds);
  if (events > kMostEvents)
    throw Stopped(Stopped::Kind::too_large, "about " + std::to_string(events) +
                                                " events, alike objects merged and loops gone round " +
                                                std::to_string(bounds.loop) + " times; this version decides up to " +
                                                std::to_string(kMostEvents));
  const std::uint64_t orders = orders_of(instances);
  if (orders > kMostOrders)
    throw Stopped(Stopped::Kind::too_large,
                  "the rules of " + instances.framework().name + " speak of about " + std::to_string(orders) +
                      " pairs of objects; this version decides up to " + std::to_string(kMostOrders));
}

}  // namespace afterlife
