// Deletions: who belongs to one, how far it has come, and which rules hold whom back.
#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

z3::expr Encoding::requested(int object, int moment) {
  AnyOf any(z3_);
  for (const int request : may_.deletes_of(object)) any |= (before(request, moment) && targets(request, object));
  return any;
}

z3::expr Encoding::in_deletion(int object, int moment) {
  return memo(Fn::in_deletion, object, moment, [&] {
    AnyOf any(z3_);
    for (const int up : may_.path(object, -1)) any |= requested(up, moment);
    return any;
  });
}

// A root is an object whose own delete took effect. Where a deletion takes all at once, that is one before which no
// ancestor's deletion was asked for.
z3::expr Encoding::root(int object, int moment) {
  if (!may_.deletable(object)) return no();
  return memo(Fn::root, object, moment, [&] {
    const bool at_once = instances_.framework().deletion.takes == DeletionFacts::Takes::at_once;
    AnyOf any(z3_);
    for (const int request : may_.deletes_of(object)) {
      z3::expr effective = before(request, moment) && targets(request, object);
      if (at_once)
        for (const int up : may_.path(instances_[object].parent, -1)) effective &= !requested(up, request);
      else
        effective &= outcome(request);
      any |= effective;
    }
    return any;
  });
}

z3::expr Encoding::no_root_on(const std::vector<int>& objects, int moment) {
  AllOf all(z3_);
  for (const int object : objects) all &= !root(object, moment);
  return all;
}

z3::expr Encoding::document_order(int first, int then, int moment) {
  const Instance& a = instances_[first];
  const Instance& b = instances_[then];
  if (a.decl == b.decl) return a.number < b.number ? yes() : no();
  if (a.born_at_start && b.born_at_start) return first < then ? yes() : no();
  if (a.born_at_start != b.born_at_start) return a.born_at_start ? yes() : no();
  AnyOf any(z3_);
  for (const int x : may_.births_of(first))
    for (const int y : may_.births_of(then))
      any |= (binds(x, first) && binds(y, then) && before(x, moment) && before(x, y));
  return any;
}

// The cleanup walk has reached the object: it is a root, or its parent is reached and every earlier sibling on the list is cleaned up.
z3::expr Encoding::reached(int object, int moment) {
  return memo(Fn::reached, object, moment, [&] {
    const int parent = instances_[object].parent;
    if (parent < 0) return root(object, moment);
    z3::expr by_parent = reached(parent, moment);
    const bool lists = instances_.framework().deletion.leaves_list;
    for (const int sibling : instances_[parent].children) {
      if (sibling == object) continue;
      z3::expr earlier = born(sibling, moment) && document_order(sibling, object, moment);
      if (lists) earlier &= !root(sibling, moment);
      by_parent &= z3::implies(earlier, settled(sibling, Phase::cleanup, moment));
    }
    return root(object, moment) || by_parent;
  });
}

z3::expr Encoding::taken(int object, int moment) {
  if (instances_.framework().deletion.takes == DeletionFacts::Takes::at_once) return in_deletion(object, moment);
  const int parent = instances_[object].parent;
  return parent < 0 ? root(object, moment) : root(object, moment) || reached(parent, moment);
}

z3::expr Encoding::cleaned(int object, int moment) { return before(events_.end_of(object, Phase::cleanup), moment); }
// Whether the phase counts as ended for those who wait for it: a target's cleanup only once what was sent to it has
// completed, where its type says so.
z3::expr Encoding::settled(int object, Phase phase, int moment) {
  const z3::expr ended = before(events_.end_of(object, phase), moment);
  const bool waits = phase == Phase::cleanup && instances_.type(object).drain.after_cleanup;
  return waits ? ended && !occupied(object, moment) : ended;
}

z3::expr Encoding::destroy_begun(int object, int moment) {
  return before(events_.begin_of(object, Phase::destroy), moment);
}
z3::expr Encoding::destroyed(int object, int moment) { return before(events_.end_of(object, Phase::destroy), moment); }

// Whether a rule holds self back because of `other`, as things stand at the moment.
z3::expr Encoding::constrains(const Rule& rule, int other, int self, int moment) {
  const bool lists = instances_.framework().deletion.leaves_list;
  z3::expr there = born(other, moment);
  switch (rule.axis) {
    case Axis::self: break;
    case Axis::parent:
    case Axis::ancestor: there &= no_root_on(may_.path(self, other), moment); break;
    case Axis::child:
    case Axis::descendant:
      if (lists) there &= no_root_on(may_.path(other, self), moment);
      break;
    case Axis::preceding_sibling:
    case Axis::preceding:
    case Axis::following_sibling:
    case Axis::following: {
      const MayAnalysis::Siblings pair = may_.siblings(self, other);
      const int parent = instances_[pair.of_self].parent;
      const bool earlier = rule.axis == Axis::preceding_sibling || rule.axis == Axis::preceding;
      there &= no_root_on(may_.path(self, parent), moment);
      if (lists) there &= no_root_on(may_.path(other, parent), moment);
      there &= (earlier ? document_order(pair.of_other, pair.of_self, moment)
                        : document_order(pair.of_self, pair.of_other, moment));
      break;
    }
    case Axis::allocator:
    case Axis::allocation: {
      AnyOf inside(z3_);
      for (const int up : may_.path(self, -1))
        if (may_.same_or_below(other, up)) inside |= (root(up, moment) && no_root_on(may_.path(self, up), moment));
      there &= inside;
      break;
    }
  }
  const auto at_level = [&](Irql level) {
    return level == Irql::dispatch ? carried_out_at_dispatch(self, moment) : !carried_out_at_dispatch(self, moment);
  };
  if (rule.where && rule.where->deletion_irql) there &= at_level(*rule.where->deletion_irql);
  if (instances_.liftable(rule, other, self)) {
    z3::expr lifted = yes();
    if (rule.unless->referenced) lifted = !unreferenced(other, moment) || held_by_framework(other, moment);
    if (rule.unless->deletion_irql) lifted &= at_level(*rule.unless->deletion_irql);
    there &= !lifted;
  }
  return there;
}

z3::expr Encoding::rules(int self, Phase then, int moment) {
  return memo(then == Phase::cleanup ? Fn::rules_cleanup : Fn::rules_destroy, self, moment, [&] {
    AllOf all(z3_);
    for (const Rule& rule : instances_.framework().rules) {
      if (rule.then != then) continue;
      deadline_.keep();
      for (const int other : may_.on_axis(rule, self))
        all &= because(
            moment, [&] { return reasons_.rule(rule, other, self); },
            z3::implies(constrains(rule, other, self, moment), settled(other, rule.first, moment)));
    }
    return all;
  });
}

}  // namespace afterlife
