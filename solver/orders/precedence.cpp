#include "solver/precedence.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "solver/check.hpp"
#include "solver/machine/determinized.hpp"
#include "solver/machine/state.hpp"
#include "solver/orders/static_order.hpp"
#include "solver/reduction/idle_objects.hpp"
#include "solver/reduction/symmetry.hpp"
#include "solver/unfolding/completeness.hpp"
#include "solver/unfolding/limits.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {
namespace {

constexpr std::size_t kMostEvents = 10'000;  // two bytes for each pair of them

Check possible(const EventName& first, const EventName& then) {
  Check check;
  check.kind = Check::Kind::possible;
  check.order = {first, then, {}};
  check.text = "possible " + first.text + " before " + then.text;
  return check;
}

Phase phase_of(const EventName& name) { return name.kind == EventKind::cleanup ? Phase::cleanup : Phase::destroy; }

}  // namespace

PrecedenceMatrix::PrecedenceMatrix(const Scenario& given, const Framework& framework,
                                   const PrecedenceOptions& options) {
  const Scenario scenario = with_loop_bound(given, options.loop_bound);
  const Deadline deadline(options.timeout_seconds, options.interrupted);
  choose_events(scenario, framework, options);
  if (events_.size() > kMostEvents)
    throw Stopped(Stopped::Kind::too_large, "a table of " + std::to_string(events_.size()) +
                                                " cleanups and destroys; this version makes one of up to " +
                                                std::to_string(kMostEvents));
  can_.assign(events_.size() * events_.size(), Can::open);
  during_.assign(can_.size(), 0);
  if (by_reachability(scenario, framework, deadline)) {
    argument_ = "nothing but a deletion happens";
    return;
  }
  by_states(scenario, framework, options, deadline);
  one_by_one(scenario, framework, options, deadline);
  if (deadline.interrupted()) throw deadline.stopped();
}

void PrecedenceMatrix::choose_events(const Scenario& scenario, const Framework& framework,
                                     const PrecedenceOptions& options) {
  const std::vector<bool> alike = interchangeable(scenario, framework);
  for (int d = 0; d < static_cast<int>(scenario.objects.size()); ++d) {
    if (!options.of.empty() && std::ranges::find(options.of, d) == options.of.end()) continue;
    const ObjectDecl& object = scenario.objects[d];
    const int shown = alike[d] ? 1 : object.count;
    for (int number = 1; number <= shown; ++number)
      for (const EventKind kind : {EventKind::cleanup, EventKind::destroy}) {
        Event event;
        event.name.kind = kind;
        event.name.index = d;
        event.name.number = object.count > 1 ? number : 0;
        event.name.text = scenario.instance_name(d, number) + (kind == EventKind::cleanup ? ".cleanup" : ".destroy");
        event.text = event.name.text;
        event.alike = alike[d] ? object.count : 1;
        events_.push_back(std::move(event));
      }
  }
}

Relation PrecedenceMatrix::at(int i, int j) const {
  const Can forth = can_[index(i, j)], back = can_[index(j, i)];
  if (forth == Can::yes && back == Can::yes) return Relation::both;
  if (forth == Can::open || back == Can::open) return Relation::unknown;
  if (during_[index(i, j)] != 0 || during_[index(j, i)] != 0) return Relation::overlap;
  if (forth == Can::yes) return Relation::before;
  return back == Can::yes ? Relation::after : Relation::never_both;
}

bool PrecedenceMatrix::is_decided() const {
  for (int i = 0; i < size(); ++i)
    for (int j = 0; j < i; ++j)
      if (at(i, j) == Relation::unknown) return false;
  return true;
}

// The rules as one partial order: what no path leads to can come first.
bool PrecedenceMatrix::by_reachability(const Scenario& scenario, const Framework& framework, const Deadline& deadline) {
  const Instances instances(scenario, framework);
  const std::optional<StaticOrder> plain = static_order(instances, deadline);
  if (!plain) return false;
  const auto size = static_cast<std::size_t>(plain->order.size);
  std::vector<std::vector<int>> after(size);
  for (const auto& [first, then] : plain->order.before) after[static_cast<std::size_t>(first)].push_back(then);
  std::vector<int> element;
  for (const Event& event : events_) {
    const int object = instances.id(event.name.index, std::max(event.name.number, 1));
    const int cleanup = plain->cleanup[static_cast<std::size_t>(object)];
    element.push_back(cleanup < 0 ? -1 : cleanup + (event.name.kind == EventKind::destroy ? 1 : 0));
  }
  std::vector<char> reached;
  std::vector<int> open;
  for (int i = 0; i < this->size(); ++i) {
    reached.assign(size, 0);
    if (element[i] >= 0) open.push_back(element[i]);
    while (!open.empty()) {
      deadline.keep();
      const int at = open.back();
      open.pop_back();
      for (const int next : after[static_cast<std::size_t>(at)])
        if (reached[static_cast<std::size_t>(next)]++ == 0) open.push_back(next);
    }
    for (int j = 0; j < this->size(); ++j) {
      const bool both = element[i] >= 0 && element[j] >= 0 && i != j;
      can(j, i) = both && reached[static_cast<std::size_t>(element[j])] == 0 ? Can::yes : Can::no;
    }
  }
  return true;
}

