// Unfolding bodies into events (solver/events.hpp). One visit for each agent; loops are gone round up to the bound.
//
// unfold.cpp           the events of the framework and of each agent; one event, and the ways in and out
// unfold_bodies.cpp    one action after the other, choices, tests, loops
// unfold_actions.cpp   acts, and what follows a create, a delete, a stop
// unfold_runs.cpp      runs of entry callbacks, requests that are sent, collections
// unfold_removal.cpp   removal callbacks, and the request to delete that follows them
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "solver/events.hpp"

namespace afterlife {

class Unfolder {
 public:
  Unfolder(Events& events, Bounds bounds) : events_(events), world_(events.world()), bounds_(bounds) {}
  void unfold();

 private:
  using Bindings = std::map<int, Binding>;  // declaration -> what its bare name means here
  struct Scope {
    Bindings bindings;
    std::vector<Bindings> outer;  // what the bindings were when each enclosing iteration began, innermost last
    friend bool operator==(const Scope&, const Scope&) = default;
  };
  struct Exit {
    Entry entry;
    Scope scope;
  };
  using Exits = std::vector<Exit>;
  struct Flow {
    Exits on;       // go on after the action
    Exits skipped;  // a short create failed: leave the rest of the iteration or body
  };
  struct Context {
    explicit Context(Agent by, int of = -1) : agent(by), self(of) {}

    Agent agent;
    int self;                  // the instance whose callback this is
    bool outer_loops = false;  // loops here are outermost loops of a thread
    bool in_outermost = false;
    std::optional<Irql> level;  // nothing: that of the deletion
    std::vector<int> removing;  // declarations in whose removal callbacks this is
  };

  // --- unfold.cpp
  void framework_events();
  void teardown();
  void thread(int index);
  void callback(int instance, Phase phase);
  Scope scope_of(int instance) const;
  int add(Event::Kind kind, const Context& context, const Exits& entries, const Action* action);
  [[nodiscard]] std::vector<Target> aim(const Mention& mention, const Exits& entries, const Context& context) const;
  [[nodiscard]] bool surely_born(const std::vector<Target>&) const;
  int fork(int alternatives);
  static Exits with(Exits exits, const Literal& literal);
  static void append(Exits& to, const Exits& more);
  static Exits after(int event, const Exits& entries,
                     std::vector<Literal> when = {});  // scopes kept apart where they differ
  static Exits open_iteration(Exits exits);
  static Exits close_iteration(Exits exits);  // bindings made in an iteration end with it

  // --- unfold_bodies.cpp
  Flow body(const Body& body, Exits entries, const Context& context);
  Flow action(const Action& action, Exits entries, const Context& context);
  static const Body& branch_of(const Action& action, std::size_t branch);
  Exits branches(const Action& action, const Exits& entries, const Context& context, Exits& skipped);
  Exits test(const Action& action, const Exits& entries, const Context& context, Exits& skipped);
  Exits outermost_loop(const Action& action, Exits entries, const Context& context);
  Exits inner_loop(const Action& action, Exits entries, const Context& context);

  // --- unfold_actions.cpp
  Exits act(const Action& action, const Exits& entries, const Context& context);
  void index(int event);
  int resume(int request, const Exits& waiting, const Context& context);
  Exits after_deletion_request(int request, const Exits& entries, const Context& context);
  Exits after_stop(int request, const Exits& entries, const Context& context);
  Flow create(const Action& action, const Exits& entries, const Context& context);
  Exits each(const Action& action, const Exits& entries, const Context& context);

  // --- unfold_runs.cpp
  void run(int instance, int number);
  Flow send(const Action& action, const Exits& entries, const Context& context);
  Exits take(const Action& action, const Exits& entries, const Context& context);
  Exits after_cancel(int request, const Exits& entries, const Context& context);

  // --- unfold_removal.cpp
  Exits removal(const Action& action, const Exits& entries, const Context& context);
  Exits remove(const Action& action, int instance, Exits entries, const Context& context);

  Events& events_;
  const World& world_;
  Bounds bounds_;
  std::size_t ways_ = 0;  // into all events so far
};

}  // namespace afterlife
