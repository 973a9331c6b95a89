#include "solver/machine/update/uses.hpp"

namespace afterlife {

void touch(const Moment& now, Agent by, int object, Use use, Effects& effects) {
  const ObjectNow& touched = now.objects[object];
  effects.touched.push_back(object);
  if (by == Agent{Agent::Kind::destroy, object}) {
    if (use != Use::context) effects.hits.push_back({Hazard::use_in_destroy, object});
    return;
  }
  if (!touched.is(ObjectNow::kCleanupEnded)) return;
  effects.hits.push_back({Hazard::use_after_cleanup, object});
  if (touched.references == 0) effects.hits.push_back({Hazard::unreferenced_use_after_cleanup, object});
  if (touched.is(ObjectNow::kDestroyBegun)) effects.hits.push_back({Hazard::use_after_destroy, object});
}

}  // namespace afterlife
