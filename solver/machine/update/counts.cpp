#include "solver/machine/update/counts.hpp"

#include <algorithm>

namespace afterlife {

void Counts::refresh(Moment& now, int object) const {
  for (int c = 0; c < kBlockerClasses; ++c)
    if (facts_.rules.slot(static_cast<BlockerClass>(c)) >= 0) refresh(now, static_cast<BlockerClass>(c), object);
}

// Brings what the parent has counted of this object up to date, and so on upwards as far as something changes.
void Counts::refresh(Moment& now, BlockerClass c, int object) const {
  for (int at = object; at >= 0; at = facts_.instances[at].parent) {
    const int parent = facts_.instances[at].parent;
    if (parent < 0) return;
    BlockerCount &mine = blockers_.count(now, c, at), &above = blockers_.count(now, c, parent);
    const int position = now.objects[at].position;
    const bool listed = lifetimes_.on_list(now, at);
    const bool self = listed && blockers_.blocks(now, c, at);
    const bool subtree = self || (listed && mine.subtrees > 0);
    if (self != mine.self_counted) {
      mine.self_counted = self;
      above.children += self ? 1 : -1;
      if (self) {
        above.first_self = std::min(above.first_self, position);
        above.last_self = std::max(above.last_self, position);
      }
    }
    if (subtree == mine.subtree_counted) return;
    mine.subtree_counted = subtree;
    above.subtrees += subtree ? 1 : -1;
    if (subtree) {
      above.first_subtree = std::min(above.first_subtree, position);
      above.last_subtree = std::max(above.last_subtree, position);
      // Something that no longer stood before its later siblings does so again: forget what was skipped.
      if (position + 1 < now.objects[parent].births) ++now.epochs[c];
    }
  }
}

void Counts::set_references(Moment& now, int object, int count) const {
  const bool changes = (now.objects[object].references == 0) != (count == 0);
  now.objects[object].references = count;
  if (changes) refresh(now, object);
}

void Counts::change_held(Moment& now, int object, int by) const {
  if (by == 0) return;
  now.objects[object].held += by;
  refresh(now, object);
}

void Counts::set_queued(Moment& now, int object, bool queued) const {
  ObjectNow& at = now.objects[object];
  if (at.is(ObjectNow::kQueued) == queued) return;
  at.bits ^= ObjectNow::kQueued;
  const int by = facts_.holds[facts_.instances[object].decl].by_run;
  change_held(now, object, queued ? by : -by);
}

}  // namespace afterlife
