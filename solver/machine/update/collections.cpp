#include "solver/machine/update/collections.hpp"

#include <algorithm>

namespace afterlife {

void Collections::add(Moment& now, int item, int collection) const {
  if (now.objects[item].is(ObjectNow::kDestroyBegun) || now.objects[collection].is(ObjectNow::kDestroyBegun)) return;
  if (++now.items[{collection, item}] == 1) counts_.change_held(now, item, holds_on_items(now, collection));
}

void Collections::take_out(Moment& now, int item, int collection) const {
  const auto found = now.items.find({collection, item});
  if (--found->second > 0) return;
  now.items.erase(found);
  counts_.change_held(now, item, -holds_on_items(now, collection));
}

// References that the collection, as far as it has come, has on each of its items.
int Collections::holds_on_items(const Moment& now, int collection) const {
  const ObjectNow& at = now.objects[collection];
  return static_cast<int>(std::ranges::count_if(facts_.holds[facts_.instances[collection].decl].on_items,
                                                [&](const HeldReference* reference) {
                                                  switch (reference->until) {
                                                    case HeldReference::Until::cleanup_begins:
                                                      return !at.is(ObjectNow::kCleanupBegun);
                                                    case HeldReference::Until::cleanup_ends:
                                                      return !at.is(ObjectNow::kCleanupEnded);
                                                    case HeldReference::Until::destroy_ends:
                                                    case HeldReference::Until::run_ends: break;
                                                  }
                                                  return !at.is(ObjectNow::kDestroyEnded);
                                                }));
}

void Collections::let_go(Moment& now, int collection, HeldReference::Until passed) const {
  const auto first = now.items.lower_bound({collection, -1});
  const auto last = now.items.lower_bound({collection + 1, -1});
  const int dropped = static_cast<int>(
      std::ranges::count(facts_.holds[facts_.instances[collection].decl].on_items, passed, &HeldReference::until));
  for (auto item = first; item != last; ++item) counts_.change_held(now, item->first.second, -dropped);
  if (passed == HeldReference::Until::destroy_ends) now.items.erase(first, last);
}

}  // namespace afterlife
