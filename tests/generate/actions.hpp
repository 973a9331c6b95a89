// Actions and bodies in few words, for what makes scenarios.
//
//   s.teardown = {sent(1, 0), on_object(ActionKind::delete_, 0)};
//   s.threads[0].does = {at_level(Irql::dispatch, {on(ActionKind::wait, EntityKind::signal, 0)})};
#pragma once

#include "model/scenario.hpp"

namespace afterlife {

Action on(ActionKind, EntityKind, int index);
Action on_object(ActionKind, int object);
Action on_signal(ActionKind, int signal = 0);
Action on_self(ActionKind, int object);  // in one of its callbacks
Action on_each(ActionKind, int object);
Action on_number(ActionKind, int object, int number);
Action short_create(int object);
Action long_create(int object, Body otherwise);
Action sent(int request, int target, Body otherwise = {});
Action added(int object, int collection);
Action taken(int object, int collection);
Action failed_add(int device);
Action bounded(Action);
Action holding(Action outer, std::vector<Body>);   // if, test-and-set
Action structured(ActionKind, std::vector<Body>);  // loop, choose, maybe
Action at_level(Irql, Body);                       // at-irql
Body joined(std::initializer_list<Body>);          // one after the other

void set_cleanup(ObjectDecl&, Body);
void set_destroy(ObjectDecl&, Body);
void set_entry(ObjectDecl&, Body);  // under the name that its type has for it; nothing where it has none
void add_removal(ObjectDecl&, std::string callback, Body);

// Takes an object: index and name follow the others (A, B, C, ...).
ObjectDecl& add_object(Scenario&, std::string type, std::optional<int> parent = {});
ThreadDecl& add_thread(Scenario&, std::string name, Body does, int holds = -1);

}  // namespace afterlife
