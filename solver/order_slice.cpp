#include "solver/order_slice.hpp"

#include <algorithm>
#include <utility>

namespace afterlife {
namespace {

class Slicer {
 public:
  Slicer(const Scenario& scenario, const Framework& framework)
      : objects_(scenario.objects), only_hold_up_(!framework.references_permit()) {}

  // `of_thread`: a loop in this body is outermost, and left only when somebody asks the thread to stop.
  void slice(Body& body, bool of_thread = false) const {
    Body kept;
    for (Action& action : body) {
      for (Body& inner : action.bodies) slice(inner, of_thread && action.kind != ActionKind::loop);
      if (does_nothing(action, of_thread)) continue;
      if (!kept.empty() && is_taken_and_dropped(kept.back(), action))
        kept.pop_back();
      else
        kept.push_back(std::move(action));
    }
    body = std::move(kept);
  }

  void slice(std::optional<Callback>& lifecycle) const {
    if (!lifecycle) return;
    slice(lifecycle->body);
    if (lifecycle->body.empty()) lifecycle.reset();
  }

 private:
  // Of what is created meanwhile an action says more than that it touches: somebody waits for it to be there.
  [[nodiscard]] bool always_there(const Mention& mention) const {
    return mention.entity == EntityKind::object && !objects_[static_cast<std::size_t>(mention.index)].created;
  }

  [[nodiscard]] bool does_nothing(const Action& action, bool of_thread) const {
    switch (action.kind) {
      case ActionKind::use:
      case ActionKind::context: return always_there(action.target);
      case ActionKind::loop:
        if (of_thread) return false;
        [[fallthrough]];
      case ActionKind::choose:
      case ActionKind::maybe:
      case ActionKind::if_:
      case ActionKind::at_irql: return std::ranges::all_of(action.bodies, &Body::empty);
      default: return false;
    }
  }

  // Whether it is one instance, and the same each time.
  [[nodiscard]] bool is_one(const Mention& mention) const {
    return mention.which == Mention::Which::numbered || mention.which == Mention::Which::self ||
           (mention.which == Mention::Which::bare && objects_[static_cast<std::size_t>(mention.index)].count == 1);
  }

  [[nodiscard]] bool is_taken_and_dropped(const Action& taken, const Action& dropped) const {
    if (!only_hold_up_ || taken.kind != ActionKind::reference || dropped.kind != ActionKind::dereference) return false;
    const Mention &a = taken.target, &b = dropped.target;
    return always_there(a) && is_one(a) && a.index == b.index && a.which == b.which && a.number == b.number;
  }

  std::vector<ObjectDecl> objects_;
  bool only_hold_up_;  // a reference is nothing that something can wait for
};

}  // namespace

Scenario order_slice(Scenario scenario, const Framework& framework) {
  const Slicer slicer(scenario, framework);
  slicer.slice(scenario.teardown);
  for (ThreadDecl& thread : scenario.threads) slicer.slice(thread.does, true);
  for (ObjectDecl& object : scenario.objects) {
    slicer.slice(object.cleanup);
    slicer.slice(object.destroy);
    if (object.entry) slicer.slice(object.entry->body);
    for (Callback& removal : object.removals) slicer.slice(removal.body);
  }
  return scenario;
}

}  // namespace afterlife
