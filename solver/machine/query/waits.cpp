#include "solver/machine/query/waits.hpp"

#include <cstdlib>
#include <set>

#include "solver/machine/query/blockers.hpp"
#include "solver/machine/query/drains.hpp"
#include "solver/machine/query/lifetimes.hpp"
#include "solver/machine/query/meanings.hpp"
#include "solver/machine/query/standing.hpp"

namespace afterlife {
namespace {

using Awaits = WaitsFor::Kind;

// Of a deletion, its cleanup.
Awaits kind_of_wait(const Instruction& in) {
  if (in.action == nullptr) return Awaits::nothing;
  if (in.op == Opcode::join_part) return Awaits::thread;
  if (in.op == Opcode::cancel_wait) return Awaits::runs;
  if (in.op == Opcode::delete_wait) return Awaits::cleanup;
  if (in.op != Opcode::act) return Awaits::nothing;
  if (in.action->kind == ActionKind::join) return Awaits::thread;
  if (in.action->kind == ActionKind::wait) return Awaits::signal;
  if (in.action->kind == ActionKind::lock) return Awaits::locks;
  if (in.action->kind == ActionKind::flush) return Awaits::runs;
  return in.action->kind == ActionKind::take ? Awaits::item : Awaits::nothing;
}

void find_locks(const MachineFacts& facts, const Moment& now, const Standing& at, WaitsFor& found) {
  const Mention& target = at.in.action->target;
  std::set<Agent> owners;
  Meanings(facts).targets(now, at, Meanings::kAny, [&](int object) {
    if (object < 0 && target.entity == EntityKind::object) return;
    found.objects.push_back(object);
    if (const int owner = now.locks[facts.locks.of(target, object)]) owners.insert(facts.bodies.agent(std::abs(owner)));
  });
  found.on.assign(owners.begin(), owners.end());
}

void find_runs(const MachineFacts& facts, const Moment& now, const Standing& at, WaitsFor& found) {
  Meanings(facts).targets(now, at, Meanings::kAny, [&](int object) {
    if (object < 0 || (at.in.op == Opcode::cancel_wait && object != at.run.object)) return;
    found.objects.push_back(object);
    for (const auto& [which, run] : now.runs)
      if (which.first == object || run.sent_to == object)
        found.on.push_back({Agent::Kind::run, which.first, which.second});
  });
}

void find_deletion(const MachineFacts& facts, const Moment& now, int object, WaitsFor& found) {
  const Drains drains(facts);
  const Lifetimes lifetimes(facts);
  const auto takes = [&](int below) {  // on the list
    if (!facts.tree.within(object, below)) return false;
    for (int up = below; up != object; up = facts.instances[up].parent)
      if (!lifetimes.on_list(now, up)) return false;
    return true;
  };
  found.objects = {object};
  if (Blockers(facts).clear(now, kUncleaned, object)) found.kind = Awaits::destroy;
  for (const auto& [who, body] : now.bodies) {
    const Agent other{who % 2 == 0 ? Agent::Kind::cleanup : Agent::Kind::destroy, who / 2};
    if (takes(other.index)) found.on.push_back(other);
  }
  for (const auto& [which, run] : now.runs) {
    const Agent running{Agent::Kind::run, which.first, which.second};
    const auto hold_up = [&](int held_up) {
      found.on.push_back(running);
      found.held_up[held_up].push_back(running);
    };
    const int self = which.first, target = run.sent_to;
    if (takes(self) && !now.objects[self].is(ObjectNow::kCleanupBegun) && !drains.drained(now, self)) hold_up(self);
    const bool over = target < 0 || lifetimes.settled(now, target, Phase::cleanup);
    if (!over && takes(target) && now.objects[target].is(ObjectNow::kCleanupEnded)) hold_up(target);
  }
}

}  // namespace

WaitsFor waits_for(const MachineFacts& facts, const Moment& now, Agent agent) {
  WaitsFor found;
  const RunNow* run = run_of(now, agent);
  if (run == nullptr) return found;
  const Standing at = standing(facts.bodies, agent, *run);
  found.action = at.in.action;
  found.kind = kind_of_wait(at.in);
  switch (found.kind) {
    case Awaits::thread: found.on.push_back({Agent::Kind::thread, at.in.action->target.index}); break;
    case Awaits::locks: find_locks(facts, now, at, found); break;
    case Awaits::runs: find_runs(facts, now, at, found); break;
    case Awaits::cleanup:
    case Awaits::destroy: find_deletion(facts, now, run->object, found); break;
    case Awaits::nothing:
    case Awaits::signal:
    case Awaits::item: break;
  }
  return found;
}

}  // namespace afterlife
