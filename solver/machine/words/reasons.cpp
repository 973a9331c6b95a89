#include "solver/machine/words/reasons.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "solver/machine/query/drains.hpp"
#include "solver/machine/query/lifetimes.hpp"
#include "solver/machine/query/rules.hpp"

namespace afterlife {
namespace {

constexpr int kCounted = 10000;  // beyond this many objects on one axis the text says "many"

// What an object has nothing of on an axis: at all, or only as things stand now.
std::string nothing_on(Axis axis, const Instances& instances, int object, bool is_root) {
  const Instance& instance = instances[object];
  const bool has_siblings = instance.parent >= 0 && instances[instance.parent].children.size() > 1;
  const auto sibling = [&](const std::string& nothing) {
    if (!has_siblings) return nothing;
    return nothing + (is_root ? " within its deletion" : " that is born and still on the list");
  };
  switch (axis) {
    case Axis::child:
    case Axis::descendant:
      return instance.children.empty() ? "no children" : "no child that is born and still on its list";
    case Axis::preceding_sibling:
    case Axis::preceding: return sibling("nothing created before it");
    case Axis::following_sibling:
    case Axis::following: return sibling("nothing created after it");
    case Axis::parent:
    case Axis::ancestor: return instance.parent < 0 ? "no parent" : "no parent within its deletion";
    case Axis::allocator: return "no allocator within its deletion";
    case Axis::allocation: return "no allocations within its deletion";
    case Axis::self: break;
  }
  return {};
}

bool orders_siblings(Axis axis) {
  return axis == Axis::preceding_sibling || axis == Axis::preceding || axis == Axis::following_sibling ||
         axis == Axis::following;
}

std::string level_name(Irql level) { return level == Irql::dispatch ? "DISPATCH_LEVEL" : "PASSIVE_LEVEL"; }

Reason of_machine(std::string text) {
  Reason reason;
  reason.kind = Reason::Kind::machine;
  reason.text = std::move(text);
  return reason;
}

std::string and_more(const std::string& first, int count) {
  if (count == 1) return first + " has";
  return first + " and " + (count > kCounted ? "many" : std::to_string(count - 1)) + " more have";
}

Reason of_rule(const Rule& rule, const std::string& text) {
  Reason reason;
  reason.kind = Reason::Kind::rule;
  reason.rule = rule.id;
  reason.source = rule.source;
  reason.text = text + " (" + rule.id + ")";
  return reason;
}

// "Memory is referenced, so Parent does not wait for it"
std::string not_waited_for(const std::string& self, const std::string& first, int count, const Rule& rule) {
  const std::string why = rule.unless && rule.unless->deletion_irql
                              ? " left out of a deletion at " + level_name(*rule.unless->deletion_irql)
                              : " referenced";
  const bool several = count > 1;
  return first + (several ? " and " + std::to_string(count - 1) + " more are" : std::string(" is")) + why + ", so " +
         self + " does not wait for " + (several ? "them" : "it");
}

// What the machine itself asks for, and has.
std::vector<Reason> given(const Instances& instances, const Step& step, Phase phase, int root) {
  const std::string self = instances.name(step.object);
  std::vector<Reason> found;
  if (phase == Phase::cleanup)
    found.push_back(of_machine(root == step.object ? self + " is being deleted"
                                                   : self + " belongs to the deletion of " + instances.name(root)));
  else
    found.push_back(of_machine("the cleanup of " + self + " has ended"));
  if (step.kind == Step::Kind::pass_over)
    found.push_back(of_machine("a reference on " + self + " is outstanding"));
  else if (phase == Phase::destroy)
    found.push_back(of_machine("no reference on " + self + " is outstanding"));
  return found;
}

// What it lacks.
std::vector<Reason> lacking(const MachineFacts& facts, const Moment& now, int object, Phase phase) {
  const ObjectNow& at = now.objects[object];
  const std::string self = facts.instances.name(object);
  std::vector<Reason> found;
  if (phase == Phase::cleanup) {
    if (at.root < 0) found.push_back(of_machine(self + " must belong to a deletion, and none was asked for"));
    if (at.root >= 0 && !Drains(facts).drained(now, object))
      found.push_back(of_machine("the runs of " + self + " must be over"));
  } else {
    if (!Lifetimes(facts).settled(now, object, Phase::cleanup))
      found.push_back(of_machine(self + ".cleanup must have ended"));
    if (at.referenced()) found.push_back(of_machine("no reference on " + self + " may be outstanding"));
  }
  return found;
}

// Where no rule constrains the move.
std::string unconstrained(const PreparedRules& rules, Phase phase, const std::string& self, bool is_root,
                          const std::vector<std::string>& absent) {
  bool siblings = false;
  for (const PreparedRule& prepared : rules.of(phase)) siblings |= orders_siblings(prepared.rule->axis);
  std::string text;
  for (const std::string& nothing : absent) text += (text.empty() ? self + " has " : " and ") + nothing;
  if (!siblings && !is_root)
    return text + (text.empty() ? "no rule orders " + self : ", and no rule orders it") + " after its siblings";
  return rules.of(phase).empty() ? "no rule orders the " + std::string(name(phase)) + " of " + self : text;
}

}  // namespace

std::vector<Reason> reasons_of(const MachineFacts& facts, const Moment& now, const Step& step) {
  if (step.kind != Step::Kind::begin && step.kind != Step::Kind::pass_over) return {};
  const Instances& instances = facts.instances;
  const int object = step.object, root = now.objects[object].root;
  const std::string self = instances.name(object);
  const Phase phase = step.kind == Step::Kind::pass_over ? Phase::destroy : step.phase;
  std::vector<Reason> found = given(instances, step, phase, root);
  if (now.objects[object].is(ObjectNow::kPassedOver)) {
    found.push_back(
        of_machine("the destroy pass has gone by " + self + ", so no rule constrains its destroy any more"));
    return found;
  }
  const Rules rules(facts);
  std::vector<std::string> absent;  // axes of rules on which there is nothing
  bool constrained = false;
  for (const PreparedRule& prepared : facts.rules.of(phase)) {
    const Rule& rule = *prepared.rule;
    const auto [ended, lifted, missing] = rules.awaited(now, prepared, object, [](const Awaited& so_far) {
      return so_far.ended.count + so_far.lifted.count > kCounted;
    });
    const std::string first_phase = "." + std::string(name(rule.first));
    if (ended.count > 0)
      found.push_back(of_rule(rule, and_more(instances.name(ended.first) + first_phase, ended.count) + " ended"));
    if (lifted.count > 0)
      found.push_back(of_rule(rule, not_waited_for(self, instances.name(lifted.first), lifted.count, rule)));
    if (ended.count + lifted.count > 0) {
      constrained = true;
      continue;
    }
    const std::string nothing = nothing_on(rule.axis, instances, object, root == object);
    if (!nothing.empty() && std::ranges::find(absent, nothing) == absent.end()) absent.push_back(nothing);
  }
  if (constrained) return found;
  const std::string text = unconstrained(facts.rules, phase, self, root == object, absent);
  if (!text.empty()) found.push_back(of_machine(text));
  return found;
}

std::vector<Reason> hindrances_of(const MachineFacts& facts, const Moment& now, const Step& step) {
  const Instances& instances = facts.instances;
  const int object = step.object;
  const ObjectNow& at = now.objects[object];
  const bool cleanup = step.phase == Phase::cleanup;
  const std::string self = instances.name(object);
  if (at.is(cleanup ? ObjectNow::kCleanupBegun : ObjectNow::kDestroyBegun))
    return {of_machine(self + "." + std::string(name(step.phase)) + " has begun before, and happens once")};
  if (!at.is(ObjectNow::kBorn)) return {of_machine(self + " is not born")};
  std::vector<Reason> found = lacking(facts, now, object, step.phase);
  if (at.root < 0 || (!cleanup && at.is(ObjectNow::kPassedOver))) return found;
  const Rules rules(facts);
  for (const PreparedRule& prepared : facts.rules.of(step.phase)) {
    const Awaited::Group missing =
        rules.awaited(now, prepared, object, [](const Awaited& so_far) { return so_far.missing.count > kCounted + 1; })
            .missing;
    if (missing.count == 0) continue;
    found.push_back(
        of_rule(*prepared.rule, instances.name(missing.first) + "." + std::string(name(prepared.rule->first)) +
                                    " must have ended" +
                                    (missing.count > 1 ? ", and " + std::to_string(missing.count - 1) + " more" : "")));
  }
  return found;
}

}  // namespace afterlife
