#include "solver/reduction/lifecycle_slice.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "model/bodies.hpp"

namespace afterlife {
namespace {

// Whether it is one instance, and the same each time.
bool is_one(const std::vector<ObjectDecl>& objects, const Mention& mention) {
  if (mention.entity != EntityKind::object) return true;
  return mention.which == Mention::Which::numbered || mention.which == Mention::Which::self ||
         (mention.which == Mention::Which::bare && objects[static_cast<std::size_t>(mention.index)].count == 1);
}

bool is_same(const Mention& a, const Mention& b) {
  return a.entity == b.entity && a.index == b.index && a.which == b.which && a.number == b.number;
}

using Lock = std::pair<EntityKind, int>;
Lock lock_of(const Action& action) { return {action.target.entity, action.target.index}; }

// Locks that are given back in the very next step, wherever they are taken.
class MomentaryLocks {
 public:
  explicit MomentaryLocks(Scenario& scenario) : objects_(scenario.objects) {
    for_each_body(scenario, [&](const Body& body, const BodyRole&) { look_through(body); });
    for (const Lock& lock : held_) found_.erase(lock);
  }
  [[nodiscard]] const std::set<Lock>& found() const { return found_; }

 private:
  void look_through(const Body& body) {
    for (std::size_t i = 0; i < body.size(); ++i) {
      for (const Body& inner : body[i].bodies) look_through(inner);
      const bool locks = body[i].kind == ActionKind::lock;
      if (!locks && body[i].kind != ActionKind::unlock) continue;
      const Mention& target = body[i].target;
      const bool there =
          target.entity != EntityKind::object || !objects_[static_cast<std::size_t>(target.index)].created;
      const bool back =
          locks && i + 1 < body.size() && body[i + 1].kind == ActionKind::unlock && is_same(target, body[i + 1].target);
      if (there && back && is_one(objects_, target)) {
        found_.insert(lock_of(body[i++]));
        continue;
      }
      held_.insert(lock_of(body[i]));
    }
  }

  const std::vector<ObjectDecl>& objects_;
  std::set<Lock> found_, held_;
};

class Slicer {
 public:
  Slicer(const Scenario& scenario, const Framework& framework, std::set<Lock> momentary)
      : objects_(scenario.objects),
        only_hold_up_(!framework.references_permit(always_waits(scenario))),
        momentary_(std::move(momentary)) {}

  // `of_thread`: a loop in this body is outermost, and left only when somebody asks the thread to stop.
  void slice(Body& body, bool of_thread = false) const {
    Body kept;
    for (Action& action : body) {
      for (Body& inner : action.bodies) slice(inner, of_thread && action.kind != ActionKind::loop);
      if (does_nothing(action, of_thread)) continue;
      if (!kept.empty() && (is_taken_and_dropped(kept.back(), action) || is_locked_and_unlocked(kept.back(), action)))
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

  static bool has_no_body(const Action& action) { return std::ranges::all_of(action.bodies, &Body::empty); }

  [[nodiscard]] bool does_nothing(const Action& action, bool of_thread) const {
    switch (facts(action.kind).shape) {
      case ActionShape::touch: return always_there(action.target);
      case ActionShape::loop: return !of_thread && has_no_body(action);
      case ActionShape::test: return action.kind == ActionKind::if_ && has_no_body(action);
      case ActionShape::choose:
      case ActionShape::maybe:
      case ActionShape::at_irql: return has_no_body(action);
      case ActionShape::act:
      case ActionShape::bounded:
      case ActionShape::stop:
      case ActionShape::cancel:
      case ActionShape::deletion:
      case ActionShape::removal:
      case ActionShape::create:
      case ActionShape::take:
      case ActionShape::send: break;
    }
    return false;
  }

  [[nodiscard]] bool is_taken_and_dropped(const Action& taken, const Action& dropped) const {
    if (!only_hold_up_ || taken.kind != ActionKind::reference || dropped.kind != ActionKind::dereference) return false;
    return always_there(taken.target) && is_one(objects_, taken.target) && is_same(taken.target, dropped.target);
  }

  [[nodiscard]] bool is_locked_and_unlocked(const Action& taken, const Action& dropped) const {
    return taken.kind == ActionKind::lock && dropped.kind == ActionKind::unlock &&
           momentary_.contains(lock_of(taken)) && is_same(taken.target, dropped.target);
  }

  std::vector<ObjectDecl> objects_;
  bool only_hold_up_;  // a reference is nothing that something can wait for
  std::set<Lock> momentary_;
};

void slice(Scenario& scenario, const Slicer& slicer) {
  slicer.slice(scenario.teardown);
  for (ThreadDecl& thread : scenario.threads) slicer.slice(thread.does, true);
  for (ObjectDecl& object : scenario.objects) {
    slicer.slice(object.cleanup);
    slicer.slice(object.destroy);
    if (object.entry) slicer.slice(object.entry->body);
    for (Callback& removal : object.removals) slicer.slice(removal.body);
  }
}

}  // namespace

Scenario slice_for_lifecycle(Scenario scenario, const Framework& framework) {
  slice(scenario, Slicer(scenario, framework, {}));
  // Without one lock, what another protects may be nothing.
  for (std::set<Lock> momentary; !(momentary = MomentaryLocks(scenario).found()).empty();)
    slice(scenario, Slicer(scenario, framework, std::move(momentary)));
  return scenario;
}

}  // namespace afterlife
