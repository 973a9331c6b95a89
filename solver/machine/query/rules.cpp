#include "solver/machine/query/rules.hpp"

namespace afterlife {

bool Rules::permit(const Moment& now, int object, Phase phase) const {
  for (const PreparedRule& prepared : facts_.rules.of(phase))
    if (blocked(now, prepared, object)) return false;
  return true;
}

bool Rules::blocked(const Moment& now, const PreparedRule& prepared, int object) const {
  if (prepared.level && *prepared.level != lifetimes_.deleted_at(now, object)) return false;
  if (!prepared.simple) return blocked_by_one(now, prepared, object);
  const bool below_root = now.objects[object].root != object;
  const BlockerClass c = prepared.blocker;
  switch (prepared.rule->axis) {
    case Axis::parent: return below_root && blockers_.blocks(now, c, facts_.instances[object].parent);
    case Axis::ancestor: return blockers_.ancestor(now, c, object);
    case Axis::child: return blockers_.count(now, c, object).children > 0;
    case Axis::descendant: return blockers_.count(now, c, object).subtrees > 0;
    case Axis::preceding_sibling: return below_root && blockers_.earlier_sibling(now, c, object, false);
    case Axis::following_sibling: return below_root && blockers_.later_sibling(now, c, object, false);
    case Axis::preceding: return blockers_.preceding(now, c, object);
    case Axis::following: return blockers_.following(now, c, object);
    case Axis::self:
    case Axis::allocator:
    case Axis::allocation: break;
  }
  return blocked_by_one(now, prepared, object);
}

bool Rules::blocked_by_one(const Moment& now, const PreparedRule& prepared, int object) const {
  const Rule& rule = *prepared.rule;
  return axes_.visit(now, rule.axis, object, [&](int first) {
    return facts_.instances.applies(rule, first, object) && !lifetimes_.settled(now, first, rule.first) &&
           !lifted(now, prepared, first, object);
  });
}

bool Rules::lifted(const Moment& now, const PreparedRule& prepared, int first, int self) const {
  if (!prepared.liftable || !facts_.instances.liftable(*prepared.rule, first, self)) return false;
  const Conditions& unless = *prepared.rule->unless;
  const Irql level = lifetimes_.deleted_at(now, self);
  return (!unless.referenced || now.objects[first].referenced()) && unless.deletion_irql.value_or(level) == level;
}

}  // namespace afterlife
