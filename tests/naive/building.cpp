#include "tests/naive/building.hpp"

#include <stdexcept>

namespace afterlife::naive {
namespace {

Rule rule(const std::string& id, Axis axis, Phase first, Phase then, bool unless_referenced = false) {
  Rule made;
  made.id = id;
  made.axis = axis;
  made.first = first;
  made.then = then;
  if (unless_referenced) {
    made.unless.emplace();
    made.unless->referenced = true;
  }
  return made;
}

TypeDecl type(const std::string& name, std::vector<std::string> roles) {
  TypeDecl made;
  made.name = name;
  made.lineage = {name};
  made.callbacks = {{"EvtCleanupCallback", CallbackKind::cleanup}, {"EvtDestroyCallback", CallbackKind::destroy}};
  made.roles = std::move(roles);
  return made;
}

void follow_the_source(Framework& f) {
  f.rules = {rule("descendants-clean-first", Axis::descendant, Phase::cleanup, Phase::cleanup),
             rule("preceding-clean-first", Axis::preceding, Phase::cleanup, Phase::cleanup),
             rule("ancestors-clean-before-destroy", Axis::ancestor, Phase::cleanup, Phase::destroy),
             rule("preceding-destroyed-first", Axis::preceding, Phase::destroy, Phase::destroy, true),
             rule("descendants-destroyed-first", Axis::descendant, Phase::destroy, Phase::destroy, true)};
  f.deletion.returns = DeletionFacts::Returns::after_cleanup;
  f.deletion.takes = DeletionFacts::Takes::when_reached;
  f.deletion.leaves_list = true;
  f.deletion.destroy_pass = true;
  HeldReference held;
  held.id = "allocation-holds-allocator";
  f.held_references.push_back(held);
}

}  // namespace

Framework reading(const std::string& name) {
  Framework f;
  f.name = f.title = name;
  f.names = {name};
  f.cleanup_name = "EvtCleanupCallback";
  f.destroy_name = "EvtDestroyCallback";
  f.general_type = "WDFOBJECT";
  f.types = {type("WDFOBJECT", {}), type("WDFSPINLOCK", {"lock"}), type("WDFWAITLOCK", {"lock"})};
  for (const HazardFacts& h : hazards()) f.hazards.push_back(h.hazard);
  if (name == "wdf-source") {
    follow_the_source(f);
    return f;
  }
  f.rules.push_back(rule("children-before-parents", Axis::child, Phase::cleanup, Phase::cleanup));
  if (name == "wdf") f.rules.push_back(rule("destroy-after-parent", Axis::parent, Phase::cleanup, Phase::destroy));
  if (name == "wdf-book") {
    f.rules.push_back(rule("destroy-after-parent", Axis::parent, Phase::cleanup, Phase::destroy));
    f.rules.push_back(rule("destroy-after-ancestors", Axis::ancestor, Phase::cleanup, Phase::destroy));
  }
  if (name != "wdf" && name != "wdf-book" && name != "wdf-immediate") throw std::logic_error("no reading " + name);
  return f;
}

What numbered(int declaration, int number) {
  What made(declaration);
  made.mention.which = Mention::Which::numbered;
  made.mention.number = number;
  return made;
}

What self(int declaration) {
  What made(declaration);
  made.mention.which = Mention::Which::self;
  return made;
}

What each(int declaration) {
  What made(declaration);
  made.mention.which = Mention::Which::each;
  return made;
}

Action on(ActionKind kind, What what) {
  Action made;
  made.kind = kind;
  made.target = what.mention;
  return made;
}

Action create(int declaration) {
  Action made = on(ActionKind::create, declaration);
  made.short_form = true;
  return made;
}

Action create_else(int declaration, Body otherwise) {
  Action made = on(ActionKind::create, declaration);
  made.bodies = {std::move(otherwise)};
  return made;
}

Action on_name(ActionKind kind, EntityKind entity, int index, bool may_time_out) {
  Action made = on(kind, index);
  made.target.entity = entity;
  made.may_time_out = may_time_out;
  return made;
}

Action on_thread(ActionKind kind, int thread, bool may_time_out) {
  return on_name(kind, EntityKind::thread, thread, may_time_out);
}

Action if_(int flag, Body then, Body otherwise) {
  Action made = on_name(ActionKind::if_, EntityKind::flag, flag);
  made.bodies = {std::move(then), std::move(otherwise)};
  return made;
}

Action test_and_set(int flag, Body then, Body otherwise) {
  Action made = if_(flag, std::move(then), std::move(otherwise));
  made.kind = ActionKind::test_and_set;
  return made;
}

Action choose(std::vector<Body> bodies) {
  Action made;
  made.kind = ActionKind::choose;
  made.bodies = std::move(bodies);
  return made;
}

Action loop(Body body) {
  Action made = choose({std::move(body)});
  made.kind = ActionKind::loop;
  return made;
}

Action maybe(Body body) {
  Action made = choose({std::move(body)});
  made.kind = ActionKind::maybe;
  return made;
}

int Make::object(const std::string& name, int parent, int count) {
  ObjectDecl made;
  made.name = name;
  made.type = "WDFOBJECT";
  if (parent >= 0) made.parent = parent;
  made.count = count;
  objects.push_back(made);
  return static_cast<int>(objects.size()) - 1;
}

int Make::created(const std::string& name, int parent, int count) {
  const int made = object(name, parent, count);
  objects[made].created = true;
  return made;
}

int Make::lock_type(const std::string& name, int parent) {
  const int made = object(name, parent);
  objects[made].type = "WDFSPINLOCK";
  objects[made].is_lock = true;
  return made;
}

void Make::cleanup(int object, Body body) {
  objects[object].cleanup = Callback{"EvtCleanupCallback", CallbackKind::cleanup, std::move(body), {}};
}

void Make::destroy(int object, Body body) {
  objects[object].destroy = Callback{"EvtDestroyCallback", CallbackKind::destroy, std::move(body), {}};
}

int Make::thread(const std::string& name, Body does, std::vector<What> holds, bool started) {
  ThreadDecl made;
  made.name = name;
  made.does = std::move(does);
  for (const What& held : holds) made.holds.push_back(held.mention);
  made.started = started;
  threads.push_back(made);
  return static_cast<int>(threads.size()) - 1;
}

void Make::never(Hazard hazard) {
  Check made;
  made.hazard = hazard;
  checks.push_back(made);
}

void Make::never(Hazard hazard, int object, int number) {
  never(hazard);
  checks.back().of = event(EventKind::cleanup, object, number);
}

void Make::order(Check::Kind kind, EventName first, EventName then) {
  Check made;
  made.kind = kind;
  made.order = {std::move(first), std::move(then), {}};
  checks.push_back(made);
}

void Make::assuming(EventName first, EventName then) { assume.push_back({std::move(first), std::move(then), {}}); }

Scenario Make::scenario() const {
  Scenario made;
  made.title = "made in code";
  made.framework = "wdf";
  made.objects = objects;
  made.threads = threads;
  made.locks = locks;
  made.signals = signals;
  made.flags = flags;
  made.assume = assume;
  made.teardown = teardown;
  made.checks = checks;
  return made;
}

EventName event(EventKind kind, int index, int number) {
  EventName made;
  made.kind = kind;
  made.index = index;
  made.number = number;
  return made;
}

}  // namespace afterlife::naive
