// How far an object has come in its life.
//
//   const Lifetimes lifetimes(machine_facts);
//   if (lifetimes.on_list(now, child) && !lifetimes.settled(now, child, Phase::cleanup)) visit(child);
#pragma once

#include "model/framework.hpp"
#include "model/kept.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/moment/moment.hpp"

namespace afterlife {

inline bool has_ended(const ObjectNow& object, Phase phase) {
  return object.is(phase == Phase::cleanup ? ObjectNow::kCleanupEnded : ObjectNow::kDestroyEnded);
}

class Lifetimes {
 public:
  explicit Lifetimes(Kept<MachineFacts> facts) : facts_(facts) {}

  // Born, and not taken off its parent's list by its own deletion.
  [[nodiscard]] bool on_list(const Moment& now, int object) const {
    const ObjectNow& at = now.objects[object];
    return at.is(ObjectNow::kBorn) && !(facts_.deletion.leaves_list && at.is(ObjectNow::kRoot));
  }
  // Whether the phase counts as ended for those who wait for it: a target's cleanup only once what was sent to it has
  // completed, where its type says so.
  [[nodiscard]] bool settled(const Moment& now, int object, Phase phase) const {
    const ObjectNow& at = now.objects[object];
    if (!has_ended(at, phase)) return false;
    return phase == Phase::destroy || at.occupied == 0 || !facts_.instances.type(object).drain.after_cleanup;
  }
  // The level at which the deletion that it belongs to is carried out.
  [[nodiscard]] Irql deleted_at(const Moment& now, int object) const {
    const int root = now.objects[object].root;
    return root >= 0 && now.objects[root].is(ObjectNow::kAtDispatch) ? Irql::dispatch : Irql::passive;
  }

 private:
  const MachineFacts& facts_;
};

}  // namespace afterlife
