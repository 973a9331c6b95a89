#include "solver/machine/query/framework_moves.hpp"

namespace afterlife {

void FrameworkMoves::permitted(const Moment& now, Mode mode, const StepSink& sink) const {
  Step step;
  for (int i = 0; i < facts_.size; ++i) {
    step.object = i;
    step.kind = Step::Kind::begin;
    for (const Phase phase : {Phase::cleanup, Phase::destroy}) {
      step.phase = phase;
      if (may_begin(now, i, phase, mode)) sink(step);
    }
    step.kind = Step::Kind::pass_over;
    if (may_pass_over(now, i)) sink(step);
    step.kind = Step::Kind::run;
    step.phase = Phase::cleanup;
    if (may_run(now, i, mode)) sink(step);
  }
}

bool FrameworkMoves::permits(const Moment& now, const Step& step, Mode mode) const {
  if (step.object < 0 || step.object >= facts_.size) return false;
  if (step.kind == Step::Kind::begin) return may_begin(now, step.object, step.phase, mode);
  if (step.kind == Step::Kind::run) return may_run(now, step.object, mode);
  return step.kind == Step::Kind::pass_over && may_pass_over(now, step.object);
}

bool FrameworkMoves::may_begin(const Moment& now, int object, Phase phase, Mode mode) const {
  const ObjectNow& at = now.objects[object];
  if (phase == Phase::cleanup) {
    if (!at.is(ObjectNow::kBorn) || at.is(ObjectNow::kCleanupBegun) || at.root < 0 || !drains_.drained(now, object) ||
        !rules_.permit(now, object, phase))
      return false;
  } else {
    if (!lifetimes_.settled(now, object, Phase::cleanup) || at.is(ObjectNow::kDestroyBegun) || at.referenced())
      return false;
    if (!at.is(ObjectNow::kPassedOver) && !rules_.permit(now, object, phase)) return false;
  }
  const EventKind kind = phase == Phase::cleanup ? EventKind::cleanup : EventKind::destroy;
  return !(mode.assumptions && assumptions_.hold_back(now, kind, object));
}

bool FrameworkMoves::may_pass_over(const Moment& now, int object) const {
  const ObjectNow& at = now.objects[object];
  return facts_.deletion.destroy_pass && lifetimes_.settled(now, object, Phase::cleanup) &&
         !at.is(ObjectNow::kDestroyBegun) && !at.is(ObjectNow::kPassedOver) && at.referenced() &&
         rules_.permit(now, object, Phase::destroy);
}

bool FrameworkMoves::may_run(const Moment& now, int object, Mode mode) const {
  const ObjectNow& at = now.objects[object];
  if (!at.is(ObjectNow::kQueued) || (mode.bounded && at.begun >= facts_.scenario.bounds.runs)) return false;
  const ObjectDecl& decl = facts_.instances.decl(object);
  const bool in_time = facts_.is_request(object)
                           ? at.running == 0
                           : !at.is(ObjectNow::kCleanupBegun) && at.running < decl.overlapping_runs;
  return in_time && !(mode.assumptions && assumptions_.hold_back(now, EventKind::run, object, &*decl.entry));
}

}  // namespace afterlife
