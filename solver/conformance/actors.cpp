#include "solver/conformance/actors.hpp"

namespace afterlife {
namespace {

std::string name_of(const Scenario& scenario, const Mention& mention) {
  switch (mention.entity) {
    case EntityKind::object: return scenario.objects[mention.index].name;
    case EntityKind::thread: return scenario.threads[mention.index].name;
    case EntityKind::lock: return scenario.locks[mention.index];
    case EntityKind::signal: return scenario.signals[mention.index];
    case EntityKind::flag: return scenario.flags[mention.index];
  }
  return {};
}

bool has_remove(const Body& body) {
  for (const Action& action : body) {
    if (removes(action.kind)) return true;
    for (const Body& inner : action.bodies)
      if (has_remove(inner)) return true;
  }
  return false;
}

}  // namespace

Doers::Doers(Kept<World> world) : world_(world) {
  const Scenario& scenario = world_.scenario();
  struct Told {
    const Body* body;
    Doer doer;
  };
  std::vector<Told> bodies{{&scenario.teardown, {Agent::Kind::teardown, -1}}};
  std::vector<const Body*> of_removals;
  for (int t = 0; t < static_cast<int>(scenario.threads.size()); ++t)
    bodies.push_back({&scenario.threads[t].does, {Agent::Kind::thread, t}});
  for (int d = 0; d < static_cast<int>(scenario.objects.size()); ++d) {
    const ObjectDecl& decl = scenario.objects[d];
    if (decl.cleanup) bodies.push_back({&decl.cleanup->body, {Agent::Kind::cleanup, d}});
    if (decl.destroy) bodies.push_back({&decl.destroy->body, {Agent::Kind::destroy, d}});
    if (decl.entry) bodies.push_back({&decl.entry->body, {Agent::Kind::run, d}});
    for (const Callback& removal : decl.removals) of_removals.push_back(&removal.body);
  }
  // A removal callback is run by whoever removes; one that removes is run by them as well.
  for (const Told& each : bodies)
    if (has_remove(*each.body)) removers_.insert(each.doer);
  for (const Told& each : bodies) look_through(*each.body, {each.doer});
  for (const Body* body : of_removals) look_through(*body, removers_);
  for (int t = 0; t < static_cast<int>(scenario.threads.size()); ++t)
    for (const Mention& held : scenario.threads[t].holds)
      add("dereference " + name_of(scenario, held), {{Agent::Kind::thread, t}});
}

void Doers::look_through(const Body& body, const std::set<Doer>& doers) {
  for (const Action& action : body) {
    for (const Body& inner : action.bodies) look_through(inner, doers);
    if (action.target.index < 0) continue;
    const std::string target = " " + name_of(world_.scenario(), action.target);
    add((action.said_start ? "start" : std::string(name(action.kind))) + target, doers);
    if (requests_deletion(action.kind)) add("delete" + target, doers);
  }
}

void Doers::add(const std::string& what, const std::set<Doer>& doers) {
  by_what_[what].insert(doers.begin(), doers.end());
}

bool Doers::is_called(const Doer& doer, const std::string& name) const {
  const Scenario& scenario = world_.scenario();
  if (doer.kind == Agent::Kind::teardown) return name == "teardown";
  if (doer.kind == Agent::Kind::thread) return name == scenario.threads[doer.index].name;
  const ObjectDecl& decl = scenario.objects[doer.index];
  const std::string callback = doer.kind == Agent::Kind::cleanup   ? "cleanup"
                               : doer.kind == Agent::Kind::destroy ? "destroy"
                                                                   : decl.entry->name;
  const std::string begin = callback + " of " + decl.name;
  return name.starts_with(begin) &&
         (name.size() == begin.size() || name[begin.size()] == '#' || name[begin.size()] == ' ');
}

const std::set<Doer>& Doers::of(const RecordedEvent& event) const {
  const Scenario& scenario = world_.scenario();
  std::string what;
  if (!event.action.empty()) {
    what = event.action + " " + event.target.substr(0, event.target.find('#'));
  } else if (event.kind == EventKind::thread_start) {
    what = "start " + scenario.threads[event.index].name;
  } else if (event.kind == EventKind::run) {
    return removers_;
  } else {
    what = (event.kind == EventKind::create ? "create " : "delete ") + world_.decl(event.index).name;
  }
  const auto found = by_what_.find(what);
  return found == by_what_.end() ? none_ : found->second;
}

}  // namespace afterlife
