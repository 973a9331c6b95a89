// Why a framework move is permitted now, in words: rule by rule, and what the machine itself asks for.
#include <algorithm>

#include "solver/machine/impl.hpp"

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

}  // namespace

std::vector<Reason> Machine::Impl::reasons(const State& state, const Step& step) const {
  std::vector<Reason> found;
  if (step.kind != Step::Kind::begin && step.kind != Step::Kind::pass_over) return found;
  const int object = step.object;
  const std::string self = instances.name(object);
  const Phase phase = step.kind == Step::Kind::pass_over ? Phase::destroy : step.phase;
  const int root = state.objects_[object].root;
  const bool passed_over = state.objects_[object].is(State::kPassedOver);

  if (phase == Phase::cleanup)
    found.push_back(of_machine(root == object ? self + " is being deleted"
                                              : self + " belongs to the deletion of " + instances.name(root)));
  else
    found.push_back(of_machine("the cleanup of " + self + " has ended"));
  if (step.kind == Step::Kind::pass_over)
    found.push_back(of_machine("a reference on " + self + " is outstanding"));
  else if (phase == Phase::destroy)
    found.push_back(of_machine("no reference on " + self + " is outstanding"));
  if (passed_over) {
    found.push_back(
        of_machine("the destroy pass has gone by " + self + ", so no rule constrains its destroy any more"));
    return found;
  }

  std::vector<std::string> absent;  // axes of rules on which there is nothing
  bool constrained = false, siblings = false;
  for (const PreparedRule& prepared : prepared_rules[phase == Phase::destroy]) {
    const Rule& rule = *prepared.rule;
    siblings |= orders_siblings(rule.axis);
    int done = 0, excepted = 0, first_done = -1, first_excepted = -1;
    visit(state, rule.axis, object, [&](int first) {
      if (!instances.applies(rule, first, object)) return false;
      if (ended(state, first, rule.first)) {
        if (done++ == 0) first_done = first;
      } else if (lifted(state, prepared, first, object) && excepted++ == 0) {
        first_excepted = first;
      }
      return done + excepted > kCounted;
    });
    const auto add = [&](std::string text) {
      Reason reason;
      reason.kind = Reason::Kind::rule;
      reason.rule = rule.id;
      reason.source = rule.source;
      reason.text = std::move(text) + " (" + rule.id + ")";
      found.push_back(std::move(reason));
      constrained = true;
    };
    if (done > 0) add(and_more(instances.name(first_done) + "." + std::string(name(rule.first)), done) + " ended");
    const std::string why = rule.unless && rule.unless->deletion_irql
                                ? " left out of a deletion at " + level_name(*rule.unless->deletion_irql)
                                : " referenced";
    if (excepted > 0)
      add(instances.name(first_excepted) +
          (excepted > 1 ? " and " + std::to_string(excepted - 1) + " more are" : std::string(" is")) + why + ", so " +
          self + " does not wait for " + (excepted > 1 ? "them" : "it"));
    const std::string nothing = nothing_on(rule.axis, instances, object, root == object);
    if (done + excepted == 0 && !nothing.empty() && std::find(absent.begin(), absent.end(), nothing) == absent.end())
      absent.push_back(nothing);
  }
  if (constrained) return found;

  std::string text;
  for (const std::string& nothing : absent) text += (text.empty() ? self + " has " : " and ") + nothing;
  if (!siblings && root != object)
    text += (text.empty() ? "no rule orders " + self : ", and no rule orders it") + " after its siblings";
  else if (prepared_rules[phase == Phase::destroy].empty())
    text = "no rule orders the " + std::string(name(phase)) + " of " + self;
  if (!text.empty()) found.push_back(of_machine(text));
  return found;
}

std::vector<Reason> Machine::Impl::hindrances(const State& state, const Step& step) const {
  std::vector<Reason> found;
  const int object = step.object;
  const State::Object& at = state.objects_[object];
  const std::string self = instances.name(object);
  const std::string event = self + "." + std::string(name(step.phase));
  const bool cleanup = step.phase == Phase::cleanup;
  if (at.is(cleanup ? State::kCleanupBegun : State::kDestroyBegun))
    return {of_machine(event + " has begun before, and happens once")};
  if (!at.is(State::kBorn)) return {of_machine(self + " is not born")};
  if (cleanup && at.root < 0) found.push_back(of_machine(self + " must belong to a deletion, and none was asked for"));
  if (cleanup && at.root >= 0 && !drained(state, object))
    found.push_back(of_machine("the runs of " + self + " must be over"));
  if (!cleanup && !settled(state, object, Phase::cleanup))
    found.push_back(of_machine(self + ".cleanup must have ended"));
  if (!cleanup && referenced(state, object))
    found.push_back(of_machine("no reference on " + self + " may be outstanding"));
  if (at.root < 0 || (!cleanup && at.is(State::kPassedOver))) return found;
  for (const PreparedRule& prepared : prepared_rules[cleanup ? 0 : 1]) {
    int missing = -1, more = 0;
    visit(state, prepared.rule->axis, object, [&](int first) {
      if (!instances.applies(*prepared.rule, first, object) || ended(state, first, prepared.rule->first) ||
          lifted(state, prepared, first, object))
        return false;
      if (missing < 0)
        missing = first;
      else
        ++more;
      return more > kCounted;
    });
    if (missing < 0) continue;
    Reason reason;
    reason.kind = Reason::Kind::rule;
    reason.rule = prepared.rule->id;
    reason.source = prepared.rule->source;
    reason.text = instances.name(missing) + "." + std::string(name(prepared.rule->first)) + " must have ended" +
                  (more > 0 ? ", and " + std::to_string(more) + " more" : "") + " (" + prepared.rule->id + ")";
    found.push_back(std::move(reason));
  }
  return found;
}

}  // namespace afterlife
