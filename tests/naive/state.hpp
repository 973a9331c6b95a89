// A state of the machine of docs/semantics.md, written out as the text says it.
//
// The naive enumerator shares nothing with solver/: it knows only model/, interprets the scenario's actions
// directly, and prefers being obviously right to being fast.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/scenario.hpp"

namespace afterlife::naive {

enum class Progress : unsigned char { not_begun, running, done };

struct ObjectState {
  bool born = false;
  int place = 0;               // among its siblings, in the order of birth
  bool requested = false;      // its own deletion was asked for, with effect or without
  bool root = false;           // of a deletion
  Irql level = Irql::passive;  // of a root: at which its deletion is carried out
  Progress cleanup = Progress::not_begun;
  Progress destroy = Progress::not_begun;
  int references = 0;          // explicit ones
  bool gone_by = false;        // the destroy pass went by it
  bool locked = false;         // a lock object that somebody holds, or held when it ended
  bool queued = false;         // a run of its entry callback is pending
  int runs_begun = 0;          // counted where runs have a bound, and only there
  int sent_to = -1;            // a request in flight: its target
  bool closed = false;         // a target that takes nothing more
  std::map<int, int> kept_in;  // collection -> how often it is in there

  // What the execution has seen, and no part of the state: orders of events speak of it.
  bool has_run = false;         // some run of its entry callback has ended
  std::set<int> removals_done;  // removal callbacks of which some run has ended, by their place in the declaration
};

// How far an agent has come with its current action.
enum class Stage : unsigned char {
  at_it,      // has not begun it
  removing,   // which object it removes is fixed; removal callbacks and then the request are still to come
  choosing,   // has asked (delete, stop, cancel-and-wait); may decide to wait or to go on
  waiting,    // has decided to wait, or must
  giving_up,  // a bounded wait that will not wait
};

// A place in one list of actions, and how far the action there has come. A loop, branch or removal callback that is
// being run has a frame of its own above.
struct Frame {
  enum class Kind : unsigned char { list, iteration, removal };
  const Body* body = nullptr;
  Kind kind = Kind::list;
  std::map<int, int> bindings_before;  // of an iteration or a removal callback: what the names meant when it began
  std::optional<Irql> level;           // of `at-irql` and removal callbacks: that of everything inside
  int removed = -1;                    // of a removal callback: its object, and which one it is
  int callback = -1;

  std::size_t next = 0;
  int rounds = 0;  // iterations begun of the loop at `next`, since it was entered
  Stage stage = Stage::at_it;
  int subject = -1;       // the object whose deletion was asked for, that is removed, or whose runs are waited for
  int callbacks_run = 0;  // removal callbacks of `subject` that were begun
  bool in_each = false;
  std::set<int> members;  // of an `each`: those still to come

  [[nodiscard]] bool finished() const { return next == body->size(); }
};

struct AgentState {
  enum class Kind : unsigned char { teardown, thread, cleanup, destroy, run };
  Kind kind = Kind::teardown;
  int index = 0;  // the thread, or the object whose callback this is
  Progress progress = Progress::not_begun;
  Irql level = Irql::passive;  // outside of `at-irql` and removal callbacks
  std::vector<Frame> frames;
  std::map<int, int> bindings;  // declaration -> instance
  std::vector<int> to_release;  // what it `holds`, in order
  std::set<int> holds_locks;    // those of `locks`
  std::set<int> holds_objects;  // lock objects
  bool remembered = false;      // a run: its object remembers it
  int occupies = -1;            // a run of a sent request: the target

  [[nodiscard]] bool at_end() const { return frames.size() == 1 && frames[0].finished(); }
  [[nodiscard]] bool at_action() const { return progress == Progress::running && !frames.back().finished(); }
  [[nodiscard]] const Action& action() const { return (*frames.back().body)[frames.back().next]; }
  [[nodiscard]] const Frame& frame() const { return frames.back(); }
  [[nodiscard]] Frame& frame() { return frames.back(); }
  [[nodiscard]] Irql level_now() const;
  [[nodiscard]] bool in_removal_callback() const;
  [[nodiscard]] int self() const;  // the object whose callback's body this is in
};

struct State {
  std::vector<ObjectState> objects;
  std::vector<AgentState> agents;    // teardown, every thread, then the running callbacks in a fixed order
  std::vector<bool> stop_requested;  // of each thread
  std::vector<bool> locked, signalled, flags;

  [[nodiscard]] const AgentState& thread(int index) const { return agents[1 + index]; }
  [[nodiscard]] AgentState& thread(int index) { return agents[1 + index]; }
};

// The state as bytes: equal states have equal bytes and the other way round.
std::string bytes(const State&);

// The state without its counters of iterations and runs.
State without_counters(State);

}  // namespace afterlife::naive
