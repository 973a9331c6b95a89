#include "solver/machine/update/threads.hpp"

#include <algorithm>

#include "solver/machine/update/going_on.hpp"
#include "solver/machine/update/uses.hpp"

namespace afterlife {

void Threads::start(Moment& now, Agent by, int thread, Effects& effects) const {
  effects.took_effect = !now.threads[thread].started;
  if (!effects.took_effect) return;
  for (const int held : held_by(now, thread)) touch(now, by, held, Use::any, effects);
  begin(now, thread);
  effects.marks.push_back({EventKind::thread_start, thread, true, true});
}

void Threads::start_at_start(Moment& now) const {
  for (int t = 0; t < static_cast<int>(now.threads.size()); ++t)
    if (!facts_.scenario.threads[t].started) begin(now, t);
}

// The thread starts, with a reference on whatever it holds.
void Threads::begin(Moment& now, int thread) const {
  ThreadNow& begun = now.threads[thread];
  begun.started = true;
  start_body(begun.run, facts_.bodies.of({Agent::Kind::thread, thread}));
  begun.holds = held_by(now, thread);
  for (const int held : begun.holds) {
    const ObjectNow& object = now.objects[held];
    if (!object.is(ObjectNow::kDestroyBegun)) counts_.set_references(now, held, object.references + 1);
  }
  std::reverse(begun.holds.begin(), begun.holds.end());
}

// What is born of all that the thread holds.
std::vector<int> Threads::held_by(const Moment& now, int thread) const {
  std::vector<int> held;
  for (const Mention& mention : facts_.scenario.threads[thread].holds) {
    const int first = facts_.instances.first(mention.index), count = facts_.scenario.objects[mention.index].count;
    for (int id = first; id < first + count; ++id) {
      const bool meant =
          mention.which != Mention::Which::numbered || id == facts_.instances.id(mention.index, mention.number);
      if (meant && now.objects[id].is(ObjectNow::kBorn)) held.push_back(id);
    }
  }
  return held;
}

}  // namespace afterlife
