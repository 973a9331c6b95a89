// Runs of entry callbacks, requests that are sent and complete, collections, and levels.
#include <utility>

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

namespace {

bool is_request(const Instances& instances, int object) { return instances.type(object).has_role("request"); }
bool is_target(const Instances& instances, int object) { return instances.type(object).has_role("io-target"); }

}  // namespace

z3::expr Encoding::run_in_progress(const Events::Run& run, int moment) {
  return before(run.begins, moment) && !before(run.ends, moment);
}

z3::expr Encoding::running(int object, int moment) {
  AnyOf any(z3_);
  for (const Events::Run& run : events_.runs(object)) any |= run_in_progress(run, moment);
  return any;
}

// Fewer runs than may be in progress at a time are.
z3::expr Encoding::has_room(int object, int moment) {
  const int room = is_request(instances_, object) ? 1 : instances_.decl(object).overlapping_runs;
  if (room == 1) return !running(object, moment);
  CountOf in_progress(z3_);
  for (const Events::Run& run : events_.runs(object)) in_progress.add(named(run_in_progress(run, moment)));
  return in_progress.at_most(room - 1);
}

// The act makes a run of the object pending, unless one is already.
z3::expr Encoding::makes_pending(int event, int object) {
  return memo(Fn::makes_pending, object, event, [&] {
    const z3::expr meant = targets(event, object);
    if (events_.at(event).action->kind == ActionKind::send) {
      AnyOf to(z3_);
      for (const int target : may_.second_names(events_.at(event))) to |= other_targets(event, target);
      return meant && to && outcome(event);
    }
    z3::expr taken_up = meant && !before(events_.begin_of(object, Phase::cleanup), event);
    if (instances_.framework().deletion.enqueue_ignored_when_reached && may_.may_be_deleted(object))
      taken_up &= because(event, [&] { return reasons_.enqueue_ignored(object); }, !reached(object, event));
    return taken_up;
  });
}

std::vector<int> Encoding::enqueues_of(int object) const {
  return may_.acts_on(is_request(instances_, object) ? ActionKind::send : ActionKind::enqueue, object);
}

// A run is pending: something made it so, and since then nothing has taken it away.
z3::expr Encoding::queued(int object, int moment) {
  return memo(Fn::queued, object, moment, [&] {
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
        for (const int cancel : may_.acts_on(ActionKind::cancel, object)) unless(cancel, targets(cancel, object));
        for (const int cancel : may_.acts_on(ActionKind::cancel_and_wait, object)) {
          unless(cancel, targets(cancel, object));
          for (const int resume : may_.resumes_of(cancel)) unless(resume, targets(cancel, object));
        }
      }
      any |= (before(event, moment) && makes_pending(event, object) && z3::expr(still));
    }
    return any;
  });
}

z3::expr Encoding::closed(int target, int moment) {
  AnyOf any(z3_);
  for (const ActionKind kind : {ActionKind::cancel, ActionKind::cancel_and_wait})
    for (const int event : may_.acts_on(kind, target)) any |= (before(event, moment) && targets(event, target));
  return any;
}

z3::expr Encoding::send_fails(int event) {
  AnyOf meant(z3_), shut(z3_);
  for (const int target : may_.second_names(events_.at(event)))
    shut |= (other_targets(event, target) &&
             (closed(target, event) || before(events_.begin_of(target, Phase::cleanup), event)));
  for (int request = 0; request < instances_.size(); ++request)
    if (may_.may_target(events_.at(event), request)) meant |= targets(event, request);
  return only_because(
      event, [&] { return reasons_.send_fails(*events_.at(event).action); }, z3::expr(meant) && z3::expr(shut));
}

// A request that was sent to the target, and was not in flight then, has not completed.
z3::expr Encoding::occupied(int target, int moment) {
  return memo(Fn::occupied, target, moment, [&] {
    AnyOf any(z3_);
    for (const int send : may_.acts_with(ActionKind::send, target))
      for (int request = 0; request < instances_.size(); ++request) {
        if (!may_.may_target(events_.at(send), request)) continue;
        AllOf open(z3_);
        for (const Events::Run& run : events_.runs(request))
          open &= !(before(send, run.begins) && before(run.ends, moment));
        any |= (before(send, moment) && makes_pending(send, request) && other_targets(send, target) &&
                !queued(request, send) && z3::expr(open));
      }
    return any;
  });
}

z3::expr Encoding::quiet(int object, bool nor_queued, int moment) {
  if (is_target(instances_, object)) return !occupied(object, moment);
  const z3::expr none = !running(object, moment);
  return nor_queued ? none && !queued(object, moment) : none;
}

// The object remembers this run: nothing of it has begun or ended since.
z3::expr Encoding::remembers(int object, const Events::Run& run, int moment) {
  AllOf since(z3_);
  for (const Events::Run& other : events_.runs(object)) {
    if (other.begins != run.begins) since &= !(before(run.begins, other.begins) && before(other.begins, moment));
    since &= !(before(run.begins, other.ends) && before(other.ends, moment));
  }
  return before(run.begins, moment) && z3::expr(since);
}

// The run that the object remembers stands in a request for the deletion that takes the object.
z3::expr Encoding::spares_runs(int object, int moment) {
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
        stands |= (before(request, moment) && targets(request, up) && waits(request) && z3::expr(inside) &&
                   is_root_of(up, object, moment));
      }
    any |= (z3::expr(stands) && remembers(object, run, moment));
  }
  return any;
}

z3::expr Encoding::drained(int object, int moment) {
  if (is_request(instances_, object) || events_.runs(object).empty()) return yes();
  const Drain::Queued drain = instances_.type(object).drain.queued;
  if (drain == Drain::Queued::not_drained) return yes();
  return quiet(object, drain == Drain::Queued::runs, moment) || spares_runs(object, moment);
}

