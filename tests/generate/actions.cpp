#include "tests/generate/actions.hpp"

#include "tests/generate/settle.hpp"

namespace afterlife {

Action on(ActionKind kind, EntityKind entity, int index) {
  Action a;
  a.kind = kind;
  a.target.entity = entity;
  a.target.index = index;
  return a;
}

Action on_object(ActionKind kind, int object) { return on(kind, EntityKind::object, object); }
Action on_signal(ActionKind kind, int signal) { return on(kind, EntityKind::signal, signal); }

Action on_self(ActionKind kind, int object) {
  Action a = on_object(kind, object);
  a.target.which = Mention::Which::self;
  return a;
}

Action on_each(ActionKind kind, int object) {
  Action a = on_object(kind, object);
  a.target.which = Mention::Which::each;
  return a;
}

Action on_number(ActionKind kind, int object, int number) {
  Action a = on_object(kind, object);
  a.target.which = Mention::Which::numbered;
  a.target.number = number;
  return a;
}

Action short_create(int object) {
  Action a = on_object(ActionKind::create, object);
  a.short_form = true;
  return a;
}

Action long_create(int object, Body otherwise) {
  return holding(on_object(ActionKind::create, object), {std::move(otherwise)});
}

Action sent(int request, int target, Body otherwise) {
  Action a = holding(on_object(ActionKind::send, request), {std::move(otherwise)});
  a.other = on_object(ActionKind::use, target).target;
  return a;
}

Action added(int object, int collection) {
  Action a = on_object(ActionKind::add, object);
  a.other = on_object(ActionKind::use, collection).target;
  return a;
}

Action taken(int object, int collection) {
  Action a = added(object, collection);
  a.kind = ActionKind::take;
  return a;
}

Action failed_add(int device) {
  Action a = on_object(ActionKind::remove, device);
  a.failed_add = true;
  return a;
}

Action bounded(Action a) {
  a.may_time_out = true;
  return a;
}

Action holding(Action outer, std::vector<Body> bodies) {
  outer.bodies = std::move(bodies);
  return outer;
}

Action structured(ActionKind kind, std::vector<Body> bodies) { return holding(on_object(kind, -1), std::move(bodies)); }

Action at_level(Irql level, Body body) {
  Action a = structured(ActionKind::at_irql, {std::move(body)});
  a.irql = level;
  return a;
}

Body joined(std::initializer_list<Body> bodies) {
  Body all;
  for (const Body& body : bodies) all.insert(all.end(), body.begin(), body.end());
  return all;
}

void set_cleanup(ObjectDecl& o, Body body) {
  o.cleanup = Callback{"EvtCleanupCallback", CallbackKind::cleanup, std::move(body), {}};
}

void set_destroy(ObjectDecl& o, Body body) {
  o.destroy = Callback{"EvtDestroyCallback", CallbackKind::destroy, std::move(body), {}};
}

void set_entry(ObjectDecl& o, Body body) {
  if (type_of(o).entry() == nullptr) return;
  o.entry = Callback{type_of(o).entry()->name, CallbackKind::entry, std::move(body), {}};
}

void add_removal(ObjectDecl& o, std::string callback, Body body) {
  o.removals.push_back({std::move(callback), CallbackKind::removal, std::move(body), {}});
}

ObjectDecl& add_object(Scenario& s, std::string type, std::optional<int> parent) {
  ObjectDecl o;
  o.name = std::string(1, static_cast<char>('A' + static_cast<int>(s.objects.size())));
  o.type = std::move(type);
  o.parent = parent;
  return s.objects.emplace_back(std::move(o));
}

ThreadDecl& add_thread(Scenario& s, std::string name, Body does, int holds) {
  ThreadDecl& t = s.threads.emplace_back();
  t.name = std::move(name);
  t.does = std::move(does);
  if (holds >= 0) t.holds.push_back({EntityKind::object, holds, Mention::Which::bare, 0, {}});
  return t;
}

}  // namespace afterlife
