#include "solver/instances/reasons.hpp"

#include <algorithm>
#include <utility>

#include "solver/instances/names.hpp"

namespace afterlife {
namespace {

Reason machine(std::string text) { return {Reason::Kind::machine, {}, std::move(text), {}, {}}; }
Reason in_program_order(const std::string& where) {
  return {Reason::Kind::program_order, {}, "program order in " + where, {}, {}};
}
Reason line(std::string text, Span at) { return {Reason::Kind::scenario, {}, std::move(text), {}, at}; }
Reason of_framework(std::string id, std::string text, std::string source) {
  return {Reason::Kind::rule, std::move(id), std::move(text), std::move(source), {}};
}

}  // namespace

std::string Reasons::phase_of(int object, Phase phase) const {
  return instances_.name(object) + "." + std::string(name(phase));
}

Reason Reasons::rule(const Rule& rule, int other, int self) const {
  return of_framework(rule.id, phase_of(other, rule.first) + " before " + phase_of(self, rule.then), rule.source);
}

Reason Reasons::holds(const HeldReference& reference, int holder, int held) const {
  return of_framework(reference.id, instances_.name(holder) + " holds a reference on " + instances_.name(held),
                      reference.source);
}

Reason Reasons::holds_items(const HeldReference& reference, int collection, int item) const {
  return of_framework(
      reference.id,
      instances_.name(collection) + " holds a reference on " + instances_.name(item) + " while it is in it",
      reference.source);
}

Reason Reasons::held_by_run(int object) const {
  const std::string text =
      "a run of " + instances_.name(object) + " that is pending or in progress holds a reference on it";
  const auto& held = instances_.framework().held_references;
  const auto by_run = std::ranges::find(held, HeldReference::Relation::run_on_object, &HeldReference::relation);
  return by_run == held.end() ? machine(text) : of_framework(by_run->id, text, by_run->source);
}

Reason Reasons::drained(int object) const {
  const TypeDecl& type = instances_.type(object);
  const bool runs = type.drain.queued == Drain::Queued::runs;
  return of_framework(type.name,
                      "the cleanup of " + instances_.name(object) + " waits for its runs" +
                          (runs ? ", also for one that is pending" : " that are in progress"),
                      type.source);
}

Reason Reasons::created(int object) const { return machine(instances_.name(object) + " must have been created"); }
Reason Reasons::not_created_late(int object) const {
  return machine(instances_.name(object) + " is not created once its parent belongs to a deletion");
}
Reason Reasons::in_deletion(int object) const {
  return machine(instances_.name(object) + " must belong to a deletion");
}
Reason Reasons::cleanup_before_destroy(int object) const {
  return machine(phase_of(object, Phase::cleanup) + " comes before its destroy");
}
Reason Reasons::cleanup_before_pass(int object) const {
  return machine("the destroy pass comes after the cleanup of " + instances_.name(object));
}
Reason Reasons::unreferenced(int object) const {
  return machine("no reference on " + instances_.name(object) + " may be outstanding");
}

Reason Reasons::made_pending(int object) const {
  const bool request = instances_.type(object).has_role("request");
  return machine(instances_.name(object) + " runs only when " + (request ? "sent" : "enqueued"));
}
Reason Reasons::has_room(int object) const {
  const int room = instances_.type(object).has_role("request") ? 1 : instances_.decl(object).overlapping_runs;
  return machine("no more than " + std::to_string(room) + (room == 1 ? " run" : " runs") + " of " +
                 instances_.name(object) + (room == 1 ? " is" : " are") + " in progress at a time");
}
Reason Reasons::runs_end_with_cleanup(int object) const {
  return machine("no run of " + instances_.name(object) + " begins once its cleanup has begun");
}
Reason Reasons::counted(int object) const { return in_program_order("runs of " + instances_.name(object)); }
Reason Reasons::enqueue_ignored(int object) const {
  return machine("an enqueue of " + instances_.name(object) + " is ignored once its deletion has reached it");
}

Reason Reasons::program_order(Agent agent) const {
  std::string where = "teardown";
  switch (agent.kind) {
    case Agent::Kind::run: where = instances_.name(agent.index) + "." + instances_.decl(agent.index).entry->name; break;
    case Agent::Kind::cleanup: where = phase_of(agent.index, Phase::cleanup); break;
    case Agent::Kind::destroy: where = phase_of(agent.index, Phase::destroy); break;
    case Agent::Kind::thread: where = instances_.scenario().threads[agent.index].name; break;
    default: break;
  }
  return in_program_order(where);
}

Reason Reasons::started(int thread) const {
  return machine(instances_.scenario().threads[thread].name + " runs only once it has been started");
}
Reason Reasons::asked_to_stop(int thread) const {
  return machine(instances_.scenario().threads[thread].name + " leaves its loop only when asked to stop");
}
Reason Reasons::clear_at_first(int flag) const {
  return machine("flag " + instances_.scenario().flags[flag] + " is clear at first");
}
Reason Reasons::branch(const Action& test, bool set) const {
  return line("this way is taken only if flag " + instances_.scenario().flags[test.target.index] +
                  (set ? " is set" : " is clear"),
              test.at);
}

Reason Reasons::waits(const Action& action) const {
  const Mention& target = action.target;
  const bool of_target = action.kind == ActionKind::flush && target.entity == EntityKind::object &&
                         instances_.type(instances_.first(target.index)).has_role("io-target");
  const std::string_view until =
      of_target ? "flush waits until nothing that was sent to % is under way" : facts(action.kind).waits_until;
  if (until.empty()) return line("it waits", action.at);
  return line(filled(until, instances_.scenario().name_of(target)), action.at);
}

Reason Reasons::waits(const Action& action, int object, Phase phase) const {
  return line("delete of " + instances_.name(object) + " waits for the " + std::string(name(phase)), action.at);
}

Reason Reasons::waits_for_runs(const Action& action, int object) const {
  const bool is_target = instances_.type(object).has_role("io-target");
  return line("cancel-and-wait waits until " +
                  (is_target ? "nothing that was sent to " + instances_.name(object) + " is under way"
                             : "no run of " + instances_.name(object) + " is in progress"),
              action.at);
}

Reason Reasons::send_fails(const Action& action) const {
  return line("send fails once its target is closed or being cleaned up", action.at);
}

Reason Reasons::assumed(const Order& order) {
  return line("assumed: " + order.first.text + " before " + order.then.text, order.at);
}

}  // namespace afterlife
