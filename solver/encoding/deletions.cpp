#include "solver/encoding/deletions.hpp"

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

z3::expr DeletionEncoder::requested(int object, int moment) {
  AnyOf any(z3_);
  for (const int request : may_.deletes_of(object))
    any |= (before(request, moment) && encoding_.naming.targets(request, object));
  return any;
}

z3::expr DeletionEncoder::in_deletion(int object, int moment) {
  return in_deletion_.at(object, moment, [&] {
    AnyOf any(z3_);
    for (const int up : may_.path(object, -1)) any |= requested(up, moment);
    return any;
  });
}

// A root is an object whose own delete took effect. Where a deletion takes all at once, that is one before which no
// ancestor's deletion was asked for.
z3::expr DeletionEncoder::root(int object, int moment) {
  if (!may_.deletable(object)) return no();
  return root_.at(object, moment, [&] {
    const bool at_once = instances_.framework().deletion.takes == DeletionFacts::Takes::at_once;
    AnyOf any(z3_);
    for (const int request : may_.deletes_of(object)) {
      z3::expr effective = before(request, moment) && encoding_.naming.targets(request, object);
      if (at_once)
        for (const int up : may_.path(instances_[object].parent, -1)) effective &= !requested(up, request);
      else
        effective &= encoding_.acts.outcome(request);
      any |= effective;
    }
    return any;
  });
}

z3::expr DeletionEncoder::no_root_on(const std::vector<int>& objects, int moment) {
  AllOf all(z3_);
  for (const int object : objects) all &= !root(object, moment);
  return all;
}

z3::expr DeletionEncoder::is_root_of(int up, int object, int moment) {
  return root(up, moment) && no_root_on(may_.path(object, up), moment);
}

z3::expr DeletionEncoder::document_order(int first, int then, int moment) {
  const Instance& a = instances_[first];
  const Instance& b = instances_[then];
  if (a.decl == b.decl) return a.number < b.number ? yes() : no();
  if (a.born_at_start && b.born_at_start) return first < then ? yes() : no();
  if (a.born_at_start != b.born_at_start) return a.born_at_start ? yes() : no();
  AnyOf any(z3_);
  for (const int x : may_.births_of(first))
    for (const int y : may_.births_of(then))
      any |= (encoding_.births.binds(x, first) && encoding_.births.binds(y, then) && before(x, moment) && before(x, y));
  return any;
}

// The cleanup walk has reached the object: it is a root, or its parent is reached and every earlier sibling on the list
// is cleaned up.
z3::expr DeletionEncoder::reached(int object, int moment) {
  return reached_.at(object, moment, [&] {
    const int parent = instances_[object].parent;
    if (parent < 0) return root(object, moment);
    z3::expr by_parent = reached(parent, moment);
    const bool lists = instances_.framework().deletion.leaves_list;
    for (const int sibling : instances_[parent].children) {
      if (sibling == object) continue;
      z3::expr earlier = encoding_.births.born(sibling, moment) && document_order(sibling, object, moment);
      if (lists) earlier &= !root(sibling, moment);
      by_parent &= z3::implies(earlier, settled(sibling, Phase::cleanup, moment));
    }
    return root(object, moment) || by_parent;
  });
}

z3::expr DeletionEncoder::taken(int object, int moment) {
  if (instances_.framework().deletion.takes == DeletionFacts::Takes::at_once) return in_deletion(object, moment);
  const int parent = instances_[object].parent;
  return parent < 0 ? root(object, moment) : root(object, moment) || reached(parent, moment);
}

z3::expr DeletionEncoder::cleaned(int object, int moment) {
  return before(events_.end_of(object, Phase::cleanup), moment);
}

// Whether the phase counts as ended for those who wait for it: a target's cleanup only once what was sent to it has
// completed, where its type says so.
z3::expr DeletionEncoder::settled(int object, Phase phase, int moment) {
  const z3::expr ended = before(events_.end_of(object, phase), moment);
  const bool waits = phase == Phase::cleanup && instances_.type(object).drain.after_cleanup;
  return waits ? ended && !encoding_.io_targets.occupied(object, moment) : ended;
}

z3::expr DeletionEncoder::destroy_begun(int object, int moment) {
  return before(events_.begin_of(object, Phase::destroy), moment);
}

z3::expr DeletionEncoder::destroyed(int object, int moment) {
  return before(events_.end_of(object, Phase::destroy), moment);
}

}  // namespace afterlife
