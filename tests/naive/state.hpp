// A state of the machine of docs/semantics.md, written out as the text says it.
//
// The naive enumerator shares nothing with solver/: it knows only model/, interprets the scenario's actions
// directly, and prefers being obviously right to being fast.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/scenario.hpp"

namespace afterlife::naive {

enum class Progress : unsigned char { not_begun, running, done };

struct ObjectState {
  bool born = false;
  int place = 0;           // among its siblings, in the order of birth
  bool requested = false;  // its own deletion was asked for, with effect or without
  bool root = false;       // of a deletion
  Progress cleanup = Progress::not_begun;
  Progress destroy = Progress::not_begun;
  int references = 0;    // explicit ones
  bool gone_by = false;  // the destroy pass went by it
  bool locked = false;   // a lock object that somebody holds
};

// A place in one list of actions. A loop or branch that is being run has a frame of its own above.
struct Frame {
  const Body* body = nullptr;
  std::size_t next = 0;
  int rounds = 0;                      // iterations begun of the loop at `next`, since it was entered
  bool iteration = false;              // this frame is an iteration of the loop below
  std::map<int, int> bindings_before;  // for an iteration: what the names meant when it began
};

// Where an agent is inside its current action.
enum class Stage : unsigned char {
  at_it,      // has not begun it
  choosing,   // has asked (delete, stop); may decide to wait or to go on
  waiting,    // has decided to wait, or must
  giving_up,  // a bounded wait that will not wait
};

struct AgentState {
  enum class Kind : unsigned char { teardown, thread, cleanup, destroy };
  Kind kind = Kind::teardown;
  int index = 0;  // the thread, or the object whose callback this is
  Progress progress = Progress::not_begun;
  std::vector<Frame> frames;
  Stage stage = Stage::at_it;
  int subject = -1;  // the object whose deletion it asked for
  bool in_each = false;
  std::set<int> members;        // of an `each`: those still to come
  std::map<int, int> bindings;  // declaration -> instance
  std::vector<int> to_release;  // what it `holds`, in order

  [[nodiscard]] bool at_end() const { return frames.size() == 1 && frames[0].next == frames[0].body->size(); }
  [[nodiscard]] const Action& action() const { return (*frames.back().body)[frames.back().next]; }
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

// The state without its iteration counters: what coming to rest is about.
State without_rounds(State);

}  // namespace afterlife::naive
