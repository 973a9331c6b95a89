// Deletions that are asked for at DISPATCH_LEVEL, of requests and others, with something passive below them or not.
#include "tests/generate/actions.hpp"
#include "tests/generate/small_family.hpp"

namespace afterlife {
namespace {

using K = ActionKind;

struct Shape {
  const char *above, *below;
  const char* pool = "";
  std::optional<Irql> level_above = {}, level_below = {};
};

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all = {
      {"WDFREQUEST", "WDFMEMORY", "paged"},
      {"WDFREQUEST", "WDFMEMORY", "nonpaged"},
      {"WDFREQUEST", "WDFOBJECT", "", {}, Irql::passive},
      {"WDFOBJECT", "WDFSTRING"},
      {"WDFOBJECT", "WDFSPINLOCK", "", Irql::passive},
      {"WDFOBJECT", "WDFOBJECT", "", {}, Irql::dispatch},
  };
  return all;
}

Scenario two_of(const Shape& shape) {
  Scenario s = bare_scenario();
  add_object(s, shape.above).execution_level = shape.level_above;
  ObjectDecl& below = add_object(s, shape.below, 0);
  below.pool = shape.pool;
  below.execution_level = shape.level_below;
  return s;
}

bool is_request(const Shape& shape) { return shape.above == std::string("WDFREQUEST"); }

// What somebody at DISPATCH_LEVEL may do.
Body at_dispatch(const Shape& shape) {
  Body all = {on_object(K::delete_, 0),
              on_object(K::delete_, 1),
              on_object(K::use, 1),
              on_object(K::reference, 1),
              on_object(K::dereference, 1),
              on_signal(K::wait),
              at_level(Irql::passive, {on_signal(K::wait)})};
  if (is_request(shape)) all.push_back(on_object(K::complete, 0));
  if (shape.below == std::string("WDFSPINLOCK")) {
    all.push_back(on_object(K::lock, 1));
    all.push_back(on_object(K::unlock, 1));
  }
  return all;
}

Body by_teardown() {
  return {on_object(K::delete_, 0), on_object(K::use, 1), on_signal(K::signal), on_signal(K::wait),
          on(K::join, EntityKind::thread, 0)};
}

Body in_callback() {
  return {on_signal(K::wait),
          bounded(on_signal(K::wait)),
          on_signal(K::signal),
          on_object(K::use, 0),
          on_object(K::delete_, 0),
          at_level(Irql::dispatch, {on_signal(K::wait)}),
          on(K::join, EntityKind::thread, 0)};
}

// All of a thread at the level, or only what it does.
void add_thread_at(Scenario& s, bool by_irql, Body does) {
  if (by_irql)
    add_thread(s, "T", std::move(does)).irql = Irql::dispatch;
  else
    add_thread(s, "T", {at_level(Irql::dispatch, std::move(does))});
}

}  // namespace

void add_families_of_levels(std::vector<Family>& families) {
  for (const Shape& shape : shapes()) {
    const auto family = [&](Numbers choices, auto make) {
      families.push_back({std::move(choices), [make](const Numbers& n) { return finished(make(n)); }});
    };
    const Body dispatch = at_dispatch(shape), torn = by_teardown(), callback = in_callback();

    family({2, bodies_of(dispatch, 2), bodies_of(torn, 1)}, [=](const Numbers& n) {
      Scenario s = two_of(shape);
      add_thread_at(s, n[0] == 0, body_at(dispatch, n[1]));
      s.teardown = body_at(torn, n[2]);
      return s;
    });

    // A cleanup or destroy callback that waits, or deletes, at whichever level it is.
    family({2, bodies_of(dispatch, 1), 4, bodies_of(callback, 1)}, [=](const Numbers& n) {
      Scenario s = two_of(shape);
      const Action deletes = on_object(n[0] == 1 && is_request(shape) ? K::complete : K::delete_, 0);
      add_thread_at(s, true, joined({body_at(dispatch, n[1]), {deletes}}));
      ObjectDecl& o = s.objects[n[2] % 2];
      n[2] >= 2 ? set_destroy(o, body_at(callback, n[3])) : set_cleanup(o, body_at(callback, n[3]));
      s.teardown = {on_signal(K::signal)};
      return s;
    });
  }

  // The teardown goes up and down between the levels; what it deletes has a third object beside the passive one.
  for (const Shape& shape : shapes()) {
    const Body dispatch = at_dispatch(shape);
    families.push_back({{bodies_of(dispatch, 1), bodies_of(dispatch, 1), 3}, [=](const Numbers& n) {
                          Scenario s = two_of(shape);
                          add_object(s, "WDFOBJECT", n[2] == 0 ? 0 : 1);
                          if (n[2] == 2) std::swap(s.objects[1].execution_level, s.objects[2].execution_level);
                          s.teardown = joined({{at_level(Irql::dispatch, body_at(dispatch, n[0]))},
                                               body_at(dispatch, n[1]),
                                               {at_level(Irql::dispatch, {on_object(K::delete_, 0)})}});
                          add_thread(s, "T", {on_signal(K::signal)});
                          return finished(std::move(s));
                        }});
  }
}

}  // namespace afterlife
