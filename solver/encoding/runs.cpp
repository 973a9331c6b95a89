#include "solver/encoding/runs.hpp"

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {
namespace {

bool is_request(const Instances& instances, int object) { return instances.type(object).has_role("request"); }
bool is_target(const Instances& instances, int object) { return instances.type(object).has_role("io-target"); }

}  // namespace

z3::expr RunEncoder::in_progress(const Events::Run& run, int moment) {
  return before(run.begins, moment) && !before(run.ends, moment);
}

z3::expr RunEncoder::running(int object, int moment) {
  AnyOf any(z3_);
  for (const Events::Run& run : events_.runs(object)) any |= in_progress(run, moment);
  return any;
}

// Fewer runs than may be in progress at a time are.
z3::expr RunEncoder::has_room(int object, int moment) {
  const int room = is_request(instances_, object) ? 1 : instances_.decl(object).overlapping_runs;
  if (room == 1) return !running(object, moment);
  CountOf ongoing(z3_);
  for (const Events::Run& run : events_.runs(object)) ongoing.add(counted(in_progress(run, moment)));
  return ongoing.at_most(room - 1);
}

// The act makes a run of the object pending, unless one is already.
z3::expr RunEncoder::makes_pending(int event, int object) {
  return makes_pending_.at(object, event, [&] {
    const z3::expr meant = encoding_.naming.targets(event, object);
    if (events_.at(event).action->kind == ActionKind::send) {
      AnyOf to(z3_);
      for (const int target : may_.second_names(events_.at(event))) to |= encoding_.naming.other_targets(event, target);
      return meant && to && encoding_.acts.outcome(event);
    }
    z3::expr taken_up = meant && !before(events_.begin_of(object, Phase::cleanup), event);
    if (instances_.framework().deletion.enqueue_ignored_when_reached && may_.may_be_deleted(object))
      taken_up &=
          because(event, [&] { return reasons_.enqueue_ignored(object); }, !encoding_.deletions.reached(object, event));
    return taken_up;
  });
}

std::vector<int> RunEncoder::enqueues_of(int object) const {
  return may_.acts_on(is_request(instances_, object) ? ActionKind::send : ActionKind::enqueue, object);
}

// A run is pending: something made it so, and since then nothing has taken it away.
z3::expr RunEncoder::queued(int object, int moment) {
  return queued_.at(object, moment, [&] {
    const bool request = is_request(instances_, object);
    AnyOf any(z3_);
    for (const int event : enqueues_of(object)) {
      AllOf still(z3_);
      const auto unless = [&](int taker, const z3::expr& takes) {
        still &= !(takes && before(event, taker) && before(taker, moment));
      };
      if (!instances_.decl(object).periodic)
        for (const Events::Run& run : events_.runs(object)) unless(run.begins, yes());
      if (!request) {
        // From the begin of the cleanup on nothing is made pending, so it is enough to ask whether that has come.
        still &= !before(events_.begin_of(object, Phase::cleanup), moment);
        for (const int cancel : may_.acts_on(ActionKind::cancel, object))
          unless(cancel, encoding_.naming.targets(cancel, object));
        for (const int cancel : may_.acts_on(ActionKind::cancel_and_wait, object)) {
          unless(cancel, encoding_.naming.targets(cancel, object));
          for (const int resume : may_.resumes_of(cancel)) unless(resume, encoding_.naming.targets(cancel, object));
        }
      }
      any |= (before(event, moment) && makes_pending(event, object) && z3::expr(still));
    }
    return any;
  });
}

z3::expr RunEncoder::quiet(int object, bool nor_queued, int moment) {
  if (is_target(instances_, object)) return !encoding_.io_targets.occupied(object, moment);
  const z3::expr none = !running(object, moment);
  return nor_queued ? none && !queued(object, moment) : none;
}

// The object remembers this run: nothing of it has begun or ended since.
z3::expr RunEncoder::remembers(int object, const Events::Run& run, int moment) {
  AllOf since(z3_);
  for (const Events::Run& other : events_.runs(object)) {
    if (other.begins != run.begins) since &= !(before(run.begins, other.begins) && before(other.begins, moment));
    since &= !(before(run.begins, other.ends) && before(other.ends, moment));
  }
  return before(run.begins, moment) && z3::expr(since);
}

// The run that the object remembers stands in a request for the deletion that takes the object.
z3::expr RunEncoder::spares_runs(int object, int moment) {
  AnyOf any(z3_);
  if (instances_.type(object).drain.own_delete != Drain::OwnDelete::inside) return any;
  for (const Events::Run& run : events_.runs(object)) {
    const Agent body = events_.at(run.ends).agent;
    AnyOf stands(z3_);
    for (const int up : may_.path(object, -1))
      for (const int request : may_.deletes_of(up)) {
        if (events_.at(request).agent != body) continue;
        AllOf inside(z3_);
        for (const int resume : may_.resumes_of(request)) inside &= !before(resume, moment);
        stands |=
            (before(request, moment) && encoding_.naming.targets(request, up) && encoding_.waiting.waits(request) &&
             z3::expr(inside) && encoding_.deletions.is_root_of(up, object, moment));
      }
    any |= (z3::expr(stands) && remembers(object, run, moment));
  }
  return any;
}

z3::expr RunEncoder::drained(int object, int moment) {
  if (is_request(instances_, object) || events_.runs(object).empty()) return yes();
  const Drain::Queued drain = instances_.type(object).drain.queued;
  if (drain == Drain::Queued::not_drained) return yes();
  return quiet(object, drain == Drain::Queued::runs, moment) || spares_runs(object, moment);
}

z3::expr RunEncoder::may_begin(const Event& event, int moment) {
  const int object = event.object;
  z3::expr ready = because(
                       moment, [&] { return reasons_.made_pending(object); }, queued(object, moment)) &&
                   because(moment, [&] { return reasons_.has_room(object); }, has_room(object, moment));
  if (!is_request(instances_, object))
    ready &= because(
        moment, [&] { return reasons_.runs_end_with_cleanup(object); },
        !before(events_.begin_of(object, Phase::cleanup), moment));
  if (event.run > 1) ready &= before(events_.runs(object)[event.run - 2].begins, moment);
  return ready;
}

// One run more than there are events for could begin.
z3::expr RunEncoder::cut_off(int object, int moment) {
  const std::vector<Events::Run>& runs = events_.runs(object);
  if (runs.empty()) return no();
  z3::expr ready = before(runs.back().begins, moment) && queued(object, moment) && has_room(object, moment) &&
                   encoding_.guards.assumptions(events_.at(runs.back().begins), moment);
  if (!is_request(instances_, object)) ready &= !before(events_.begin_of(object, Phase::cleanup), moment);
  return ready;
}

}  // namespace afterlife
