#include "model/notes.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "model/bodies.hpp"

namespace afterlife {
namespace {

class Notes {
 public:
  Notes(const Scenario& scenario, const Framework& framework) : scenario_(scenario), framework_(framework) {}

  std::vector<Note> find() {
    for_each_body(scenario_, [&](const Body& body, const BodyRole&) { survey(body); });
    for_each_body(scenario_, [&](const Body& body, const BodyRole&) { held_at_create(body, 0); });
    for (const ThreadDecl& thread : scenario_.threads)
      for (const Mention& held : thread.holds) named_.insert(held.index);
    mentioned_in_questions();
    unused_objects();
    idle_references();
    missing_parents();
    return std::move(found_);
  }

 private:
  void survey(const Body& body) {
    for_each_action(body, [&](const Action& action) {
      const bool of_object = action.target.entity == EntityKind::object && action.target.index >= 0;
      if (of_object) look_at(action);
      if (action.other) {
        named_.insert(action.other->index);
        used_.insert(action.other->index);
      }
    });
  }

  void look_at(const Action& action) {
    const int index = action.target.index;
    named_.insert(index);
    if (action.kind == ActionKind::create)
      for (const std::optional<int>& near : {scenario_.objects[index].parent, scenario_.objects[index].from})
        if (near) used_.insert(*near);
    const bool counts = action.kind == ActionKind::reference || action.kind == ActionKind::dereference;
    if (!counts && !requests_deletion(action.kind) && action.kind != ActionKind::create) used_.insert(index);
    if (action.kind == ActionKind::reference) references_.emplace_back(index, &action);
    const TypeDecl* type = framework_.type(scenario_.objects[index].type);
    if (action.kind == ActionKind::delete_ && !action.framework_own && type != nullptr && !type->driver_may_delete)
      add("forbidden-delete", action.at,
          "only the framework deletes a " + type->name +
              (type->delete_source.empty() ? "" : " (" + type->delete_source + ")"));
  }

  void mentioned_in_questions() {
    const auto mention = [&](const EventName& event) {
      if (!is_of_thread(event.kind)) named_.insert(event.index);
    };
    for (const Order& order : scenario_.assume) mention(order.first), mention(order.then);
    for (const Check& check : scenario_.checks) {
      if (check.of) mention(*check.of);
      if (check.kind == Check::Kind::never_hazard) continue;
      mention(check.order.first);
      mention(check.order.then);
    }
    for (const ObjectDecl& object : scenario_.objects) {
      if (object.parent) named_.insert(*object.parent);
      if (object.from) named_.insert(*object.from);
    }
  }

  void unused_objects() {
    for (std::size_t i = 0; i < scenario_.objects.size(); ++i) {
      const ObjectDecl& object = scenario_.objects[i];
      const bool has_callback = object.cleanup || object.destroy || object.entry || !object.removals.empty();
      if (!has_callback && !named_.contains(static_cast<int>(i)))
        add("unused-object", object.at, "nothing is done with " + object.name + ", asked about it, or below it");
    }
  }

  void idle_references() {
    // Its destroy callback may do something that the reference puts off; so may that of what is allocated from it.
    std::set<int> delays;
    for (std::size_t i = 0; i < scenario_.objects.size(); ++i) {
      if (scenario_.objects[i].destroy) delays.insert(static_cast<int>(i));
      if (scenario_.objects[i].from) delays.insert(*scenario_.objects[i].from);
    }
    for (const auto& [index, action] : references_)
      if (!used_.contains(index) && !delays.contains(index))
        add("idle-reference", action->at,
            "this reference protects nothing: " + scenario_.objects[index].name + " is never used");
  }

  // Its type has a default parent, and objects are there that it may have meant.
  void missing_parents() {
    for (const ObjectDecl& object : scenario_.objects) {
      const TypeDecl* type = framework_.type(object.type);
      if (object.parent || type == nullptr || type->parent.default_type.empty()) continue;
      const std::string& wanted = type->parent.default_type;
      const bool some = std::ranges::any_of(scenario_.objects, [&](const ObjectDecl& other) {
        const TypeDecl* found = framework_.type(other.type);
        return &other != &object && found != nullptr && found->is(wanted);
      });
      if (some)
        add("no-parent", object.at,
            object.name + " goes below nothing: a " + type->name + " goes below the only " + wanted +
                " by default, and there is not exactly one; say which is its parent");
    }
  }

  // Locks held where a short `create` may skip the `unlock` that comes later.
  int held_at_create(const Body& body, int held) {
    for (const Action& action : body) {
      if (action.kind == ActionKind::lock) ++held;
      if (action.kind == ActionKind::unlock && held > 0) --held;
      if (action.kind == ActionKind::create && action.short_form && held > 0)
        add("create-under-lock", action.at,
            "when this create fails, the rest is skipped, and a lock that is held here may stay taken");
      int after = held;
      for (const Body& inner : action.bodies) after = held_at_create(inner, held);
      if (action.kind == ActionKind::at_irql) held = after;
    }
    return held;
  }

  void add(std::string id, const Span& at, std::string text) { found_.push_back({std::move(id), std::move(text), at}); }

  const Scenario& scenario_;
  const Framework& framework_;
  std::set<int> named_, used_;  // declarations: at all; by an action that touches
  std::vector<std::pair<int, const Action*>> references_;
  std::vector<Note> found_;
};

}  // namespace

std::vector<Note> notes_on(const Scenario& scenario, const Framework& framework) {
  return Notes(scenario, framework).find();
}

}  // namespace afterlife
