// Unfolding bodies into events (solver/unfolding/events.hpp). One visit for each agent; loops are gone round up to the
// bound.
//
// unfolder.cpp   the events of the framework and of each agent; one event, and the ways in and out
// bodies.cpp     one action after the other, choices, tests, loops
// actions.cpp    acts, and what follows a create, a delete, a stop
// runs.cpp       runs of entry callbacks, requests that are sent, collections
// removals.cpp   removal callbacks, and the request to delete that follows them
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "solver/unfolding/events.hpp"

namespace afterlife {

class Unfolder {
 public:
  Unfolder(Events& events, Bounds bounds, const Deadline& deadline)
      : events_(events), instances_(events.instances()), bounds_(bounds), deadline_(deadline) {}
  void unfold();

 private:
  using Bindings = std::map<int, Binding>;  // declaration -> what its bare name means here
  // What the bindings are, and what they were when the enclosing iteration began. Many ways share one, so none is
  // changed.
  struct Scope {
    Bindings bindings;
    std::shared_ptr<const Scope> outer;  // none outside of iterations
  };
  using ScopeHere = std::shared_ptr<const Scope>;
  struct Exit {
    Entry entry;
    ScopeHere scope;
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

  // --- unfolder.cpp
  void framework_events();
  void teardown();
  void thread(int index);
  void callback(int instance, Phase phase);
  ScopeHere scope_of(int instance) const;
  static Exit at_the_top() { return {{}, std::make_shared<const Scope>()}; }  // of a body that nothing leads to
  int add(Event::Kind kind, const Context& context, const Exits& entries, const Action* action);
  [[nodiscard]] std::vector<Target> aim(const Mention& mention, const Exits& entries, const Context& context) const;
  [[nodiscard]] bool surely_born(const std::vector<Target>&) const;
  int fork(int alternatives);
  static bool same(const ScopeHere&, const ScopeHere&);
  static ScopeHere with(const ScopeHere&, int declaration, const Binding&);
  void count(std::size_t ways);  // throws where they are too many, or have taken too long
  Exits with(Exits exits, const Literal& literal);
  void append(Exits& to, const Exits& more);
  Exits after(int event, const Exits& entries, std::vector<Literal> when = {});  // scopes kept apart where they differ
  static Exits open_iteration(Exits exits);
  static Exits close_iteration(Exits exits);  // bindings made in an iteration end with it

  // --- bodies.cpp
  Flow body(const Body& body, Exits entries, const Context& context);
  Flow action(const Action& action, Exits entries, const Context& context);
  static const Body& branch_of(const Action& action, std::size_t branch);
  Exits branches(const Action& action, const Exits& entries, const Context& context, Exits& skipped);
  Exits test(const Action& action, const Exits& entries, const Context& context, Exits& skipped);
  Exits outermost_loop(const Action& action, Exits entries, const Context& context);
  Exits inner_loop(const Action& action, Exits entries, const Context& context);

  // --- actions.cpp
  Exits act(const Action& action, const Exits& entries, const Context& context);
  void index(int event);
  int resume(int request, const Exits& waiting, const Context& context);
  Exits after_deletion_request(int request, const Exits& entries, const Context& context);
  Exits after_stop(int request, const Exits& entries, const Context& context);
  Flow create(const Action& action, const Exits& entries, const Context& context);
  Exits each(const Action& action, const Exits& entries, const Context& context);

  // --- runs.cpp
  void run(int instance, int number);
  Flow send(const Action& action, const Exits& entries, const Context& context);
  Exits take(const Action& action, const Exits& entries, const Context& context);
  Exits after_cancel(int request, const Exits& entries, const Context& context);

  // --- removals.cpp
  Exits removal(const Action& action, const Exits& entries, const Context& context);
  Exits remove(const Action& action, int instance, Exits entries, const Context& context);

  Events& events_;
  const Instances& instances_;
  Bounds bounds_;
  const Deadline& deadline_;
  std::size_t ways_ = 0;  // into all events so far
};

}  // namespace afterlife
