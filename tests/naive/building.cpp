#include "tests/naive/building.hpp"

namespace afterlife::naive {
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

Action add(What x, What collection) {
  Action made = on(ActionKind::add, x);
  made.other = collection.mention;
  return made;
}

Action take(int declaration, What collection) {
  Action made = add(declaration, collection);
  made.kind = ActionKind::take;
  return made;
}

Action send(What request, What target, Body otherwise) {
  Action made = add(request, target);
  made.kind = ActionKind::send;
  made.bodies = {std::move(otherwise)};
  return made;
}

Action remove(What x, bool failed_add) {
  Action made = on(ActionKind::remove, x);
  made.failed_add = failed_add;
  return made;
}

Action cancel_and_wait(What x, bool may_time_out) {
  Action made = on(ActionKind::cancel_and_wait, x);
  made.may_time_out = may_time_out;
  return made;
}

Action at_irql(Irql level, Body body) {
  Action made = choose({std::move(body)});
  made.kind = ActionKind::at_irql;
  made.irql = level;
  return made;
}

int Make::object(const std::string& name, int parent, int count) { return typed("WDFOBJECT", name, parent, count); }

int Make::typed(const std::string& type, const std::string& name, int parent, int count) {
  ObjectDecl made;
  made.name = name;
  made.type = type;
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
  const int made = typed("WDFSPINLOCK", name, parent);
  objects[made].is_lock = true;
  return made;
}

void Make::cleanup(int object, Body body) {
  objects[object].cleanup = Callback{"EvtCleanupCallback", CallbackKind::cleanup, std::move(body), {}};
}

void Make::destroy(int object, Body body) {
  objects[object].destroy = Callback{"EvtDestroyCallback", CallbackKind::destroy, std::move(body), {}};
}

void Make::entry(int object, const std::string& name, Body body) {
  objects[object].entry = Callback{name, CallbackKind::entry, std::move(body), {}};
}

void Make::removal(int object, const std::string& name, Body body) {
  objects[object].removals.push_back(Callback{name, CallbackKind::removal, std::move(body), {}});
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

int Make::dispatch_thread(const std::string& name, Body does) {
  const int made = thread(name, std::move(does));
  threads[made].irql = Irql::dispatch;
  return made;
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
  made.bounds = bounds;
  return made;
}

EventName event(EventKind kind, int index, int number) {
  EventName made;
  made.kind = kind;
  made.index = index;
  made.number = number;
  return made;
}

EventName runs(int object, const std::string& callback, int number) {
  EventName made = event(EventKind::run, object, number);
  made.callback = callback;
  return made;
}

}  // namespace afterlife::naive
