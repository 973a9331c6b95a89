// Trees of general objects: one object with two actions for each of two agents; two objects in both tree shapes with
// two actions of the teardown; the same with a callback; three objects in every tree shape; instances and allocations;
// loops that threads are asked to leave.
#include "tests/generate/actions.hpp"
#include "tests/generate/small_family.hpp"

namespace afterlife {
namespace {

Body plain_on(int object) {
  Body all;
  for (const ActionKind kind :
       {ActionKind::use, ActionKind::context, ActionKind::reference, ActionKind::dereference, ActionKind::delete_})
    all.push_back(on_object(kind, object));
  all.push_back(short_create(object));
  return all;
}

Body structured_on(int object) {
  const Action use = on_object(ActionKind::use, object), del = on_object(ActionKind::delete_, object);
  const Action flag = on(ActionKind::if_, EntityKind::flag, 0);
  Action test_and_set = flag;
  test_and_set.kind = ActionKind::test_and_set;
  Action each = use;
  each.target.which = Mention::Which::each;
  return {structured(ActionKind::loop, {{use}}),
          structured(ActionKind::maybe, {{del}}),
          structured(ActionKind::choose, {{use}, {del}}),
          holding(flag, {{use}, {on_object(ActionKind::reference, object)}}),
          holding(test_and_set, {{del}, {}}),
          holding(on_object(ActionKind::create, object), {{on_object(ActionKind::context, object)}}),
          each};
}

Body between_agents() {
  return {on(ActionKind::signal, EntityKind::signal, 0),
          on(ActionKind::wait, EntityKind::signal, 0),
          bounded(on(ActionKind::wait, EntityKind::signal, 0)),
          on(ActionKind::lock, EntityKind::lock, 0),
          on(ActionKind::unlock, EntityKind::lock, 0),
          on(ActionKind::set, EntityKind::flag, 0),
          on(ActionKind::clear, EntityKind::flag, 0)};
}

Body about_thread() {
  Body all;
  for (const ActionKind kind : {ActionKind::start, ActionKind::request_stop, ActionKind::join, ActionKind::stop})
    all.push_back(on(kind, EntityKind::thread, 0));
  all.push_back(bounded(all[2]));
  all.push_back(bounded(all[3]));
  return all;
}

Body alphabet(int objects, bool with_thread, bool with_structure) {
  Body all = between_agents();
  const auto add = [&](const Body& more) { all.insert(all.end(), more.begin(), more.end()); };
  for (int o = 0; o < objects; ++o) {
    add(plain_on(o));
    if (with_structure) add(structured_on(o));
  }
  if (with_thread) add(about_thread());
  return all;
}

Scenario with_objects(const std::vector<int>& parents) {
  Scenario s = bare_scenario();
  for (const int parent : parents) add_object(s, "WDFOBJECT", parent < 0 ? std::nullopt : std::optional(parent));
  return s;
}

void set_callback(ObjectDecl& object, bool destroy, Body body) {
  destroy ? set_destroy(object, std::move(body)) : set_cleanup(object, std::move(body));
}

}  // namespace

void add_families_of_objects(std::vector<Family>& families) {
  const auto family = [&](Numbers choices, auto make) {
    families.push_back({std::move(choices), [make](const Numbers& n) { return finished(make(n)); }});
  };
  static const std::vector<std::vector<int>> kOne = {{-1}}, kTwo = {{-1, -1}, {-1, 0}};
  static const std::vector<std::vector<int>> kThree = {{-1, -1, -1}, {-1, -1, 0}, {-1, -1, 1},
                                                       {-1, 0, -1},  {-1, 0, 0},  {-1, 0, 1}};

  const Body one = alphabet(1, true, true), one_thread = alphabet(1, false, true);
  family({bodies_of(one, 2), bodies_of(one_thread, 1)}, [=](const Numbers& n) {
    Scenario s = with_objects(kOne[0]);
    s.teardown = body_at(one, n[0]);
    add_thread(s, "T", body_at(one_thread, n[1]));
    return s;
  });

  const Body two = alphabet(2, true, true), two_plain = alphabet(2, true, false), plain_first = plain_on(0),
             plain_last = plain_on(1);
  family({2, bodies_of(two_plain, 2), bodies_of(plain_last, 1), 2}, [=](const Numbers& n) {
    Scenario s = with_objects(kTwo[n[0]]);
    s.teardown = body_at(two_plain, n[1]);
    add_thread(s, "T", body_at(plain_last, n[2]), n[3] == 0 ? -1 : 1);
    return s;
  });

  // A callback of one action on the first object or the last, beside a thread of one action, and a teardown of one more
  // than the delete.
  family({2, bodies_of(plain_first, 1), bodies_of(plain_last, 1), 4, bodies_of(two, 1)}, [=](const Numbers& n) {
    Scenario s = with_objects(kTwo[n[0]]);
    s.teardown = body_at(plain_first, n[1]);
    s.teardown.push_back(on_object(ActionKind::delete_, 0));
    add_thread(s, "T", body_at(plain_last, n[2]));
    set_callback(s.objects[n[3] % 2], n[3] >= 2, body_at(two, n[4]));
    return s;
  });

  const Body three = alphabet(3, true, false);
  Body plain_three = plain_on(0);
  for (const int object : {1, 2})
    for (const Action& a : plain_on(object)) plain_three.push_back(a);
  family({6, bodies_of(three, 1), bodies_of(plain_three, 1), 2}, [=](const Numbers& n) {
    Scenario s = with_objects(kThree[n[0]]);
    s.teardown = body_at(three, n[1]);
    s.teardown.insert(s.teardown.begin(), on_object(ActionKind::delete_, 0));
    add_thread(s, "T", body_at(plain_three, n[2]), n[3] == 0 ? -1 : 2);
    return s;
  });

  // Two instances, allocated from the other object or not, below it or not.
  Body instances = plain_on(0);
  for (const Action& a : plain_on(1)) {
    instances.push_back(a);
    if (a.kind == ActionKind::create) continue;
    instances.push_back(a);
    instances.back().target.which = Mention::Which::each;
    instances.push_back(a);
    instances.back().target.which = Mention::Which::numbered;
    instances.back().target.number = 2;
  }
  family({4, bodies_of(instances, 2), bodies_of(plain_last, 1)}, [=](const Numbers& n) {
    Scenario s = with_objects(kTwo[n[0] % 2]);
    s.objects[1].count = 2;
    if (n[0] >= 2) s.objects[1].from = 0;
    s.teardown = body_at(instances, n[1]);
    add_thread(s, "T", body_at(plain_last, n[2]));
    return s;
  });

  // A thread that goes round until it is asked to stop, and one more action before and after.
  family({2, bodies_of(two_plain, 2), bodies_of(plain_last, 1)}, [=](const Numbers& n) {
    Scenario s = with_objects(kTwo[n[0]]);
    s.teardown = body_at(two_plain, n[1]);
    s.teardown.push_back(on_object(ActionKind::delete_, 0));
    add_thread(s, "T", {structured(ActionKind::loop, {body_at(plain_last, n[2])})});
    return s;
  });
}

}  // namespace afterlife
