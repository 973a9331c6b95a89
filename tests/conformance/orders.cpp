#include "tests/conformance/orders.hpp"

#include <algorithm>
#include <stdexcept>
#include <unordered_set>

#include "tests/naive/enumerator.hpp"
#include "tests/naive/rest.hpp"

namespace afterlife::conformance {
namespace {

constexpr std::size_t kLimit = 1'000'000;

// As in the table; empty where the scenario gives no such callback.
std::string begin_of(const Scenario& scenario, int declaration, int number, Phase phase) {
  const ObjectDecl& object = scenario.objects[declaration];
  const bool given = phase == Phase::cleanup ? object.cleanup.has_value() : object.destroy.has_value();
  if (!given) return {};
  return (phase == Phase::cleanup ? "C:" : "D:") + scenario.instance_name(declaration, number);
}

Order begins_of(const Scenario& scenario, const naive::Interpreter& machine, const naive::Step& step) {
  Order begins;
  for (const naive::Event& event : step.begins) {
    if (event.kind != EventKind::cleanup && event.kind != EventKind::destroy) continue;
    const auto& [declaration, number, parent, from] = machine.tree().instances()[event.index];
    const Phase phase = event.kind == EventKind::cleanup ? Phase::cleanup : Phase::destroy;
    const std::string begin = begin_of(scenario, declaration, number, phase);
    if (!begin.empty()) begins.push_back(begin);
  }
  return begins;
}

std::size_t common_prefix(const Order& a, const Order& b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

}  // namespace

std::set<Order> permitted_orders(const Scenario& scenario, const Framework& framework) {
  const auto all =
      naive::callback_orders(scenario, framework, naive::Executions::maximal, scenario.bounds.loop, kLimit);
  if (!all) throw std::runtime_error(scenario.source.name + ": too many orders");
  std::set<Order> orders;
  for (const naive::CallbackOrder& one : *all) {
    Order order;
    for (const naive::CallbackBegin& b : one) order.push_back(begin_of(scenario, b.object, b.number, b.phase));
    std::erase(order, "");
    orders.insert(order);
  }
  return orders;
}

Following follow(const Scenario& scenario, const Framework& framework, const Order& observed) {
  const naive::Interpreter machine(scenario, framework);
  naive::RestFinder rests(machine, kLimit);
  struct Place {
    naive::State state;
    std::size_t begun;  // of what was observed
  };
  Following found;
  std::vector<Place> open{{machine.initial(), 0}};
  std::unordered_set<std::string> met{naive::bytes(open[0].state)};
  while (!open.empty()) {
    const Place place = std::move(open.back());
    open.pop_back();
    std::vector<naive::Step> steps = machine.successors(place.state, scenario.bounds.loop);
    if (place.begun == observed.size() && std::ranges::all_of(steps, &naive::Step::by_thread) &&
        rests.rest(place.state)) {
      found.permitted = true;
      return found;
    }
    if (place.begun > found.longest) found.longest = place.begun, found.then.clear();
    for (naive::Step& step : steps) {
      std::size_t begun = place.begun;
      bool parts = false;
      for (const std::string& begin : begins_of(scenario, machine, step)) {
        if (begun == found.longest) found.then.insert(begin);
        parts = parts || begun == observed.size() || observed[begun] != begin;
        ++begun;
      }
      if (parts || !met.insert(naive::bytes(step.next)).second) continue;
      if (met.size() > kLimit) throw std::runtime_error(scenario.source.name + ": too many states");
      open.push_back({std::move(step.next), begun});
    }
  }
  return found;
}

std::string where_they_part(const Order& observed, const Following& following) {
  const auto begin = observed.begin();
  std::string text = "permitted is " + to_string({begin, begin + static_cast<std::ptrdiff_t>(following.longest)});
  if (following.then.empty()) return text + ", and nothing more";
  text += ", then one of";
  for (const std::string& next : following.then) text += " " + next;
  return text;
}

std::string nearest(const std::set<Order>& permitted, const Order& observed) {
  std::vector<Order> orders(permitted.begin(), permitted.end());
  std::ranges::stable_sort(orders, std::greater<>(), [&](const Order& o) { return common_prefix(o, observed); });
  std::string text = std::to_string(orders.size()) + " permitted, the nearest are";
  for (std::size_t i = 0; i < std::min<std::size_t>(orders.size(), 3); ++i) text += "\n  " + to_string(orders[i]);
  return text;
}

bool can_hang(Scenario scenario, const Framework& framework) {
  Check deadlock;
  deadlock.hazard = Hazard::deadlock;
  scenario.checks = {deadlock};
  const naive::NaiveAnswer answer = naive::answer(scenario, framework, scenario.bounds.loop, kLimit);
  if (answer.too_large) throw std::runtime_error(scenario.source.name + ": too many states");
  return answer.checks[0].verdict == VerdictKind::violated;
}

}  // namespace afterlife::conformance
