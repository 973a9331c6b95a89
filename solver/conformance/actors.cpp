#include "solver/conformance/actors.hpp"

#include <optional>

#include "model/bodies.hpp"

namespace afterlife {
Actors::Actors(Kept<Instances> instances) : instances_(instances) {
  const Scenario& scenario = instances_.scenario();
  const auto actor = [](const BodyRole& role) -> std::optional<Actor> {
    switch (role.kind) {
      case BodyRole::Kind::teardown: return Actor{Agent::Kind::teardown, -1};
      case BodyRole::Kind::thread: return Actor{Agent::Kind::thread, role.index};
      case BodyRole::Kind::cleanup: return Actor{Agent::Kind::cleanup, role.index};
      case BodyRole::Kind::destroy: return Actor{Agent::Kind::destroy, role.index};
      case BodyRole::Kind::entry: return Actor{Agent::Kind::run, role.index};
      case BodyRole::Kind::removal: break;
    }
    return std::nullopt;
  };
  // A removal callback is run by whoever removes; one that removes is run by them as well.
  const auto is_removal = [](const Action& action) { return removes(action.kind); };
  for_each_body(scenario, [&](const Body& body, const BodyRole& role) {
    if (role.kind != BodyRole::Kind::removal && any_action(body, is_removal)) removers_.insert(*actor(role));
  });
  for_each_body(scenario, [&](const Body& body, const BodyRole& role) {
    look_through(body, role.kind == BodyRole::Kind::removal ? removers_ : std::set<Actor>{*actor(role)});
  });
  for (int t = 0; t < static_cast<int>(scenario.threads.size()); ++t)
    for (const Mention& held : scenario.threads[t].holds)
      add({ActionKind::dereference, EntityKind::object, held.index}, {{Agent::Kind::thread, t}});
}

void Actors::look_through(const Body& body, const std::set<Actor>& actors) {
  for_each_action(body, [&](const Action& action) {
    const Mention& target = action.target;
    if (target.index < 0) return;
    add({action.kind, target.entity, target.index}, actors);
    if (requests_deletion(action.kind)) add({ActionKind::delete_, target.entity, target.index}, actors);
  });
}

void Actors::add(const Deed& deed, const std::set<Actor>& actors) {
  by_deed_[deed].insert(actors.begin(), actors.end());
}

bool Actors::may_be(const Actor& actor, Agent agent) const {
  if (actor.kind != agent.kind) return false;
  switch (agent.kind) {
    case Agent::Kind::teardown:
    case Agent::Kind::framework: return true;
    case Agent::Kind::thread: return actor.index == agent.index;
    case Agent::Kind::cleanup:
    case Agent::Kind::destroy:
    case Agent::Kind::run: return actor.index == instances_[agent.index].decl;
  }
  return false;
}

const std::set<Actor>& Actors::of(const ResolvedEvent& event) const {
  const auto who = [&](const Deed& deed) -> const std::set<Actor>& {
    const auto found = by_deed_.find(deed);
    return found == by_deed_.end() ? none_ : found->second;
  };
  if (event.action) return who({event.action->kind, event.action->entity, event.action->index});
  switch (event.kind) {
    case EventKind::thread_start: return who({ActionKind::start, EntityKind::thread, event.index});
    case EventKind::run: return removers_;
    case EventKind::create: return who({ActionKind::create, EntityKind::object, instances_[event.index].decl});
    case EventKind::delete_: return who({ActionKind::delete_, EntityKind::object, instances_[event.index].decl});
    case EventKind::cleanup:
    case EventKind::destroy:
    case EventKind::thread_end: break;  // the framework's, or an end of its own
  }
  return none_;
}

}  // namespace afterlife
