#include "solver/encoding/control_flow.hpp"

#include <string>

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

z3::expr ControlFlowEncoder::fork_is(int fork, int value) {
  const int alternatives = events_.alternatives(fork);
  const auto constant = [&](int i) {
    const auto found = forks_.find({fork, i});
    if (found != forks_.end()) return found->second;
    const z3::expr made = z3_.bool_const(("fork!" + std::to_string(fork) + "!" + std::to_string(i)).c_str());
    forks_.emplace(std::pair{fork, i}, made);
    return made;
  };
  if (alternatives == 1) return yes();
  if (alternatives == 2) return value == 1 ? constant(1) : !constant(1);
  if (!forks_.contains({fork, 0})) {
    CountOf taken(z3_);
    for (int i = 0; i < alternatives; ++i) taken.add(constant(i));
    encoding_.cone.add_condition(taken.is(1));
  }
  return constant(value);
}

// What a way presupposes of an outcome. Flags and requests to stop are the scenario's own doing, and worth telling.
z3::expr ControlFlowEncoder::outcome_is(int id, bool value, int moment) {
  const Event& event = events_.at(id);
  const z3::expr met = value ? encoding_.acts.outcome(id) : !encoding_.acts.outcome(id);
  if (event.kind == Event::Kind::head)
    return value ? because(moment, [&] { return reasons_.asked_to_stop(event.agent.index); }, met) : met;
  const bool reads_flag = event.action->kind == ActionKind::if_ || event.action->kind == ActionKind::test_and_set;
  return reads_flag ? because(moment, [&] { return reasons_.branch(*event.action, value); }, met) : met;
}

z3::expr ControlFlowEncoder::literal(const Literal& literal, int moment) {
  switch (literal.kind) {
    case Literal::Kind::fork: return fork_is(literal.id, literal.value);
    case Literal::Kind::outcome: return outcome_is(literal.id, literal.value == 1, moment);
    case Literal::Kind::waits:
      if (!context_.waits_matter() && encoding_.waiting.may_go_on_at_once(events_.at(literal.id)))
        return literal.value == 1 ? no() : yes();
      return literal.value == 1 ? encoding_.waiting.waits(literal.id) : !encoding_.waiting.waits(literal.id);
    case Literal::Kind::removes:
      return literal.object >= 0 ? encoding_.naming.targets(literal.id, literal.object)
                                 : !encoding_.naming.done_to_something(literal.id);
    case Literal::Kind::came: {
      const Event& event = events_.at(literal.id);
      return entered(event, event.entries[literal.value], event.id);
    }
    case Literal::Kind::holds: {
      const z3::expr holds = encoding_.references.thread_holds(literal.id, literal.object);
      return literal.value == 1 ? holds : !holds;
    }
    case Literal::Kind::started:
      return because(
          moment, [&] { return reasons_.started(literal.id); }, encoding_.synchronization.started(literal.id, moment));
  }
  return no();
}

z3::expr ControlFlowEncoder::entered(const Event&, const Entry& entry, int moment) {
  if (!context_.waits_matter() && entry.from >= 0 && events_.at(entry.from).kind == Event::Kind::resume &&
      encoding_.waiting.may_go_on_at_once(events_.at(entry.from)))
    return no();
  AllOf all(z3_);
  if (entry.from >= 0) all &= before(entry.from, moment);
  for (const Literal& each : entry.when) all &= literal(each, moment);
  return all;
}

z3::expr ControlFlowEncoder::reaches(const Event& event, int moment) {
  switch (event.kind) {
    case Event::Kind::cleanup_begins:
    case Event::Kind::destroy_begins:
    case Event::Kind::passes_over:
    case Event::Kind::run_begins: return yes();
    default: break;
  }
  AnyOf any(z3_);
  for (const Entry& entry : event.entries) any |= entered(event, entry, moment);
  if (event.group >= 0 && event.kind == Event::Kind::act)
    return z3::expr(any) && encoding_.births.born(event.object, event.request);
  return any;
}

// Members of one `each` are dealt with one after the other: a member begins when those that have begun are done.
z3::expr ControlFlowEncoder::member_guard(const Event& event, int moment) {
  const Event& done = events_.at(event.set_done);
  AllOf all(z3_);
  for (const Event::Member& other : done.members)
    if (other.act != event.id) all &= z3::implies(before(other.act, moment), member_done(done, other, moment));
  return all;
}

z3::expr ControlFlowEncoder::member_done(const Event& done, const Event::Member& member, int moment) {
  AnyOf over(z3_);
  for (const Entry& way : member.ways_out) over |= entered(done, way, moment);
  return over;
}

z3::expr ControlFlowEncoder::set_done_guard(const Event& event, int moment) {
  AllOf all(z3_);
  for (const Event::Member& member : event.members)
    all &= z3::implies(encoding_.births.born(member.instance, event.request), member_done(event, member, moment));
  return all;
}

}  // namespace afterlife
