#include "solver/encoding/collections.hpp"

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

z3::expr CollectionEncoder::item_in(int item, int collection, int moment) {
  return item_in_.at(item, collection, moment, [&] {
    CountOf count(z3_);
    for (const int event : may_.acts_with(ActionKind::add, collection))
      if (may_.may_target(events_.at(event), item))
        count.add(counted(before(event, moment) && encoding_.naming.targets(event, item) &&
                          encoding_.naming.other_targets(event, collection) &&
                          !encoding_.deletions.destroy_begun(item, event) &&
                          !encoding_.deletions.destroy_begun(collection, event)));
    for (const int event : may_.acts_with(ActionKind::take, collection))
      if (may_.may_target(events_.at(event), item))
        count.subtract(counted(before(event, moment) && encoding_.naming.targets(event, item) &&
                               encoding_.naming.other_targets(event, collection)));
    return count.at_least(1) && !encoding_.deletions.destroyed(collection, moment);
  });
}

z3::expr CollectionEncoder::take_ready(int event, int moment) {
  const auto holds_some = [&](int collection) {
    AnyOf any(z3_);
    for (int item = 0; item < instances_.size(); ++item)
      if (may_.may_target(events_.at(event), item)) any |= item_in(item, collection, moment);
    return z3::expr(any);
  };
  if (moment == kEnd) return encoding_.naming.could_be_done(events_.at(event), true, holds_some);
  AnyOf any(z3_), meant(z3_);
  for (const int collection : may_.second_names(events_.at(event))) {
    const z3::expr here = encoding_.naming.other_targets(event, collection);
    meant |= here;
    any |= (here && holds_some(collection));
  }
  return z3::expr(any) || !z3::expr(meant);
}

z3::expr CollectionEncoder::may_be_taken(int event, int item) {
  AnyOf any(z3_);
  for (const int collection : may_.second_names(events_.at(event)))
    any |= (encoding_.naming.other_targets(event, collection) && item_in(item, collection, event));
  return any;
}

}  // namespace afterlife
