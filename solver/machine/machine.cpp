#include "solver/machine/machine.hpp"

#include <algorithm>

#include "solver/machine/impl.hpp"

namespace afterlife {
namespace {

// Where each instance stands in the tree: `enter` and `leave` of a walk, so that "lies below" is two comparisons.
void walk_tree(const Instances& instances, std::vector<int>& depth, std::vector<int>& enter, std::vector<int>& leave) {
  int time = 0;
  std::vector<std::pair<int, std::size_t>> open;
  for (int top = 0; top < instances.size(); ++top) {
    if (instances[top].parent >= 0) continue;
    open.emplace_back(top, 0);
    enter[top] = time++;
    while (!open.empty()) {
      auto& [at, next] = open.back();
      if (next == instances[at].children.size()) {
        leave[at] = time++;
        open.pop_back();
        continue;
      }
      const int child = instances[at].children[next++];
      depth[child] = depth[at] + 1;
      enter[child] = time++;
      open.emplace_back(child, 0);
    }
  }
}

}  // namespace

Machine::Impl::Impl(Kept<Instances> given)
    : instances(given),
      scenario(given->scenario()),
      deletion(given->framework().deletion),
      size(given->size()),
      stretch(size),
      depth(size),
      enter(size),
      leave(size) {
  int next = 0;
  for (int i = 0; i < size; ++i) {
    stretch[i] = next;
    next += static_cast<int>(instances[i].children.size());
  }
  walk_tree(instances, depth, enter, leave);
  teardown = lower(scenario.teardown, scenario, false);
  for (const ThreadDecl& thread : scenario.threads) threads.push_back(lower(thread.does, scenario, true));
  const auto add = [&](const std::optional<Callback>& callback) {
    if (!callback) return -1;
    callbacks.push_back(lower(callback->body, scenario, false));
    return static_cast<int>(callbacks.size()) - 1;
  };
  const auto held_by = [&](const TypeDecl* type, HeldReference::Relation relation) {
    std::vector<const HeldReference*> held;
    for (const HeldReference& h : instances.framework().held_references)
      if (h.relation == relation &&
          (h.types.empty() || std::any_of(h.types.begin(), h.types.end(), [&](const auto& t) { return type->is(t); })))
        held.push_back(&h);
    return held;
  };
  for (std::size_t d = 0; d < scenario.objects.size(); ++d) {
    const ObjectDecl& decl = scenario.objects[d];
    cleanup_code.push_back(add(decl.cleanup));
    destroy_code.push_back(add(decl.destroy));
    entry_code.push_back(add(decl.entry));
    if (decl.entry) most_runs = std::max(most_runs, decl.overlapping_runs);
    const TypeDecl* type = &instances.type(instances.first(static_cast<int>(d)));
    holds_as_allocation.push_back(held_by(type, HeldReference::Relation::allocation_on_allocator));
    holds_as_child.push_back(held_by(type, HeldReference::Relation::child_on_parent));
    holds_as_collection.push_back(held_by(type, HeldReference::Relation::item_of_collection));
    holds_by_run.push_back(static_cast<int>(held_by(type, HeldReference::Relation::run_on_object).size()));
  }
  for (int i = 0; i < size; ++i)
    role.push_back(instances.type(i).has_role("request")     ? Role::request
                   : instances.type(i).has_role("io-target") ? Role::io_target
                                                             : Role::none);
  lock_slots = static_cast<int>(scenario.locks.size());
  lock_slot.assign(size, -1);
  for (int i = 0; i < size; ++i)
    if (instances.decl(i).is_lock) lock_slot[i] = lock_slots++;
  for (const Rule& rule : instances.framework().rules)
    prepared_rules[rule.then == Phase::destroy].push_back(prepared(rule));
  bool used[kBlockerClasses] = {};
  used[kUncleaned] = true;
  used[kAwaited] = deletion.returns == DeletionFacts::Returns::after_cleanup;
  for (const auto& of_phase : prepared_rules)
    for (const PreparedRule& l : of_phase) used[l.blocker] = true;
  for (int c = 0; c < kBlockerClasses; ++c) slot[c] = used[c] ? slots++ : -1;
  for (int i = 0; i < static_cast<int>(scenario.assume.size()); ++i) {
    const EventName& then = scenario.assume[i].then;
    held_back_by[{then.kind, then.index}].push_back(i);
  }
}

State Machine::Impl::initial() const {
  State state;
  state.objects_.resize(size);
  state.blockers_.resize(static_cast<std::size_t>(size) * slots);
  state.epochs_.assign(kBlockerClasses, 1);
  int children = 0;
  for (int i = 0; i < size; ++i) children += static_cast<int>(instances[i].children.size());
  state.order_.assign(children, -1);
  state.births_.assign(scenario.objects.size(), 0);
  state.locks_.assign(lock_slots, 0);
  state.signals_.assign(scenario.signals.size(), 0);
  state.flags_.assign(scenario.flags.size(), 0);
  state.threads_.resize(scenario.threads.size());
  state.assumed_.assign(scenario.assume.size(), 0);
  for (int i = 0; i < size; ++i)
    if (instances[i].born_at_start) state.objects_[i].bits = State::kBorn;
  for (int i = 0; i < size; ++i)
    if (state.objects_[i].is(State::kBorn)) place(state, i);
  for (int i = 0; i < size; ++i) refresh(state, i);
  state.teardown_.registers.assign(teardown.registers, 0);
  skip_jumps(state.teardown_, teardown);
  for (std::size_t t = 0; t < state.threads_.size(); ++t) {
    if (scenario.threads[t].started) continue;
    Effects ignored;
    take_holds(state, static_cast<int>(t));
  }
  return state;
}

void Machine::Impl::permitted_framework(const State& state, Mode mode, const Sink& sink) const {
  Step step;
  for (int i = 0; i < size; ++i) {
    step.object = i;
    step.kind = Step::Kind::begin;
    for (const Phase phase : {Phase::cleanup, Phase::destroy}) {
      step.phase = phase;
      if (may_begin(state, i, phase, mode)) sink(step);
    }
    step.kind = Step::Kind::pass_over;
    if (may_pass_over(state, i)) sink(step);
    step.kind = Step::Kind::run;
    step.phase = Phase::cleanup;
    if (may_run(state, i, mode)) sink(step);
  }
}

void Machine::Impl::permitted(const State& state, Agent agent, int only, Mode mode, const Sink& sink) const {
  if (agent.kind == Agent::Kind::framework) return permitted_framework(state, mode, sink);
  if (const State::Run* at = run(state, agent)) alternatives(state, agent, *at, only, mode, sink);
}

void Machine::Impl::permitted_all(const State& state, Mode mode, const Sink& sink) const {
  for (const Agent agent : active_agents(state)) permitted(state, agent, kAny, mode, sink);
  permitted_framework(state, mode, sink);
}

bool Machine::Impl::permits(const State& state, const Step& step) const {
  if (step.agent.kind == Agent::Kind::framework) {
    if (step.object < 0 || step.object >= size) return false;
    if (step.kind == Step::Kind::begin) return may_begin(state, step.object, step.phase, chosen);
    if (step.kind == Step::Kind::run) return may_run(state, step.object, chosen);
    return step.kind == Step::Kind::pass_over && may_pass_over(state, step.object);
  }
  bool found = false;
  permitted(state, step.agent, step.object, chosen, [&](const Step& other) { found |= other == step; });
  return found;
}

const Program& Machine::Impl::program(Agent agent) const {
  switch (agent.kind) {
    case Agent::Kind::teardown: return teardown;
    case Agent::Kind::thread: return threads[agent.index];
    case Agent::Kind::cleanup: return callbacks[cleanup_code[instances[agent.index].decl]];
    case Agent::Kind::run: return callbacks[entry_code[instances[agent.index].decl]];
    default: return callbacks[destroy_code[instances[agent.index].decl]];
  }
}

const State::Run* Machine::Impl::run(const State& state, Agent agent) const {
  switch (agent.kind) {
    case Agent::Kind::teardown: return state.teardown_ended_ ? nullptr : &state.teardown_;
    case Agent::Kind::thread: {
      const State::Thread& thread = state.threads_[agent.index];
      return thread.started && !thread.ended ? &thread.run : nullptr;
    }
    case Agent::Kind::framework: return nullptr;
    case Agent::Kind::run: {
      const auto found = state.runs_.find({agent.index, agent.number});
      return found == state.runs_.end() ? nullptr : &found->second;
    }
    default: {
      const auto found = state.bodies_.find(2 * agent.index + (agent.kind == Agent::Kind::destroy));
      return found == state.bodies_.end() ? nullptr : &found->second;
    }
  }
}

State::Run& Machine::Impl::run(State& state, Agent agent) const {
  if (agent.kind == Agent::Kind::teardown) return state.teardown_;
  if (agent.kind == Agent::Kind::thread) return state.threads_[agent.index].run;
  if (agent.kind == Agent::Kind::run) return state.runs_.at({agent.index, agent.number});
  return state.bodies_.at(2 * agent.index + (agent.kind == Agent::Kind::destroy));
}

std::vector<Agent> Machine::Impl::active_agents(const State& state) const {
  std::vector<Agent> agents;
  if (!state.teardown_ended_) agents.push_back({Agent::Kind::teardown, -1});
  for (std::size_t t = 0; t < state.threads_.size(); ++t)
    if (state.threads_[t].started && !state.threads_[t].ended)
      agents.push_back({Agent::Kind::thread, static_cast<int>(t)});
  for (const auto& [who, at] : state.bodies_)
    agents.push_back({who % 2 == 0 ? Agent::Kind::cleanup : Agent::Kind::destroy, who / 2});
  for (const auto& [who, at] : state.runs_) agents.push_back({Agent::Kind::run, who.first, who.second});
  return agents;
}

// --- the public face

Machine::Machine(Kept<Instances> instances, Rounds rounds) : impl_(std::make_unique<Impl>(instances)) {
  impl_->chosen.bounded = rounds == Rounds::bounded;
}
Machine::~Machine() = default;

State Machine::initial() const { return impl_->initial(); }

std::vector<Step> Machine::permitted(const State& state) const {
  std::vector<Step> steps;
  impl_->permitted_all(state, impl_->chosen, [&](const Step& step) { steps.push_back(step); });
  return steps;
}

std::vector<Step> Machine::permitted(const State& state, Agent agent) const {
  std::vector<Step> steps;
  impl_->permitted(state, agent, Impl::kAny, impl_->chosen, [&](const Step& step) { steps.push_back(step); });
  return steps;
}

bool Machine::permits(const State& state, const Step& step) const { return impl_->permits(state, step); }
Effects Machine::apply(State& state, const Step& step) const { return impl_->apply(state, step, impl_->chosen); }

std::optional<Rest> Machine::at_rest(const State& state, std::size_t limit, bool* too_large) const {
  bool ignored = false;
  return impl_->at_rest(state, limit, too_large != nullptr ? *too_large : ignored);
}

Machine::Waiting Machine::waiting(const State& state, Agent agent) const { return impl_->waiting(state, agent); }

std::vector<Reason> Machine::reasons(const State& state, const Step& step) const { return impl_->reasons(state, step); }
std::vector<Reason> Machine::hindrances(const State& state, const Step& step) const {
  return impl_->hindrances(state, step);
}

std::string Machine::describe(Agent agent) const { return impl_->describe(agent); }
std::string Machine::describe(const Step& step) const { return impl_->describe(step); }

bool Machine::born(const State& state, int object) const { return state.objects_[object].is(State::kBorn); }
bool Machine::in_deletion(const State& state, int object) const {
  return born(state, object) && state.objects_[object].root >= 0;
}

bool Machine::begun(const State& state, int object, Phase phase) const {
  return state.objects_[object].is(phase == Phase::cleanup ? State::kCleanupBegun : State::kDestroyBegun);
}

bool Machine::ended(const State& state, int object, Phase phase) const { return impl_->ended(state, object, phase); }
int Machine::references(const State& state, int object) const { return state.objects_[object].references; }

bool Machine::leaked(const State& state, int object) const {
  return born(state, object) && !ended(state, object, Phase::destroy) &&
         (in_deletion(state, object) || !impl_->instances[object].born_at_start);
}

std::optional<Agent> Machine::waits_at_dispatch(const State& state) const {
  for (const Agent agent : impl_->active_agents(state))
    if (impl_->waits_at_dispatch(state, agent)) return agent;
  return std::nullopt;
}

bool Machine::event_ended(const State& state, const EventName& name, int index) const {
  return impl_->event_ended(state, name, index);
}

bool Machine::active(const State& state, Agent agent) const {
  return agent.kind != Agent::Kind::framework && impl_->run(state, agent) != nullptr;
}

std::size_t states_that_fit(const Instances& instances, std::size_t most, std::size_t objects) {
  const std::size_t in_each = 1 + static_cast<std::size_t>(instances.size()) + instances.scenario().threads.size();
  return std::min(most, objects / in_each + 1);
}

}  // namespace afterlife
