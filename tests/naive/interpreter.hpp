// The steps of the machine: `successors(state)` lists everything that may happen next.
//
//   Interpreter machine(scenario, framework);
//   for (const Step& step : machine.successors(machine.initial(), scenario.bounds.loop)) ... step.next ...
#pragma once

#include <compare>
#include <string>
#include <utility>
#include <vector>

#include "tests/naive/state.hpp"
#include "tests/naive/tree.hpp"

namespace afterlife::naive {

// An agent, or the framework, does something with an object: what hazards are about.
struct Access {
  enum class What { touch, context, enqueue, dereference, delete_, framework_delete } what = What::touch;
  int object = -1;
  bool own_destroy = false;  // by the object's own destroy callback

  [[nodiscard]] bool touches() const { return what == What::touch || what == What::context || what == What::enqueue; }
  [[nodiscard]] bool deletes() const { return what == What::delete_ || what == What::framework_delete; }
};

struct Event {
  EventKind kind = EventKind::cleanup;
  int index = -1;        // instance or thread
  std::string callback;  // of a run: the entry or removal callback
  friend auto operator<=>(const Event&, const Event&) = default;
};

struct Step {
  int agent = -1;  // position in State::agents; -1: a move of the framework
  bool by_thread = false;
  bool printed = true;
  bool held_back = false;  // by an assumption: it is not taken
  std::vector<Access> accesses;
  std::vector<Event> begins;  // events that begin with this step
  State next;
};

constexpr int kUnbounded = -1;

class Interpreter {
 public:
  Interpreter(const Scenario&, const Framework&);

  [[nodiscard]] State initial() const;
  // With kUnbounded loops go round for ever, objects run for ever, and neither is counted. Otherwise an object runs as
  // often as the scenario's bounds say.
  [[nodiscard]] std::vector<Step> successors(const State&, int loop_bound) const;
  // Also those that an assumption holds back.
  [[nodiscard]] std::vector<Step> successors_without_assumptions(const State&, int loop_bound) const;

  // What coming to rest is about: neither rounds and runs are counted, nor does it matter what has ended once, but
  // where an assumption waits for that.
  [[nodiscard]] State as_for_rest(State) const;

  [[nodiscard]] const Tree& tree() const { return tree_; }
  [[nodiscard]] bool has_ended(const State&, const Event&) const;
  // An event of an object that is not born yet constrains nothing, unless it is its creation.
  [[nodiscard]] bool constrains(const State&, const Event&) const;
  // The pairs of events that an order between (possibly bare) names speaks of.
  [[nodiscard]] std::vector<std::pair<Event, Event>> pairs(const Order&) const;
  // Every event of an entry or removal callback of this object.
  [[nodiscard]] std::vector<Event> runs_of(int object) const;
  // Whether the agent stands at one of the actions that must not be come to at DISPATCH_LEVEL.
  [[nodiscard]] bool stands_at_a_wait(const State&, const AgentState&) const;

 private:
  struct Stepping;  // what one agent's steps are collected in

  void agent_steps(const State&, int agent, int loop_bound, std::vector<Step>& out) const;
  void framework_steps(const State&, int loop_bound, std::vector<Step>& out) const;
  void begin_phase(Step&, int object, Phase) const;
  void begin_queued_run(Step&, int object) const;
  void begin_completion(Step&, int request) const;
  void begin_run(Step&, int object, int occupies) const;
  void begin_callback(State&, AgentState, const Body&) const;
  void end_agent(Step&) const;
  [[nodiscard]] std::map<int, int> names_in_callbacks_of(int object) const;
  [[nodiscard]] bool is_held_back(const State&, const Step&) const;
  [[nodiscard]] std::vector<int> instances_meant(const State&, const AgentState&, const Mention&) const;
  [[nodiscard]] std::vector<Event> events(const EventName&) const;
  [[nodiscard]] bool run_has_ended(const State&, const Event&) const;

  void act(Stepping&) const;
  void act_on_objects(Stepping&) const;
  void act_on_object(Stepping&, int object) const;
  void touch_or_count(Stepping&, int object) const;
  void create(Stepping&) const;
  void start_thread(Stepping&) const;
  void hold(Step&, int thread) const;
  void release(Stepping&) const;
  void stop(Stepping&) const;
  void lock(Stepping&) const;
  void unlock(Stepping&) const;
  void wait_until(Stepping&, bool happened) const;
  void resume(Stepping&) const;
  void branch(Stepping&) const;
  void loop_head(Stepping&) const;

  void ask_for_deletion(Stepping&, int object) const;
  void begin_removing(Stepping&, int object) const;
  void go_on_removing(Stepping&) const;
  void end_removal_callback(Stepping&) const;
  [[nodiscard]] std::vector<int> removal_callbacks(const Stepping&) const;  // places in the declaration, in order

  void enqueue(Stepping&, int object) const;
  void cancel(Stepping&, int object) const;
  void flush(Stepping&, int object) const;
  [[nodiscard]] bool nothing_runs(const State&, int object) const;
  void send(Stepping&) const;
  void send_to(Stepping&, int request, int target) const;
  void add(Stepping&, int object) const;
  void take(Stepping&) const;

  const Scenario& scenario_;
  const Framework& framework_;
  Tree tree_;
  std::vector<std::pair<Event, Event>> assumed_;
};

}  // namespace afterlife::naive