z3::expr Encoding::run_guard(const Event& event, int moment) {
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
z3::expr Encoding::cut_off(int object, int moment) {
  const std::vector<Events::Run>& runs = events_.runs(object);
  if (runs.empty()) return no();
  z3::expr ready = before(runs.back().begins, moment) && queued(object, moment) && has_room(object, moment) &&
                   assumptions(events_.at(runs.back().begins), moment);
  if (!is_request(instances_, object)) ready &= !before(events_.begin_of(object, Phase::cleanup), moment);
  return ready;
}

// --- collections

z3::expr Encoding::in_collection(int item, int collection, int moment) {
  return memo_pair(item, collection, moment, [&] {
    CountOf count(z3_);
    for (const int event : may_.acts_with(ActionKind::add, collection))
      if (may_.may_target(events_.at(event), item))
        count.add(named(before(event, moment) && targets(event, item) && other_targets(event, collection) &&
                        !destroy_begun(item, event) && !destroy_begun(collection, event)));
    for (const int event : may_.acts_with(ActionKind::take, collection))
      if (may_.may_target(events_.at(event), item))
        count.subtract(named(before(event, moment) && targets(event, item) && other_targets(event, collection)));
    return count.at_least(1) && !destroyed(collection, moment);
  });
}

z3::expr Encoding::take_ready(int event, int moment) {
  const auto holds_some = [&](int collection) {
    AnyOf any(z3_);
    for (int item = 0; item < instances_.size(); ++item)
      if (may_.may_target(events_.at(event), item)) any |= in_collection(item, collection, moment);
    return z3::expr(any);
  };
  if (moment == kEnd) return could_be_done(events_.at(event), true, holds_some);
  AnyOf any(z3_), meant(z3_);
  for (const int collection : may_.second_names(events_.at(event))) {
    const z3::expr here = other_targets(event, collection);
    meant |= here;
    any |= (here && holds_some(collection));
  }
  return z3::expr(any) || !z3::expr(meant);
}

// --- levels

z3::expr Encoding::is_root_of(int up, int object, int moment) {
  return root(up, moment) && no_root_on(may_.path(object, up), moment);
}

// The agent is at DISPATCH_LEVEL at the event.
z3::expr Encoding::at_dispatch(int id) {
  const Event& event = events_.at(id);
  if (event.level) return *event.level == Irql::dispatch ? yes() : no();
  // Of a callback body it follows from requests that may themselves stand in such bodies, so it is defined, not written out.
  const Phase phase = event.agent.kind == Agent::Kind::cleanup ? Phase::cleanup : Phase::destroy;
  const int begin = events_.begin_of(event.agent.index, phase);
  const auto found = levels_.find(begin);
  if (found != levels_.end()) return found->second;
  const z3::expr level = z3_.bool_const(("dispatch!" + std::to_string(begin)).c_str());
  levels_.emplace(begin, level);
  pending_.push_back({Pending::What::level, begin, event.agent.index, level});
  return level;
}

// The deletion to which the object belongs is.
z3::expr Encoding::carried_out_at_dispatch(int object, int moment) {
  if (!instances_.has_dispatch()) return no();
  return memo(Fn::at_dispatch, object, moment, [&] {
    AnyOf any(z3_);
    for (const int up : may_.path(object, -1))
      for (const int request : may_.deletes_of(up)) {
        const z3::expr asked = asked_at_dispatch(request, up);
        if (asked.is_false()) continue;
        any |= (before(request, moment) && targets(request, up) && outcome(request) && asked &&
                is_root_of(up, object, moment));
      }
    return any;
  });
}

// The deletion is asked for at DISPATCH_LEVEL and not put off.
z3::expr Encoding::asked_at_dispatch(int request, int object) {
  const Action& action = *events_.at(request).action;
  if (removes(action.kind) || action.framework_own) return no();
  const z3::expr level = at_dispatch(request);
  const bool put_off = instances_.framework().deletion.puts_off_at_dispatch && action.kind != ActionKind::complete;
  if (level.is_false() || !put_off) return level;
  const bool lists = instances_.framework().deletion.leaves_list;
  AnyOf passive(z3_);
  for (const int below : may_.subtree(object)) {
    if (!instances_.passive(below)) continue;
    z3::expr taken_too = born(below, request);
    if (lists) taken_too &= no_root_on(may_.path(below, object), request);
    passive |= taken_too;
  }
  return level && !z3::expr(passive);
}

// The request takes effect and then waits.
z3::expr Encoding::waits(int request) {
  const Event& event = events_.at(request);
  const z3::expr usual = event.fork >= 0 ? fork_is(event.fork, 1) : yes();
  z3::expr waiting = usual;
  const Agent by = event.agent;
  if (by.kind == Agent::Kind::run && instances_.type(by.index).drain.own_delete != Drain::OwnDelete::inside) {
    const bool always = instances_.type(by.index).drain.own_delete == Drain::OwnDelete::waits;
    AnyOf takes_itself(z3_);
    for (const int up : may_.path(by.index, -1)) {
      if (!may_.may_target(event, up)) continue;
      z3::expr takes = targets(request, up);
      if (instances_.framework().deletion.leaves_list) takes &= no_root_on(may_.path(by.index, up), request);
      takes_itself |= takes;
    }
    waiting = always ? z3::expr(takes_itself) || usual : !z3::expr(takes_itself) && usual;
  }
  return outcome(request) && !at_dispatch(request) && waiting;
}

}  // namespace afterlife
