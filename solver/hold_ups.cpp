#include "solver/hold_ups.hpp"

#include <algorithm>

namespace afterlife {
namespace {

bool is_lifecycle(const RecordedEvent& event) {
  return event.action.empty() && (event.kind == EventKind::cleanup || event.kind == EventKind::destroy);
}

Reason because(std::string text, const Span& at = {}) {
  return {at.known() ? Reason::Kind::scenario : Reason::Kind::machine, {}, std::move(text), {}, at};
}

}  // namespace

bool HoldUps::is_entry(const RecordedEvent& event) const {
  const std::optional<Callback>& entry = world_.decl(event.index).entry;
  return entry && entry->name == event.callback;
}

std::optional<Reason> HoldUps::never(const RecordedEvent& event) const {
  if (event.action.empty() && (is_lifecycle(event) || event.kind == EventKind::thread_end)) return std::nullopt;
  if (event.action.empty() && event.kind == EventKind::run && is_entry(event)) return std::nullopt;
  if (!doers_.of(event).empty()) return std::nullopt;
  if (!event.action.empty()) return because("nobody in the scenario does '" + event.action + "' to " + event.target);
  switch (event.kind) {
    case EventKind::thread_start: {
      const ThreadDecl& thread = world_.scenario().threads[event.index];
      return because(thread.name + " is started by nobody: it runs from the beginning, and starts once", thread.at);
    }
    case EventKind::run: return because("nobody in the scenario removes anything, and so no removal callback is run");
    case EventKind::create: {
      const ObjectDecl& decl = world_.decl(event.index);
      return because(decl.name + " is created by nobody: it exists from the beginning", decl.at);
    }
    default: return because("nobody in the scenario asks for the deletion of " + world_.name(event.index));
  }
}

// Callbacks of each instance; of many, none is told.
void HoldUps::add_callbacks(std::vector<Agent>& agents, const Doer& doer) const {
  const ObjectDecl& decl = world_.scenario().objects[doer.index];
  constexpr int kMostInstances = 100;
  for (int number = 1; number <= std::min(decl.count, kMostInstances); ++number) {
    const int runs = doer.kind == Agent::Kind::run ? decl.overlapping_runs : 1;
    for (int run = 0; run < runs; ++run) agents.push_back({doer.kind, world_.id(doer.index, number), run});
  }
}

std::vector<Agent> HoldUps::agents(const RecordedEvent& event) const {
  std::vector<Agent> found;
  if (is_lifecycle(event))
    return {{event.kind == EventKind::cleanup ? Agent::Kind::cleanup : Agent::Kind::destroy, event.index}};
  if (event.action.empty() && event.kind == EventKind::thread_end) return {{Agent::Kind::thread, event.index}};
  if (event.action.empty() && event.kind == EventKind::run && is_entry(event)) {
    for (int run = 0; run < world_.decl(event.index).overlapping_runs; ++run)
      found.push_back({Agent::Kind::run, event.index, run});
    return found;
  }
  for (const Doer& doer : doers_.of(event)) {
    if (doer.kind == Agent::Kind::teardown || doer.kind == Agent::Kind::thread)
      found.push_back({doer.kind, doer.index});
    else
      add_callbacks(found, doer);
  }
  if (!event.by.empty()) std::erase_if(found, [&](Agent agent) { return machine_.describe(agent) != event.by; });
  return found;
}

std::string HoldUps::why_not_begun(Agent agent, const State& state) const {
  const std::string name = machine_.describe(agent);
  switch (agent.kind) {
    case Agent::Kind::teardown: return name + " has ended";
    case Agent::Kind::thread: {
      EventName end;
      end.kind = EventKind::thread_end;
      end.index = agent.index;
      return name + (machine_.event_ended(state, end, agent.index) ? " has ended" : " has not been started");
    }
    case Agent::Kind::cleanup:
    case Agent::Kind::destroy: {
      const Phase phase = agent.kind == Agent::Kind::cleanup ? Phase::cleanup : Phase::destroy;
      return name + (machine_.ended(state, agent.index, phase) ? " has ended" : " has not begun");
    }
    default: return name + " is not running";
  }
}

Reason HoldUps::stands(Agent agent, const State& state) const {
  if (!machine_.active(state, agent)) return because(why_not_begun(agent, state));
  const std::string name = machine_.describe(agent);
  const std::vector<Step> steps = machine_.permitted(state, agent);
  if (steps.empty()) {
    const Machine::Waiting waiting = machine_.waiting(state, agent);
    std::string text = name + (waiting.what.empty() ? " waits" : " waits for " + waiting.what);
    if (!waiting.because.empty()) text += ", " + waiting.because;
    return because(std::move(text), waiting.action != nullptr ? waiting.action->at : Span{});
  }
  const Step& next = steps.front();
  if (next.kind == Step::Kind::end && next.choice < 0) return because(name + " has done everything, and can only end");
  return because(name + " stands at '" + machine_.describe(next) + "'",
                 next.action != nullptr ? next.action->at : Span{});
}

std::vector<Reason> HoldUps::of(const RecordedEvent& event, const std::vector<const State*>& states) const {
  if (std::optional<Reason> why = never(event)) return {*std::move(why)};
  const std::vector<Agent> who = agents(event);
  if (who.empty()) return {because(event.by + " does no such thing in the scenario")};
  // Where the fewest can go on, there is least left that could still lead to it.
  const State* chosen = nullptr;
  std::ptrdiff_t fewest = 0;
  for (const State* state : states) {
    const auto can_go_on = std::ranges::count_if(
        who, [&](Agent agent) { return machine_.active(*state, agent) && !machine_.permitted(*state, agent).empty(); });
    if (chosen != nullptr && can_go_on >= fewest) continue;
    chosen = state;
    fewest = can_go_on;
  }
  if (chosen == nullptr) return {};
  std::vector<Reason> told;
  const bool begins_run = event.action.empty() && event.kind == EventKind::run && !event.end && is_entry(event);
  if (begins_run && std::ranges::none_of(who, [&](Agent agent) { return machine_.active(*chosen, agent); }))
    return {because("no run of " + world_.name(event.index) +
                    " is due: nothing was enqueued or sent that has not been run for, or it was cancelled or refused")};
  constexpr std::size_t kMostTold = 6;
  for (const Agent agent : who) {
    if (told.size() == kMostTold) break;
    Reason reason = stands(agent, *chosen);
    if (std::ranges::find(told, reason.text, &Reason::text) == told.end()) told.push_back(std::move(reason));
  }
  return told;
}

}  // namespace afterlife
