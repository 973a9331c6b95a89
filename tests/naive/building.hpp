// Scenarios and frameworks made in code, for tests that want neither files nor readers.
//
//   Make m;
//   const int parent = m.object("Parent"), child = m.object("Child", parent);
//   m.teardown = {delete_(parent)};
//   m.never(Hazard::leak);
//   answer(m.scenario(), reading("wdf"), 2, 10000);
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/scenario.hpp"

namespace afterlife::naive {

// The four readings as tests/ needs them: rules, held references and switches, and a handful of types (readings.cpp).
Framework reading(const std::string& name);  // "wdf-immediate", "wdf", "wdf-book", "wdf-source"

struct What {  // a mention, or the declaration's index for a bare name
  Mention mention;
  What(int declaration) { mention.index = declaration; }  // NOLINT: an index is what tests have at hand
};
What numbered(int declaration, int number);
What self(int declaration);
What each(int declaration);

Action on(ActionKind, What);
inline Action use(What x) { return on(ActionKind::use, x); }
inline Action context(What x) { return on(ActionKind::context, x); }
inline Action reference(What x) { return on(ActionKind::reference, x); }
inline Action dereference(What x) { return on(ActionKind::dereference, x); }
inline Action delete_(What x) { return on(ActionKind::delete_, x); }
inline Action complete(What x) { return on(ActionKind::complete, x); }
Action remove(What, bool failed_add = false);
inline Action unload(What x) { return on(ActionKind::unload, x); }
inline Action close(What x) { return on(ActionKind::close, x); }
inline Action enqueue(What x) { return on(ActionKind::enqueue, x); }
inline Action cancel(What x) { return on(ActionKind::cancel, x); }
Action cancel_and_wait(What, bool may_time_out = false);
inline Action flush(What x) { return on(ActionKind::flush, x); }
Action send(What request, What target, Body otherwise = {});
Action add(What, What collection);
Action take(int declaration, What collection);
inline Action lock_object(What x) { return on(ActionKind::lock, x); }
inline Action unlock_object(What x) { return on(ActionKind::unlock, x); }
Action create(int declaration);
Action create_else(int declaration, Body otherwise);
Action on_thread(ActionKind, int thread, bool may_time_out = false);
inline Action start(int t) { return on_thread(ActionKind::start, t); }
inline Action request_stop(int t) { return on_thread(ActionKind::request_stop, t); }
inline Action join(int t, bool may_time_out = false) { return on_thread(ActionKind::join, t, may_time_out); }
inline Action stop(int t, bool may_time_out = false) { return on_thread(ActionKind::stop, t, may_time_out); }
Action on_name(ActionKind, EntityKind, int index, bool may_time_out = false);
inline Action signal(int e) { return on_name(ActionKind::signal, EntityKind::signal, e); }
inline Action wait(int e, bool b = false) { return on_name(ActionKind::wait, EntityKind::signal, e, b); }
inline Action lock(int l) { return on_name(ActionKind::lock, EntityKind::lock, l); }
inline Action unlock(int l) { return on_name(ActionKind::unlock, EntityKind::lock, l); }
inline Action set(int f) { return on_name(ActionKind::set, EntityKind::flag, f); }
inline Action clear(int f) { return on_name(ActionKind::clear, EntityKind::flag, f); }
Action if_(int flag, Body then, Body otherwise = {});
Action test_and_set(int flag, Body then, Body otherwise = {});
Action loop(Body);
Action maybe(Body);
Action choose(std::vector<Body>);
Action at_irql(Irql, Body);

struct Make {
  std::vector<ObjectDecl> objects;
  std::vector<ThreadDecl> threads;
  std::vector<std::string> locks, signals, flags;
  std::vector<Order> assume;
  Body teardown;
  std::vector<Check> checks;
  Bounds bounds;

  int typed(const std::string& type, const std::string& name, int parent = -1, int count = 1);
  int object(const std::string& name, int parent = -1, int count = 1);
  int created(const std::string& name, int parent = -1, int count = 1);
  int lock_type(const std::string& name, int parent = -1);
  void cleanup(int object, Body);
  void destroy(int object, Body);
  void entry(int object, const std::string& name, Body);
  void removal(int object, const std::string& name, Body);
  int thread(const std::string& name, Body, std::vector<What> holds = {}, bool started = false);
  int dispatch_thread(const std::string& name, Body);

  void never(Hazard);
  void never(Hazard, int object, int number = 0);
  void always(EventName first, EventName then) { order(Check::Kind::always, std::move(first), std::move(then)); }
  void possible(EventName first, EventName then) { order(Check::Kind::possible, std::move(first), std::move(then)); }
  void never(EventName first, EventName then) { order(Check::Kind::never_order, std::move(first), std::move(then)); }
  void assuming(EventName first, EventName then);

  [[nodiscard]] Scenario scenario() const;

 private:
  void order(Check::Kind, EventName first, EventName then);
};

EventName event(EventKind, int index, int number = 0);
inline EventName created_at(int o, int n = 0) { return event(EventKind::create, o, n); }
inline EventName deleted(int o, int n = 0) { return event(EventKind::delete_, o, n); }
inline EventName cleaned(int o, int n = 0) { return event(EventKind::cleanup, o, n); }
inline EventName destroyed(int o, int n = 0) { return event(EventKind::destroy, o, n); }
EventName runs(int object, const std::string& callback, int number = 0);
inline EventName starts(int t) { return event(EventKind::thread_start, t); }
inline EventName ends(int t) { return event(EventKind::thread_end, t); }

}  // namespace afterlife::naive
