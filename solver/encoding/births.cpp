#include "solver/encoding/births.hpp"

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

z3::expr BirthEncoder::born(int object, int moment) {
  if (instances_[object].born_at_start) return yes();
  return born_.at(object, moment, [&] {
    AnyOf any(z3_);
    for (const int create : may_.births_of(object)) any |= (before(create, moment) && binds(create, object));
    return any;
  });
}

z3::expr BirthEncoder::binds(int create_event, int object) {
  return encoding_.acts.outcome(create_event) && create_next(create_event, instances_[object].number, create_event);
}

z3::expr BirthEncoder::create_next(int create_event, int number, int moment) {
  CountOf made(z3_);
  bool other = false;
  for (const int create : may_.births_of(instances_.first(events_.at(create_event).action->target.index))) {
    if (create == create_event) continue;
    other = true;
    made.add(counted(before(create, moment) && encoding_.acts.outcome(create)));
  }
  return other ? made.is(number - 1) : (number == 1 ? yes() : no());
}

z3::expr BirthEncoder::parent_taken(int parent, int moment) {
  return instances_.framework().deletion.takes == DeletionFacts::Takes::at_once
             ? encoding_.deletions.in_deletion(parent, moment)
             : encoding_.deletions.reached(parent, moment);
}

z3::expr BirthEncoder::may_be_created(int object, int moment) {
  const Instance& made = instances_[object];
  z3::expr ok = yes();
  if (made.parent >= 0)
    ok &= born(made.parent, moment) &&
          because(moment, [&] { return reasons_.not_created_late(object); }, !parent_taken(made.parent, moment));
  if (made.from >= 0) ok &= born(made.from, moment);
  return ok;
}

z3::expr BirthEncoder::create_succeeds(int create_event, int moment) {
  const int declaration = events_.at(create_event).action->target.index;
  AnyOf any(z3_);
  for (int number = 1; number <= instances_.scenario().objects[declaration].count; ++number)
    any |= (create_next(create_event, number, moment) && may_be_created(instances_.id(declaration, number), moment));
  return any;
}

}  // namespace afterlife
