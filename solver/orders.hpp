// Every permitted order of the lifecycle callbacks: the begins of cleanup and destroy, in the executions that come to
// rest or are cut at a bound, each order once. Found without Z3: on the machine, or, where nothing but a deletion
// happens, as the linear extensions of one partial order.
//
//   Orders orders(scenario, framework, {});
//   OrdersSeen seen = orders.each([](const LifecycleOrder& order) { print(order); return true; });
//   if (seen.stopped) print(seen.stopped->text());
//
// How. Many executions show one order, for what others do between two callbacks is not part of it. So the machine is
// followed as a set of states: all states in which an execution with this order so far can be. Two orders that part are
// told apart by their next callback, and no order is found twice. Where nothing but a deletion happens no state is
// needed: the orders are the linear extensions of one partial order (static_order.hpp).
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/framework.hpp"
#include "model/kept.hpp"
#include "model/scenario.hpp"
#include "solver/util/counting_limits.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {

struct LifecycleEvent {
  Phase phase = Phase::cleanup;
  int object = -1;   // instance id
  std::string name;  // "Memory#1.cleanup"
};

struct LifecycleOrder {
  std::vector<LifecycleEvent> events;
  bool rests = true;  // some execution with this order comes to rest; otherwise each is cut at a bound
};

struct OrderOptions {
  std::vector<int> of;         // declarations: only their callbacks are looked at; empty: all
  bool all_instances = false;  // false: orders that only exchange alike instances are shown once
  int loop_bound = 0;          // overrides the scenario's when above 0
  std::size_t most_states = 1'000'000;
  std::uint64_t most_steps = CountingLimits{}.steps;  // of counting, where it needs no states
  double timeout_seconds = std::numeric_limits<double>::infinity();
  const std::atomic<bool>* interrupted = nullptr;
};

struct OrdersSeen {
  std::uint64_t orders = 0;
  std::optional<Stopped> stopped;  // why not all were found
};

struct OrdersCounted {
  std::string number;              // in decimal, of any length
  std::string cut;                 // so many of them are cut at a bound
  std::optional<Stopped> stopped;  // why there is no number
  bool at_once = false;            // nothing but a deletion happens: counted without going through states
};

// In how many of all orders one event comes before another, and in how many the other comes at all.
struct OrdersShare {
  std::string with, then, all;  // in decimal
};

class Orders {
 public:
  Orders(const Scenario&, Kept<Framework>, const OrderOptions&);
  ~Orders();
  Orders(const Orders&) = delete;
  Orders& operator=(const Orders&) = delete;

  // Calls `found` with each order, in the order of a walk through them, until it says false.
  OrdersSeen each(const std::function<bool(const LifecycleOrder&)>& found);
  // How many `each` would find.
  OrdersCounted count();
  // In how many orders, alike instances told apart, `first` and `then` both come, in this order. Both are the cleanup
  // or destroy of one instance. Nothing where there are too many states, or the time is over.
  std::optional<OrdersShare> share(const EventName& first, const EventName& then);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace afterlife
