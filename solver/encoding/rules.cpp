#include "solver/encoding/rules.hpp"

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

// Whether a rule holds self back because of `other`, as things stand at the moment.
z3::expr RuleEncoder::constrains(const Rule& rule, int other, int self, int moment) {
  const bool lists = instances_.framework().deletion.leaves_list;
  z3::expr there = encoding_.births.born(other, moment);
  switch (rule.axis) {
    case Axis::self: break;
    case Axis::parent:
    case Axis::ancestor: there &= encoding_.deletions.no_root_on(may_.path(self, other), moment); break;
    case Axis::child:
    case Axis::descendant:
      if (lists) there &= encoding_.deletions.no_root_on(may_.path(other, self), moment);
      break;
    case Axis::preceding_sibling:
    case Axis::preceding:
    case Axis::following_sibling:
    case Axis::following: {
      const MayAnalysis::Siblings pair = may_.siblings(self, other);
      const int parent = instances_[pair.of_self].parent;
      const bool earlier = rule.axis == Axis::preceding_sibling || rule.axis == Axis::preceding;
      there &= encoding_.deletions.no_root_on(may_.path(self, parent), moment);
      if (lists) there &= encoding_.deletions.no_root_on(may_.path(other, parent), moment);
      there &= (earlier ? encoding_.deletions.document_order(pair.of_other, pair.of_self, moment)
                        : encoding_.deletions.document_order(pair.of_self, pair.of_other, moment));
      break;
    }
    case Axis::allocator:
    case Axis::allocation: {
      AnyOf inside(z3_);
      for (const int up : may_.path(self, -1))
        if (may_.same_or_below(other, up))
          inside |=
              (encoding_.deletions.root(up, moment) && encoding_.deletions.no_root_on(may_.path(self, up), moment));
      there &= inside;
      break;
    }
  }
  const auto at_level = [&](Irql level) {
    return level == Irql::dispatch ? encoding_.levels.deletion_at_dispatch(self, moment)
                                   : !encoding_.levels.deletion_at_dispatch(self, moment);
  };
  if (rule.where && rule.where->deletion_irql) there &= at_level(*rule.where->deletion_irql);
  if (instances_.liftable(rule, other, self)) {
    z3::expr lifted = yes();
    if (rule.unless->referenced)
      lifted =
          !encoding_.references.unreferenced(other, moment) || encoding_.references.held_by_framework(other, moment);
    if (rule.unless->deletion_irql) lifted &= at_level(*rule.unless->deletion_irql);
    there &= !lifted;
  }
  return there;
}

z3::expr RuleEncoder::permit(int self, Phase then, int moment) {
  return permitted_.at(then, self, moment, [&] {
    AllOf all(z3_);
    for (const Rule& rule : instances_.framework().rules) {
      if (rule.then != then) continue;
      deadline_.keep();
      for (const int other : may_.on_axis(rule, self))
        all &= because(
            moment, [&] { return reasons_.rule(rule, other, self); },
            z3::implies(constrains(rule, other, self, moment), encoding_.deletions.settled(other, rule.first, moment)));
    }
    return all;
  });
}

}  // namespace afterlife
