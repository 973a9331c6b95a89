// The events of a scenario: every step that some execution within the bounds may contain, each at most once, with the
// ways in which control gets there. Loops are unfolded, callbacks appear once for each instance.
//
//   Events events(instances, {.loop = 2});
//   for (const Event& e : events.all())
//     if (e.kind == Event::Kind::cleanup_begins) std::cout << instances.name(e.object) << '\n';
//
// An event says *who* and *what*; when it may happen is the business of the encoding, and which events always come
// before it that of the order graph. Choices that nobody can observe are forks: literals on the entries of events.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/kept.hpp"
#include "solver/instances/agent.hpp"
#include "solver/instances/instances.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

// A condition on a way into an event: fork `id` took alternative `value`; the outcome of event `id` was `value`
// (head: asked; if, test-and-set: the flag was set; create: it succeeded; delete: it took effect; start: it started;
// send: it did not fail; take, cancel-and-wait: it was done to something); the deletion request `id` waits or does not;
// the removal that event `id` begins is of instance `object`, -1: of none; event `id` was entered through its entry
// `value`; thread `id` holds instance `object` (value 1) or does not (0); or thread `id` has been started.
struct Literal {
  enum class Kind { fork, outcome, waits, removes, came, holds, started };
  Kind kind = Kind::fork;
  int id = -1;
  int value = 0;
  int object = -1;
  friend auto operator<=>(const Literal&, const Literal&) = default;
};

struct Entry {
  int from = -1;  // the event before, -1: none
  std::vector<Literal> when;
};

// What a bare name means when control comes through certain entries.
struct Binding {
  enum class Kind { any, instance, created, taken };
  Kind kind = Kind::any;
  int id = -1;  // an instance, or the event that created it or took it
  friend auto operator<=>(const Binding&, const Binding&) = default;
};

struct Target {
  std::vector<int> entries;  // indices into Event::entries; empty: all of them
  Binding binding;
};

struct Event {
  enum class Kind {
    cleanup_begins,
    cleanup_ends,
    destroy_begins,
    destroy_ends,  // of `object`; begin and end are one event without a callback
    passes_over,   // the destroy pass goes by `object`
    run_begins,    // run `run` of the entry callback of `object`
    run_ends,
    picks_removed,  // which instance a removal is of is fixed
    calls,          // removal callback `callback` of `object` begins
    call_ends,
    act,       // `agent` carries out `action`
    resume,    // a waiting delete returns, or the join part of a stop is over
    release,   // a thread drops what it holds on `object`
    head,      // an outermost loop reads the stop request
    ends,      // end of a thread or of the teardown
    pick_set,  // an `each` fixes its set
    set_done,  // all members of the set have been dealt with
  };
  int id = -1;
  Kind kind = Kind::act;
  Agent agent;
  const Action* action = nullptr;
  int object = -1;
  std::vector<Entry> entries;   // any one of them; framework moves have none
  std::vector<Target> targets;  // what `action` is done to, when that is an object
  std::vector<Target> others;   // add, take: the collection; send: the target
  int run = 0;                  // from 1
  int callback = -1;            // calls, call_ends: into the declaration's removal callbacks
  std::optional<Irql> level;    // nothing: it depends on the deletion to which the callback belongs
  int fork = -1;                // bounded waits and requests of an any-time framework: alternative 1 waits
  int request = -1;             // resume: the request it belongs to; members of an each: its pick_set
  int group = -1;               // members of one `each`: the same group
  // set_done: for each instance of the declaration, its member and the ways out of that.
  struct Member {
    int instance, act;
    std::vector<Entry> ways_out;
  };
  std::vector<Member> members;
  int set_done = -1;               // members and pick_set: the event that ends the `each`
  bool in_outermost_loop = false;  // between two heads of an outermost loop, heads included
  bool last_head = false;          // the head at the bound: nothing comes after it but leaving

  [[nodiscard]] bool printed() const {
    return kind == Kind::cleanup_begins || kind == Kind::destroy_begins || kind == Kind::act || kind == Kind::release ||
           kind == Kind::run_begins || kind == Kind::calls;
  }
};

class Events {
 public:
  // Throws Stopped when the deadline has passed, and where they become too many.
  Events(Kept<Instances>, Bounds, const Deadline& = Deadline());

  [[nodiscard]] const Instances& instances() const { return *instances_; }
  [[nodiscard]] const std::vector<Event>& all() const { return events_; }
  [[nodiscard]] const Event& at(int id) const { return events_[id]; }
  [[nodiscard]] int size() const { return static_cast<int>(events_.size()); }

  [[nodiscard]] int begin_of(int instance, Phase phase) const { return begins_[index(phase)][instance]; }
  [[nodiscard]] int end_of(int instance, Phase phase) const { return ends_[index(phase)][instance]; }
  [[nodiscard]] int pass_over(int instance) const { return pass_over_.empty() ? -1 : pass_over_[instance]; }
  [[nodiscard]] int thread_end(int thread) const { return thread_ends_[thread]; }
  // The runs that an instance may have, in order: the events that begin and end each.
  struct Run {
    int begins, ends;
  };
  [[nodiscard]] const std::vector<Run>& runs(int instance) const { return runs_[instance]; }
  // The same for calls of a removal callback.
  [[nodiscard]] const std::vector<Run>& calls(int instance, int callback) const;

  // Events by what they do, for the guards: acts of a kind on a declaration, thread, lock, signal or flag. All requests
  // for a deletion are found as `delete_`.
  [[nodiscard]] const std::vector<int>& acts(ActionKind kind, EntityKind entity, int index) const;
  // Acts whose second name may mean the declaration.
  [[nodiscard]] const std::vector<int>& acts_with(ActionKind kind, int declaration) const;
  [[nodiscard]] const std::vector<int>& releases(int instance) const;  // of what threads hold on it
  [[nodiscard]] const std::vector<int>& holders(int instance) const;   // threads that hold it, once for each mention

  [[nodiscard]] int alternatives(int fork) const { return fork_sizes_[fork]; }

 private:
  friend class Unfolder;
  static int index(Phase phase) { return phase == Phase::cleanup ? 0 : 1; }

  const Instances* instances_;
  std::vector<Event> events_;
  std::vector<int> begins_[2], ends_[2], pass_over_, thread_ends_;
  std::vector<std::vector<Run>> runs_;
  std::map<std::pair<int, int>, std::vector<Run>> calls_;
  std::map<std::pair<ActionKind, int>, std::vector<int>> acts_with_;
  std::vector<int> fork_sizes_;
  std::map<std::tuple<ActionKind, EntityKind, int>, std::vector<int>> acts_;
  std::vector<std::vector<int>> releases_, holders_;
};

}  // namespace afterlife
