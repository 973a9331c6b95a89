#include "solver/machine/machine.hpp"

#include "solver/instances/names.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/facts/mode.hpp"
#include "solver/machine/query/agents.hpp"
#include "solver/machine/query/assumptions.hpp"
#include "solver/machine/query/lifetimes.hpp"
#include "solver/machine/query/meanings.hpp"
#include "solver/machine/query/standing.hpp"
#include "solver/machine/query/waits.hpp"
#include "solver/machine/steps/at_rest.hpp"
#include "solver/machine/steps/steps.hpp"
#include "solver/machine/words/describe.hpp"
#include "solver/machine/words/reasons.hpp"

namespace afterlife {

struct Machine::Impl {
  Impl(Kept<Instances> instances, Rounds rounds)
      : facts(instances), steps(facts), mode{.bounded = rounds == Rounds::bounded} {}

  const MachineFacts facts;
  const Steps steps;
  const Mode mode;
};

Machine::Machine(Kept<Instances> instances, Rounds rounds) : impl_(std::make_unique<Impl>(instances, rounds)) {}
Machine::~Machine() = default;

State Machine::initial() const { return State(impl_->steps.initial()); }

std::vector<Step> Machine::permitted(const State& state) const {
  std::vector<Step> steps;
  impl_->steps.permitted(state.now_, impl_->mode, [&](const Step& step) { steps.push_back(step); });
  return steps;
}

std::vector<Step> Machine::permitted(const State& state, Agent agent) const {
  std::vector<Step> steps;
  impl_->steps.permitted(state.now_, agent, Meanings::kAny, impl_->mode,
                         [&](const Step& step) { steps.push_back(step); });
  return steps;
}

bool Machine::permits(const State& state, const Step& step) const {
  return impl_->steps.permits(state.now_, step, impl_->mode);
}
Effects Machine::apply(State& state, const Step& step) const {
  return impl_->steps.apply(state.now_, step, impl_->mode);
}

std::optional<Rest> Machine::at_rest(const State& state, std::size_t limit, bool* too_large) const {
  bool ignored = false;
  return afterlife::at_rest(impl_->facts, impl_->steps, state.now_, limit, too_large != nullptr ? *too_large : ignored);
}

Waiting Machine::waiting(const State& state, Agent agent) const {
  return afterlife::describe(impl_->facts.instances, agent, waits_for(impl_->facts, state.now_, agent));
}

std::vector<Reason> Machine::reasons(const State& state, const Step& step) const {
  return reasons_of(impl_->facts, state.now_, step);
}
std::vector<Reason> Machine::hindrances(const State& state, const Step& step) const {
  return hindrances_of(impl_->facts, state.now_, step);
}

std::string Machine::describe(Agent agent) const { return in_words(impl_->facts.instances, agent); }
std::string Machine::describe(const Step& step) const { return afterlife::describe(impl_->facts.instances, step); }

bool Machine::born(const State& state, int object) const { return state.now_.objects[object].is(ObjectNow::kBorn); }
bool Machine::in_deletion(const State& state, int object) const {
  return born(state, object) && state.now_.objects[object].root >= 0;
}

bool Machine::begun(const State& state, int object, Phase phase) const {
  return state.now_.objects[object].is(phase == Phase::cleanup ? ObjectNow::kCleanupBegun : ObjectNow::kDestroyBegun);
}

bool Machine::ended(const State& state, int object, Phase phase) const {
  return has_ended(state.now_.objects[object], phase);
}
int Machine::references(const State& state, int object) const { return state.now_.objects[object].references; }

bool Machine::leaked(const State& state, int object) const {
  return born(state, object) && !ended(state, object, Phase::destroy) &&
         (in_deletion(state, object) || !impl_->facts.instances[object].born_at_start);
}

std::optional<Agent> Machine::waits_at_dispatch(const State& state) const {
  const Agents agents(impl_->facts);
  for (const Agent agent : active_agents(state.now_)) {
    const Standing at = standing(impl_->facts.bodies, agent, *run_of(state.now_, agent));
    if (agents.waits_at_dispatch(state.now_, at)) return agent;
  }
  return std::nullopt;
}

bool Machine::event_ended(const State& state, const EventName& name, int index) const {
  return Assumptions(impl_->facts).event_ended(state.now_, name, index);
}

bool Machine::active(const State& state, Agent agent) const {
  return agent.kind != Agent::Kind::framework && run_of(state.now_, agent) != nullptr;
}

}  // namespace afterlife
