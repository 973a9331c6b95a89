#include "solver/conformance/obstacles.hpp"

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
  if (!doers_.of(event).empty()) {
    const auto is_meant = [&](const Doer& doer) { return doers_.is_called(doer, event.by); };
    if (event.by.empty() || std::ranges::any_of(doers_.of(event), is_meant)) return std::nullopt;
    return because(event.by + " does no such thing in the scenario");
  }
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

// Callbacks of each instance.
void HoldUps::add_callbacks(std::vector<Agent>& agents, const Doer& doer) const {
  const ObjectDecl& decl = world_.scenario().objects[doer.index];
  for (int number = 1; number <= decl.count; ++number) {
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
    if (!event.by.empty() && !doers_.is_called(doer, event.by)) continue;
    if (doer.kind == Agent::Kind::teardown || doer.kind == Agent::Kind::thread)
      found.push_back({doer.kind, doer.index});
    else
      add_callbacks(found, doer);
  }
  if (!event.by.empty()) std::erase_if(found, [&](Agent agent) { return machine_.describe(agent) != event.by; });
  return found;
}

std::string HoldUps::not_active(Agent agent, const State& state) const {
  switch (agent.kind) {
    case Agent::Kind::teardown: return "has ended";
    case Agent::Kind::thread: {
      EventName end;
      end.kind = EventKind::thread_end;
      end.index = agent.index;
      return machine_.event_ended(state, end, agent.index) ? "has ended" : "has not been started";
    }
    case Agent::Kind::cleanup:
    case Agent::Kind::destroy: {
      const Phase phase = agent.kind == Agent::Kind::cleanup ? Phase::cleanup : Phase::destroy;
      return machine_.ended(state, agent.index, phase) ? "has ended" : "has not begun";
    }
    default: return "is not running";
  }
}

Reason HoldUps::stands(Agent agent, const State& state) const {
  if (!machine_.active(state, agent)) return because(not_active(agent, state));
  const std::vector<Step> steps = machine_.permitted(state, agent);
  if (steps.empty()) {
    const Machine::Waiting waiting = machine_.waiting(state, agent);
    std::string text = waiting.what.empty() ? "waits" : "waits for " + waiting.what;
    if (!waiting.because.empty()) text += ", " + waiting.because;
    return because(std::move(text), waiting.action != nullptr ? waiting.action->at : Span{});
  }
  const Step& next = steps.front();
  if (next.kind == Step::Kind::end && next.choice < 0) return because("has done everything, and can only end");
  return because("stands at '" + machine_.describe(next) + "'", next.action != nullptr ? next.action->at : Span{});
}

std::vector<Reason> HoldUps::of(const RecordedEvent& event, const std::vector<const State*>& states) const {
  if (std::optional<Reason> why = never(event)) return {*std::move(why)};
  if (event.action.empty() && event.kind == EventKind::run && !event.end && is_entry(event))
    return {because("no run of " + world_.name(event.index) +
                    " can begin here: nothing was enqueued or sent that has not been run for, it was cancelled or "
                    "refused, or the run before it has not ended")};
  constexpr std::size_t kMostTold = 6, kMostStates = 5'000;
  std::vector<Reason> told;
  if (event.action.empty() && event.kind == EventKind::create) {
    const int parent = world_.instance(event.index).parent;
    const auto is_going = [&](const State* state) { return machine_.in_deletion(*state, parent); };
    if (parent >= 0 && std::ranges::all_of(states, is_going))
      told.push_back(because(world_.name(parent) + ", which it would be below, belongs to a deletion"));
  }
  for (const Agent agent : agents(event)) {
    if (told.size() == kMostTold || states.empty()) break;
    // It says most where it can go no further.
    Reason reason = stands(agent, *states.front());
    bool always = states.size() <= kMostStates, stuck = false;
    for (std::size_t i = 0; i < std::min(states.size(), kMostStates) && !stuck; ++i) {
      Reason other = stands(agent, *states[i]);
      if (other.text == reason.text && other.at == reason.at) continue;
      always = false;
      stuck = !machine_.active(*states[i], agent) || machine_.permitted(*states[i], agent).empty();
      if (stuck) reason = std::move(other);
    }
    const std::string where = always ? " " : " comes to it in no execution that fits the log; in one of them it ";
    reason.text = machine_.describe(agent) + where + reason.text;
    if (std::ranges::find(told, reason.text, &Reason::text) == told.end()) told.push_back(std::move(reason));
  }
  return told;
}

}  // namespace afterlife
