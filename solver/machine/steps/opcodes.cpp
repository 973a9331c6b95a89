#include "solver/machine/steps/opcodes.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <stdexcept>

namespace afterlife {
namespace {

using K = Step::Kind;

void offer(const Offering& o, K kind, int choice = -1, int object = -1) {
  Step step;
  step.kind = kind;
  step.agent = o.at.agent;
  step.action = o.at.in.action;
  step.choice = choice;
  step.object = object;
  o.sink(step);
}

void offer_either(const Offering& o, K kind, int object = -1) {
  offer(o, kind, 0, object);
  offer(o, kind, 1, object);
}

bool held_back(const Offering& o, EventKind kind, int index, const Callback* callback = nullptr) {
  return o.mode.assumptions && o.ask.assumptions.hold_back(o.now, kind, index, callback);
}

template <void (Actions::*taken)(const Taking&) const>
void take_by(const Actions& does, const Taking& t) {
  (does.*taken)(t);
}
void take_next(const Actions& /*does*/, const Taking& t) { t.run.pc = t.at.in.next; }
void take_branch(const Actions& /*does*/, const Taking& t) {
  t.run.pc = t.step.choice == 1 ? t.at.in.next : t.at.in.other;
}

// Nobody stands at what is no step: it is gone over.
void offer_nothing(const Offering& /*o*/) {}
[[noreturn]] void take_nothing(const Actions& /*does*/, const Taking& /*t*/) {
  throw std::logic_error("a step that the agent does not stand at");
}

// --- actions

void offer_action(const Offering& o) {
  Step step;
  step.agent = o.at.agent;
  step.action = o.at.in.action;
  if (step.action->kind == ActionKind::take) {
    o.ask.meanings.others(o.now, o.at, [&](int collection) {
      step.other = collection;
      step.object = -1;
      if (collection < 0) return o.sink(step);
      o.ask.meanings.items(o.now, *step.action, collection, [&](int item) {
        step.object = item;
        o.sink(step);
      });
    });
    return;
  }
  o.ask.meanings.targets(o.now, o.at, o.only, [&](int object) {
    if (!o.ask.agents.can_act(o.now, o.at, object, o.mode)) return;
    step.object = object;
    o.ask.meanings.others(o.now, o.at, [&](int other) {
      step.other = other;
      o.sink(step);
    });
  });
}

void take_action(const Actions& does, const Taking& t) {
  does.act(t);
  does.finish(t);
}

void offer_create(const Offering& o) {
  const int object = o.ask.outcomes.next_unborn(o.now, o.at.in.action->target.index);
  if (o.ask.agents.can_act(o.now, o.at, object, o.mode)) offer(o, K::act, -1, object);
}

// --- delete, cancel-and-wait: a request, the choice of waiting, the wait

void take_delete(const Actions& does, const Taking& t) {
  does.request_delete(t);
  if (t.at.in.removes >= 0)
    t.run.registers[t.at.in.removes] = 0;  // so that a round of a loop comes back to where it was
}

void take_cancel(const Actions& does, const Taking& t) {
  does.act(t);
  if (t.step.object < 0) return does.finish(t);
  t.run.object = t.step.object;
  t.run.pc = t.at.in.next;
}

void offer_wait_or_not(const Offering& o) { offer_either(o, K::wait, o.at.run.object); }
void take_wait_or_not(const Actions& does, const Taking& t) {
  if (t.step.choice == 1)
    t.run.pc = t.at.in.next;
  else
    does.finish(t);
}

void offer_delete_wait(const Offering& o) {
  const int object = o.at.run.object;
  if (o.ask.outcomes.delete_is_over(o.now, object)) offer(o, K::resume, -1, object);
}

void offer_cancel_wait(const Offering& o) {
  const int object = o.at.run.object;
  if (o.ask.drains.quiet(o.now, object, false)) offer(o, K::resume, -1, object);
}
void take_cancel_wait(const Actions& does, const Taking& t) {
  does.cancel(t.now, t.step.object);
  does.finish(t);
}

// --- removals: which instance, and its callbacks

void offer_pick_removed(const Offering& o) {
  o.ask.meanings.targets(o.now, o.at, o.only, [&](int object) { offer(o, K::choose, -1, object); });
}
void take_pick_removed(const Actions& /*does*/, const Taking& t) {
  t.run.registers[t.at.in.removes] = t.step.object + 1;
  t.run.pc = t.step.object < 0 ? t.at.in.other : t.at.in.next;
}

void offer_call(const Offering& o) {
  const int object = Meanings::own(o.at);
  if (!held_back(o, EventKind::run, object, &o.ask.facts.called(o.at.in))) offer(o, K::call, o.at.in.callback, object);
}

void offer_call_end(const Offering& o) { offer(o, K::end, o.at.in.callback, Meanings::own(o.at)); }

// --- waits that end

void offer_bounded(const Offering& o) { offer_either(o, K::wait); }

void offer_give_up(const Offering& o) { offer(o, K::act, 0); }
void take_give_up(const Actions& /*does*/, const Taking& t) { t.run.pc = t.at.in.done; }

void offer_join_part(const Offering& o) {
  if (o.now.threads[o.at.in.action->target.index].ended) offer(o, K::resume);
}

// --- choices

void offer_test(const Offering& o) { offer(o, K::act); }
void take_test(const Actions& /*does*/, const Taking& t) {
  char& flag = t.now.flags[t.at.in.action->target.index];
  const bool test_and_set = t.at.in.action->kind == ActionKind::test_and_set;
  t.effects.found_set = flag != 0;
  t.run.pc = (flag != 0) != test_and_set ? t.at.in.next : t.at.in.other;
  if (test_and_set) flag = 1;
}

void offer_choose(const Offering& o) {
  for (int branch = 0; branch < static_cast<int>(o.at.in.branches.size()); ++branch) offer(o, K::choose, branch);
}
void take_choose(const Actions& /*does*/, const Taking& t) { t.run.pc = t.at.in.branches[t.step.choice]; }

void offer_maybe(const Offering& o) { offer_either(o, K::choose); }

void offer_head(const Offering& o) {
  const int rounds = o.at.run.registers[o.at.body.loops[o.at.in.loop].counter];
  const bool again = !o.mode.bounded || rounds < o.ask.facts.scenario.bounds.loop;
  if (o.at.in.outermost) {
    const bool asked = o.now.threads[o.at.agent.index].asked;
    if (asked || again) offer(o, K::head, asked ? 0 : 1);
    return;
  }
  offer(o, K::choose, 0);
  if (again) offer(o, K::choose, 1);
}
void take_head(const Actions& does, const Taking& t) {
  if (t.step.choice == 1 && t.mode.bounded) ++t.run.registers[t.at.body.loops[t.at.in.loop].counter];
  take_branch(does, t);
}

void offer_pick_set(const Offering& o) { offer(o, K::pick_set); }

// --- the end of a body: a thread first gives back what it holds

void offer_end(const Offering& o) {
  const bool thread = o.at.agent.kind == Agent::Kind::thread;
  if (thread && !o.now.threads[o.at.agent.index].holds.empty())
    return offer(o, K::release, -1, o.now.threads[o.at.agent.index].holds.back());
  if (!(thread && held_back(o, EventKind::thread_end, o.at.agent.index))) offer(o, K::end);
}
void take_end(const Actions& does, const Taking& t) {
  if (t.step.kind == K::end) return does.end_body(t.now, t.step.agent, t.mode, t.effects);
  if (t.step.kind != K::release) take_nothing(does, t);
  t.now.threads[t.step.agent.index].holds.pop_back();
  does.drop_reference(t.now, t.step.agent, t.step.object, t.effects);
}

using O = Opcode;

// clang-format off
constexpr OpcodeRow kRows[] = {
    {O::act,           offer_action,       take_action},
    {O::create,        offer_create,       take_by<&Actions::create>},
    {O::send,          offer_action,       take_by<&Actions::send>},
    {O::delete_,       offer_action,       take_delete},
    {O::delete_choice, offer_wait_or_not,  take_wait_or_not},
    {O::delete_wait,   offer_delete_wait,  take_by<&Actions::finish>},
    {O::cancel,        offer_action,       take_cancel},
    {O::cancel_choice, offer_wait_or_not,  take_wait_or_not},
    {O::cancel_wait,   offer_cancel_wait,  take_cancel_wait},
    {O::pick_removed,  offer_pick_removed, take_pick_removed},
    {O::call,          offer_call,         take_by<&Actions::call>},
    {O::call_end,      offer_call_end,     take_by<&Actions::call_end>},
    {O::bounded,       offer_bounded,      take_branch},
    {O::give_up,       offer_give_up,      take_give_up},
    {O::join_part,     offer_join_part,    take_next},
    {O::test,          offer_test,         take_test},
    {O::choose,        offer_choose,       take_choose},
    {O::maybe,         offer_maybe,        take_branch},
    {O::head,          offer_head,         take_head},
    {O::pick_set,      offer_pick_set,     take_by<&Actions::pick_set>},
    {O::end,           offer_end,          take_end},
    // An agent never stands at these.
    {O::jump,          offer_nothing,      take_nothing},
    {O::enter,         offer_nothing,      take_nothing},
    {O::repeat,        offer_nothing,      take_nothing},
    {O::leave,         offer_nothing,      take_nothing},
};
// clang-format on

constexpr bool is_complete_and_in_order() {
  std::size_t next = 0;
  return std::size(kRows) == kOpcodes &&
         std::ranges::all_of(kRows, [&](const OpcodeRow& row) { return row.op == static_cast<O>(next++); });
}
static_assert(is_complete_and_in_order());

}  // namespace

const OpcodeRow& row_of(Opcode op) { return kRows[static_cast<std::size_t>(op)]; }

}  // namespace afterlife
