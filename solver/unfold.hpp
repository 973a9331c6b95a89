// Unfolding bodies into events (solver/events.hpp). One visit for each agent; loops are gone round up to the bound.
#pragma once

#include <map>
#include <vector>

#include "solver/events.hpp"

namespace afterlife {

class Unfolder {
 public:
  Unfolder(Events& events, int loop_bound) : events_(events), world_(events.world()), bound_(loop_bound) {}
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
    Agent agent;
    int self = -1;             // the instance whose callback this is
    bool outer_loops = false;  // loops here are outermost loops of a thread
    bool in_outermost = false;
  };

  void framework_events();
  void bodies();
  void thread(int index);
  void callback(int instance, Phase phase);
  void teardown();

  Flow body(const Body& body, Exits entries, const Context& context);
  Flow action(const Action& action, Exits entries, const Context& context);
  Exits act(const Action& action, const Exits& entries, const Context& context);
  Flow create(const Action& action, const Exits& entries, const Context& context);
  Exits each(const Action& action, const Exits& entries, const Context& context);
  Exits branches(const Action& action, const Exits& entries, const Context& context, Exits& skipped);
  Exits test(const Action& action, const Exits& entries, const Context& context, Exits& skipped);
  Exits outermost_loop(const Action& action, Exits entries, const Context& context);
  Exits inner_loop(const Action& action, Exits entries, const Context& context);
  Exits after_request(int request, const Exits& entries, const Context& context);

  int add(Event::Kind kind, const Context& context, const Exits& entries, const Action* action);
  void aim(Event& event, const Mention& mention, const Exits& entries, const Context& context);
  int fork(int alternatives);

  static Exits with(Exits exits, const Literal& literal);
  static void append(Exits& to, const Exits& more);
  static Exits after(int event, const Exits& entries,
                     std::vector<Literal> when = {});  // scopes kept apart where they differ
  static Exits open_iteration(Exits exits);
  static Exits close_iteration(Exits exits);  // bindings made in an iteration end with it

  Events& events_;
  const World& world_;
  int bound_;
  std::size_t ways_ = 0;  // into all events so far
};

}  // namespace afterlife
