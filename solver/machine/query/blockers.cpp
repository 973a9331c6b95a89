#include "solver/machine/query/blockers.hpp"

#include <cstdint>
#include <vector>

namespace afterlife {

bool Blockers::blocks(const Moment& now, BlockerClass c, int object) const {
  const ObjectNow& at = now.objects[object];
  if (!at.is(ObjectNow::kBorn)) return false;
  switch (c) {
    case kUncleaned: return !lifetimes_.settled(now, object, Phase::cleanup);
    case kUncleanedUnreferenced: return !lifetimes_.settled(now, object, Phase::cleanup) && !at.referenced();
    case kUndestroyed: return !at.is(ObjectNow::kDestroyEnded);
    case kUndestroyedUnreferenced: return !at.is(ObjectNow::kDestroyEnded) && !at.referenced();
    case kAwaited: break;
  }
  return !at.is(ObjectNow::kDestroyEnded) && !at.is(ObjectNow::kPassedOver) && !at.referenced();
}

bool Blockers::reached(const Moment& now, int object) const {
  int at = object;
  while (!count(now, kUncleaned, at).reached && !now.objects[at].is(ObjectNow::kRoot)) {
    if (now.objects[at].root < 0 || earlier_sibling(now, kUncleaned, at, false)) return false;
    at = facts_.instances[at].parent;
  }
  for (int back = object; back != at; back = facts_.instances[back].parent) count(now, kUncleaned, back).reached = true;
  return true;
}

bool Blockers::earlier_sibling(const Moment& now, BlockerClass c, int object, bool subtree) const {
  const int parent = facts_.instances[object].parent;
  BlockerCount& above = count(now, c, parent);
  std::int32_t& first = subtree ? above.first_subtree : above.first_self;
  for (const int position = now.objects[object].position; first < position; ++first) {
    const BlockerCount& sibling = count(now, c, now.order[facts_.tree.stretch[parent] + first]);
    if (subtree ? sibling.subtree_counted : sibling.self_counted) return true;
  }
  return false;
}

bool Blockers::later_sibling(const Moment& now, BlockerClass c, int object, bool subtree) const {
  const int parent = facts_.instances[object].parent;
  BlockerCount& above = count(now, c, parent);
  std::int32_t& last = subtree ? above.last_subtree : above.last_self;
  for (const int position = now.objects[object].position; last > position; --last) {
    const BlockerCount& sibling = count(now, c, now.order[facts_.tree.stretch[parent] + last]);
    if (subtree ? sibling.subtree_counted : sibling.self_counted) return true;
  }
  return false;
}

// Ancestors up to and including the deletion root. Once an ancestor has ended a phase it never blocks again, so chains
// of them are skipped; where a reference may lift the rule that is not so, and they are looked at one by one.
bool Blockers::ancestor(const Moment& now, BlockerClass c, int object) const {
  const std::vector<int>& depth = facts_.tree.depth;
  const int top = depth[now.objects[object].root];
  const int start = facts_.instances[object].parent;
  const bool skips = c == kUncleaned || c == kUndestroyed;
  const auto next = [&](int at) {
    const int known = count(now, c, at).skip_ancestor;
    return skips && known != -2 ? known : facts_.instances[at].parent;
  };
  int at = start;
  while (at >= 0 && depth[at] >= top && !blocks(now, c, at)) at = next(at);
  if (skips) {
    for (int back = start; back >= 0 && back != at;) {
      const int after = next(back);
      count(now, c, back).skip_ancestor = at;
      back = after;
    }
  }
  return at >= 0 && depth[at] >= top;
}

// Whether something blocks under an earlier sibling of the object, or of one of its ancestors inside the deletion.
bool Blockers::preceding(const Moment& now, BlockerClass c, int object) const {
  const std::vector<int>& depth = facts_.tree.depth;
  const int top = depth[now.objects[object].root];
  const auto next = [&](int at) {
    const BlockerCount& here = count(now, c, at);
    return here.skip_preceding != -2 && here.skip_preceding_epoch == now.epochs[c] ? here.skip_preceding
                                                                                   : facts_.instances[at].parent;
  };
  int at = object;
  while (at >= 0 && depth[at] > top && !earlier_sibling(now, c, at, true)) at = next(at);
  for (int back = object; back >= 0 && back != at;) {
    const int after = next(back);
    BlockerCount& here = count(now, c, back);
    here.skip_preceding = at;
    here.skip_preceding_epoch = now.epochs[c];
    back = after;
  }
  return at >= 0 && depth[at] > top;
}

bool Blockers::following(const Moment& now, BlockerClass c, int object) const {
  const std::vector<int>& depth = facts_.tree.depth;
  const int top = depth[now.objects[object].root];
  for (int at = object; depth[at] > top; at = facts_.instances[at].parent)
    if (later_sibling(now, c, at, true)) return true;
  return false;
}

}  // namespace afterlife