// Every state that is reachable, and in it everything that could begin, after all that has ended.
void PrecedenceMatrix::by_states(const Scenario& scenario, const Framework& framework, const PrecedenceOptions& options,
                                 const Deadline& deadline) {
  Scenario asking = scenario;
  asking.checks.clear();
  for (const Event& event : events_) asking.checks.push_back(possible(event.name, event.name));
  const IdleReduction reduction(asking, framework);
  const Instances instances(reduction.scenario(), framework);
  keep_to_limits(instances, scenario.bounds);
  const Machine machine(instances);
  const Completeness exactness = completeness_of(instances, scenario.bounds);
  exact_ = exactness.exact;
  argument_ = exactness.argument;

  std::vector<std::pair<int, Phase>> rows;
  std::vector<int> row_of(2 * static_cast<std::size_t>(instances.size()), -1);
  for (const Check& check : reduction.scenario().checks) {
    const EventName& name = check.order.first;
    const int object = instances.id(name.index, std::max(name.number, 1));
    const std::size_t place = 2 * static_cast<std::size_t>(object) + (name.kind == EventKind::destroy ? 1 : 0);
    row_of[place] = static_cast<int>(rows.size());
    rows.emplace_back(object, phase_of(name));
  }

  std::unordered_set<State, StateHash> seen;
  std::vector<const State*> open;
  const auto meet = [&](State&& state) {
    const auto [place, added] = seen.insert(std::move(state));
    if (added) open.push_back(&*place);
  };
  meet(machine.initial());
  const std::size_t most = states_that_fit(instances, options.most_states, 5 * kObjectsInStates);
  while (!open.empty()) {
    const State& state = *open.back();
    open.pop_back();
    for (const Step& step : machine.permitted(state)) {
      if (seen.size() > most || deadline.passed()) return;
      if (step.kind == Step::Kind::begin) {
        const std::size_t place = 2 * static_cast<std::size_t>(step.object) + (step.phase == Phase::destroy ? 1 : 0);
        const int then = row_of[place];
        for (int first = 0; first < size() && then >= 0; ++first) {
          if (first == then || !machine.begun(state, rows[first].first, rows[first].second)) continue;
          if (machine.ended(state, rows[first].first, rows[first].second))
            can(first, then) = Can::yes;
          else
            during_[index(first, then)] = 1;
        }
      }
      State next = state;
      machine.apply(next, step);
      meet(std::move(next));
    }
  }
  std::ranges::replace(can_, Can::open, Can::no);
}

// What takes time may go on when something else begins; these checks do not ask for that.
bool PrecedenceMatrix::takes_time(const Scenario& scenario, int i) const {
  const ObjectDecl& object = scenario.objects[event(i).name.index];
  return (event(i).name.kind == EventKind::cleanup ? object.cleanup : object.destroy).has_value();
}

void PrecedenceMatrix::one_by_one(const Scenario& scenario, const Framework& framework,
                                  const PrecedenceOptions& options, const Deadline& deadline) {
  constexpr std::size_t kAtOnce = 100;
  std::vector<std::pair<int, int>> open;
  for (int i = 0; i < size(); ++i)
    for (int j = 0; j < size(); ++j)
      if (i != j && can(i, j) == Can::open) open.emplace_back(i, j);
  const bool asks = !open.empty();
  for (std::size_t begin = 0; begin < open.size() && !deadline.passed(); begin += kAtOnce) {
    Scenario asking = scenario;
    asking.checks.clear();
    const std::size_t end = std::min(open.size(), begin + kAtOnce);
    for (std::size_t at = begin; at < end; ++at)
      asking.checks.push_back(possible(event(open[at].first).name, event(open[at].second).name));
    CheckOptions asked;
    asked.shortest = false;
    asked.timeout_seconds = deadline.seconds_left();
    asked.total_seconds = deadline.seconds_left();
    asked.self_check = options.self_check;
    asked.interrupted = options.interrupted;
    std::size_t at = begin;
    check_all(asking, framework, asked, [&](const Verdict& verdict) {
      const auto [first, then] = open[at++];
      if (verdict.again == SecondAnswer::none) return;
      if (verdict.kind == VerdictKind::holds) can(first, then) = Can::yes;
      if (verdict.kind == VerdictKind::violated) can(first, then) = Can::no;
    });
  }
  for (int i = 0; i < size() && asks; ++i)
    for (int j = 0; j < size(); ++j) {
      if (i == j || !takes_time(scenario, i) || can(i, j) != Can::no) continue;
      if (can(j, i) == Can::yes) during_[index(i, j)] = 1;
      if (can(j, i) == Can::no) can(i, j) = Can::open;  // never together, or each only while the other runs
    }
}

}  // namespace afterlife
