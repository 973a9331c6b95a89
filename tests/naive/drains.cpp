// Runs of entry callbacks and sent requests, as far as one state tells: what may begin, and what waits for them.
#include <algorithm>

#include "tests/naive/tree.hpp"

namespace afterlife::naive {

Irql Tree::level_of_runs(int object) const {
  switch (type(object).drain.runs_at) {
    case Drain::RunsAt::passive: return Irql::passive;
    case Drain::RunsAt::dispatch: return Irql::dispatch;
    case Drain::RunsAt::as_declared: break;
  }
  return declaration(object).execution_level.value_or(Irql::dispatch);
}

int Tree::runs_in_progress(const State& s, int object) const {
  return static_cast<int>(std::ranges::count_if(
      s.agents, [&](const AgentState& agent) { return agent.kind == AgentState::Kind::run && agent.index == object; }));
}

bool Tree::idle(const State& s, int object) const {
  return !s.objects[object].queued && runs_in_progress(s, object) == 0;
}

bool Tree::enqueue_changes_nothing(const State& s, int object) const {
  const ObjectState& o = s.objects[object];
  const bool reached = framework_.deletion.enqueue_ignored_when_reached && reached_by_walk(s, object);
  return o.queued || o.cleanup != Progress::not_begun || reached || !declaration(object).entry;
}

bool Tree::run_may_begin(const State& s, int object) const {
  const ObjectState& o = s.objects[object];
  return o.queued && o.cleanup == Progress::not_begun &&
         runs_in_progress(s, object) < declaration(object).overlapping_runs;
}

bool Tree::completion_may_begin(const State& s, int object) const {
  return s.objects[object].sent_to >= 0 && runs_in_progress(s, object) == 0;
}

// From the send until the run that this made pending has ended.
bool Tree::occupied(const State& s, int target) const {
  return std::ranges::any_of(s.objects, [&](const ObjectState& o) { return o.sent_to == target; }) ||
         std::ranges::any_of(s.agents, [&](const AgentState& agent) { return agent.occupies == target; });
}

bool Tree::drained(const State& s, int object) const {
  const Drain& drain = type(object).drain;
  if (drain.own_delete == Drain::OwnDelete::inside && spares_its_runs(s, object)) return true;
  switch (drain.queued) {
    case Drain::Queued::runs: return idle(s, object);
    case Drain::Queued::cancelled: return runs_in_progress(s, object) == 0;
    case Drain::Queued::not_drained: break;
  }
  return true;
}

// While the run that it remembers stands waiting in the request for the deletion that it belongs to.
bool Tree::spares_its_runs(const State& s, int object) const {
  return std::ranges::any_of(s.agents, [&](const AgentState& agent) {
    const bool remembered = agent.kind == AgentState::Kind::run && agent.index == object && agent.remembered;
    return remembered && agent.at_action() && requests_deletion(agent.action().kind) &&
           agent.frame().stage == Stage::waiting && agent.frame().subject == deletion_root(s, object);
  });
}

}  // namespace afterlife::naive
