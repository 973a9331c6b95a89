#include "solver/machine/steps/steps.hpp"

#include <algorithm>
#include <cstddef>

#include "solver/machine/query/standing.hpp"
#include "solver/machine/steps/opcodes.hpp"
#include "solver/machine/update/going_on.hpp"

namespace afterlife {

Moment Steps::initial() const {
  const Scenario& scenario = facts_.scenario;
  Moment now;
  now.objects.resize(facts_.size);
  now.cache.blockers.resize(static_cast<std::size_t>(facts_.size) * facts_.rules.slots());
  now.cache.assumed.assign(scenario.assume.size(), 0);
  now.epochs.assign(kBlockerClasses, 1);
  std::size_t children = 0;
  for (int i = 0; i < facts_.size; ++i) children += facts_.instances[i].children.size();
  now.order.assign(children, -1);
  now.births.assign(scenario.objects.size(), 0);
  now.locks.assign(facts_.locks.count, 0);
  now.signals.assign(scenario.signals.size(), 0);
  now.flags.assign(scenario.flags.size(), 0);
  now.threads.resize(scenario.threads.size());
  deletions_.be_born_at_start(now);
  start_body(now.teardown, facts_.bodies.of({Agent::Kind::teardown, -1}));
  threads_.start_at_start(now);
  return now;
}

void Steps::permitted(const Moment& now, Mode mode, const StepSink& sink) const {
  for (const Agent agent : active_agents(now)) permitted(now, agent, Meanings::kAny, mode, sink);
  moves_.permitted(now, mode, sink);
}

void Steps::permitted(const Moment& now, Agent agent, int only, Mode mode, const StepSink& sink) const {
  if (agent.kind == Agent::Kind::framework) return moves_.permitted(now, mode, sink);
  const RunNow* run = run_of(now, agent);
  if (run == nullptr) return;
  const Standing at = standing(facts_.bodies, agent, *run);
  row_of(at.in.op).offer({ask_, now, at, only, mode, sink});
}

bool Steps::permits(const Moment& now, const Step& step, Mode mode) const {
  if (step.agent.kind == Agent::Kind::framework) return moves_.permits(now, step, mode);
  bool found = false;
  permitted(now, step.agent, step.object, mode, [&](const Step& other) { found |= other == step; });
  return found;
}

Effects Steps::apply(Moment& now, const Step& step, Mode mode) const {
  Effects effects;
  if (step.kind == Step::Kind::begin)
    deletions_.begin(now, step.object, step.phase, effects);
  else if (step.kind == Step::Kind::run)
    runs_.begin(now, step.object, mode, effects);
  else if (step.kind == Step::Kind::pass_over)
    deletions_.pass_over(now, step.object);
  else
    take(now, step, mode, effects);
  const auto tidy = [](auto& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  };
  tidy(effects.hits);
  tidy(effects.touched);
  return effects;
}

void Steps::take(Moment& now, const Step& step, Mode mode, Effects& effects) const {
  RunNow& run = run_of(now, step.agent);
  const Standing at = standing(facts_.bodies, step.agent, run);
  row_of(at.in.op).take(actions_, {now, step, at, run, effects, mode});
  if (at.in.op != Opcode::end) skip_jumps(run, at.body);  // at its end the body may be gone
}

}  // namespace afterlife
