#include "tests/support/explore.hpp"

#include <stdexcept>
#include <unordered_set>
#include <utility>

namespace afterlife::build {

namespace {

// "C:M" for the begin of M's cleanup; empty where nothing begins.
std::string begun_by(const Instances& instances, const Effects& effects) {
  for (const Mark& mark : effects.marks)
    if (mark.begins && (mark.kind == EventKind::cleanup || mark.kind == EventKind::destroy))
      return (mark.kind == EventKind::cleanup ? "C:" : "D:") + instances.name(mark.index);
  return {};
}

}  // namespace

Explored::Explored(Scenario s, Framework f)
    : scenario(std::move(s)), framework(std::move(f)), instances(scenario, framework), machine(instances) {
  order_.push_back(machine.initial());
  numbers_.emplace(order_[0], 0);
  for (std::size_t at = 0; at < order_.size(); ++at) look_at(at);
}

void Explored::look_at(std::size_t at) {
  for (const Step& step : machine.permitted(order_[at])) {
    if (!machine.permits(order_[at], step))
      throw std::logic_error("listed but not permitted: " + machine.describe(step));
    State next = order_[at];
    const Effects effects = machine.apply(next, step);
    for (const Hit& hit : effects.hits) hits_[hit.hazard].insert(hit.object);
    marks_.insert(effects.marks.begin(), effects.marks.end());
    if (numbers_.emplace(next, order_.size()).second) order_.push_back(std::move(next));
  }
  const auto rest = machine.at_rest(order_[at]);
  if (!rest) return;
  rests_ = true;
  largest_rest_ = std::max(largest_rest_, rest->states);
  waiting_.insert(rest->waiting.begin(), rest->waiting.end());
  for (int i = 0; i < instances.size(); ++i)
    if (machine.leaked(order_[at], i)) hits_[Hazard::leak].insert(i);
}

Names Explored::hits(std::string_view hazard) const {
  Names found;
  const auto known = hits_.find(hazard_named(hazard).value());
  if (known != hits_.end())
    for (const int object : known->second) found.insert(instances.name(object));
  return found;
}

Names Explored::waiting() const {
  Names found;
  for (const Agent agent : waiting_) found.insert(machine.describe(agent));
  return found;
}

Names Explored::marks() const {
  Names found;
  for (const Mark& mark : marks_) {
    if (!mark.ends) continue;
    static const char* const names[] = {"create", "delete", "cleanup", "destroy", "start", "end", "run"};
    const bool thread = mark.kind == EventKind::thread_start || mark.kind == EventKind::thread_end;
    found.insert((thread ? scenario.threads[mark.index].name : instances.name(mark.index)) + "." +
                 names[static_cast<int>(mark.kind)]);
  }
  return found;
}

const Names& Explored::orders_from(const State& state) const {
  if (const auto known = suffixes_.find(state); known != suffixes_.end()) return known->second;
  Names found;
  for (const Step& step : machine.permitted(state)) {
    State next = state;
    const std::string begun = begun_by(instances, machine.apply(next, step));
    for (const std::string& rest : orders_from(next))
      found.insert(begun + (begun.empty() || rest.empty() ? "" : " ") + rest);
  }
  if (found.empty()) found.insert("");
  return suffixes_.emplace(state, std::move(found)).first->second;
}

Names Explored::orders() const { return orders_from(order_.front()); }

int Explored::id(const std::string& instance) const {
  for (int i = 0; i < instances.size(); ++i)
    if (instances.name(i) == instance) return i;
  throw std::invalid_argument("no instance is called " + instance);
}

bool permits_order(const Scenario& scenario, const Framework& framework, const std::string& order) {
  const Instances instances(scenario, framework);
  const Machine machine(instances);
  std::unordered_set<State, StateHash> seen;  // a state tells what has begun, and so how much of the order is behind it
  std::vector<std::pair<State, std::string>> open = {{machine.initial(), order}};
  while (!open.empty()) {
    const auto [state, left] = std::move(open.back());
    open.pop_back();
    const std::vector<Step> steps = machine.permitted(state);
    if (steps.empty() && left.empty()) return true;
    for (const Step& step : steps) {
      State next = state;
      const std::string begun = begun_by(instances, machine.apply(next, step));
      if (!left.starts_with(begun)) continue;
      const std::size_t rest = begun.size() + (left.size() > begun.size() && !begun.empty() ? 1 : 0);
      if (!begun.empty() && left.size() > begun.size() && left[begun.size()] != ' ') continue;
      if (seen.insert(next).second) open.emplace_back(std::move(next), left.substr(rest));
    }
  }
  return false;
}

Taken run_first(const Machine& machine, std::size_t limit) {
  Taken taken{machine.initial(), {}};
  for (std::size_t i = 0; i < limit; ++i) {
    const std::vector<Step> steps = machine.permitted(taken.state);
    if (steps.empty()) break;
    if (steps.front().printed()) taken.events.push_back(machine.describe(steps.front()));
    machine.apply(taken.state, steps.front());
  }
  return taken;
}

}  // namespace afterlife::build
