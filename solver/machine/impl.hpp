// Inside the machine; included by solver/machine/*.cpp only.
//
// machine.cpp            the public face, the initial state, observations
// deletion.cpp           births, roots, references, phases, and what is counted along
// runs.cpp               runs of entry callbacks, sent requests, collections
// rules.cpp              when a framework move is permitted: axes and rules
// assumptions.cpp        what assumptions hold back
// agents.cpp             which steps an agent can take
// actions.cpp            what a step does
// at_rest.cpp            coming to rest, and what waiting agents wait for
// reasons.cpp            why a framework move is permitted
// describe.cpp           steps in words
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "solver/machine/machine.hpp"
#include "solver/machine/program.hpp"

namespace afterlife {

struct Machine::Impl {
  // Classes of objects that block somebody. For each class in use the state keeps counts, so that "is there such an
  // object among my children, below me, before me" is answered without looking at all of them.
  enum BlockerClass {
    kUncleaned,
    kUncleanedUnreferenced,
    kUndestroyed,
    kUndestroyedUnreferenced,
    kAwaited,  // what a waiting `delete` waits for beyond the cleanups: not destroyed, not referenced, not gone by
    kBlockerClasses
  };

  // A rule with what is settled about it before the first step.
  struct PreparedRule {
    const Rule* rule = nullptr;
    std::optional<Irql> level;  // of the deletions that it speaks of, where it tells them apart
    bool simple = false;        // speaks of every pair alike
    bool liftable = false;  // an outstanding reference on the first object may lift it, or the level of the deletion
    BlockerClass blocker = kUncleaned;
  };

  // How steps are taken: within the loop bounds and under the assumptions, or without one of them. Without history only
  // that is kept of what has ended once which an assumption asks for.
  struct Mode {
    bool bounded = true;
    bool assumptions = true;
    bool history = true;
  };

  using Sink = std::function<void(const Step&)>;
  using Visit = std::function<bool(int)>;  // true: stop here

  explicit Impl(Kept<Instances>);

  Mode chosen;  // of the steps that are taken for others

  // --- what never changes
  const Instances& instances;
  const Scenario& scenario;
  const DeletionFacts& deletion;
  int size;
  std::vector<int> stretch;              // by instance: where its children are in State::order_
  std::vector<int> depth, enter, leave;  // by instance: in the tree
  Program teardown;
  std::vector<Program> threads;
  std::vector<Program> callbacks;
  std::vector<int> cleanup_code, destroy_code, entry_code;  // by declaration: into callbacks, -1: no such callback
  std::vector<PreparedRule> prepared_rules[2];              // by phase of self
  int slot[kBlockerClasses];                                // where a class is in State::blockers_, -1: not in use
  int slots = 0;
  // By declaration of the holder; for runs only how many there are.
  std::vector<std::vector<const HeldReference*>> holds_as_allocation, holds_as_child, holds_as_collection;
  std::vector<int> holds_by_run;
  enum class Role : char { none, request, io_target };
  std::vector<Role> role;      // by instance
  int most_runs = 1;           // of one object in progress at a time
  std::vector<int> lock_slot;  // by instance, when there are lock objects
  int lock_slots = 0;
  std::map<std::pair<EventKind, int>, std::vector<int>> held_back_by;  // assumptions by (kind, index) of `then`

  // --- machine.cpp
  [[nodiscard]] State initial() const;
  static constexpr int kAny = -2;
  // The steps of one agent; `only`: those on this instance, where an action may mean several.
  void permitted(const State&, Agent, int only, Mode, const Sink&) const;
  void permitted_framework(const State&, Mode, const Sink&) const;
  void permitted_all(const State&, Mode, const Sink&) const;
  [[nodiscard]] bool permits(const State&, const Step&) const;
  [[nodiscard]] const Program& program(Agent) const;
  [[nodiscard]] const State::Run* run(const State&, Agent) const;  // null: not active
  [[nodiscard]] State::Run& run(State&, Agent) const;
  [[nodiscard]] std::vector<Agent> active_agents(const State&) const;

  // --- deletion.cpp
  void refresh(State&, int object) const;
  void refresh(State&, BlockerClass, int object) const;
  void be_born(State&, int object) const;
  void place(State&, int object) const;
  void make_root(State&, int object, bool at_dispatch) const;
  [[nodiscard]] bool takes_passive(const State&, int object) const;
  [[nodiscard]] bool carried_out_at_dispatch(const State&, int object) const;
  void set_references(State&, int object, int count) const;
  void hold(State&, int holder, HeldReference::Until passed, int by) const;
  void begin(State&, int object, Phase, Effects&) const;
  void end(State&, int object, Phase, Effects&) const;
  [[nodiscard]] bool delete_takes_effect(const State&, int object) const;
  [[nodiscard]] bool delete_is_over(const State&, int object) const;

  // --- runs.cpp
  [[nodiscard]] bool is_request(int object) const;
  [[nodiscard]] bool is_target(int object) const;
  void change_held(State&, int object, int by) const;
  void set_queued(State&, int object, bool queued) const;
  bool enqueue(State&, int object) const;
  [[nodiscard]] bool send_succeeds(const State&, int target) const;
  void send(State&, const Step&, State::Run&, const Instruction&, Effects&) const;
  [[nodiscard]] bool may_run(const State&, int object, Mode) const;
  void begin_run(State&, int object, Mode, Effects&) const;
  void end_run(State&, Agent, Effects&, Mode) const;
  [[nodiscard]] bool spares_runs(const State&, int object) const;
  [[nodiscard]] bool drained(const State&, int object) const;
  [[nodiscard]] bool quiet(const State&, int object, bool queued) const;
  void cancel(State&, int object) const;
  void add(State&, int item, int collection) const;
  void take_out(State&, int item, int collection) const;
  [[nodiscard]] int holds_on_items(const State&, int collection) const;
  void let_go(State&, int collection, HeldReference::Until passed) const;

  // --- rules.cpp
  [[nodiscard]] bool referenced(const State&, int object) const;
  [[nodiscard]] bool on_list(const State&, int object) const;
  [[nodiscard]] bool ended(const State&, int object, Phase) const;
  [[nodiscard]] bool settled(const State&, int object, Phase) const;  // for the rules of others
  [[nodiscard]] bool within(int ancestor, int object) const {
    return enter[ancestor] <= enter[object] && leave[object] <= leave[ancestor];
  }
  [[nodiscard]] bool blocks(const State&, BlockerClass, int object) const;
  [[nodiscard]] bool clear(const State&, BlockerClass, int object) const;  // nothing at or below it blocks
  [[nodiscard]] State::BlockerCount& blockers(const State&, BlockerClass, int object) const;
  [[nodiscard]] bool reached(const State&, int object) const;
  [[nodiscard]] bool earlier_sibling_blocks(const State&, BlockerClass, int object, bool subtree) const;
  [[nodiscard]] bool later_sibling_blocks(const State&, BlockerClass, int object, bool subtree) const;
  [[nodiscard]] bool ancestor_blocks(const State&, BlockerClass, int object) const;
  [[nodiscard]] bool preceding_blocks(const State&, BlockerClass, int object) const;
  [[nodiscard]] bool following_blocks(const State&, BlockerClass, int object) const;
  bool visit_below(const State&, int object, const Visit&) const;
  bool visit(const State&, Axis, int object, const Visit&) const;
  bool visit_siblings(const State&, int object, bool earlier, bool subtrees, const Visit&) const;
  [[nodiscard]] bool lifted(const State&, const PreparedRule&, int first, int self) const;
  [[nodiscard]] bool blocked(const State&, const PreparedRule&, int object) const;
  [[nodiscard]] bool rules_hold(const State&, int object, Phase) const;
  [[nodiscard]] bool may_begin(const State&, int object, Phase, Mode) const;
  [[nodiscard]] bool may_pass_over(const State&, int object) const;
  [[nodiscard]] PreparedRule prepared(const Rule&) const;

  // --- assumptions.cpp
  [[nodiscard]] bool held_back(const State&, EventKind, int index, const Callback* = nullptr) const;
  [[nodiscard]] bool holds_back(const State&, int assumption, bool thread, int index) const;
  [[nodiscard]] bool event_ended(const State&, const EventName&, int index) const;
  [[nodiscard]] bool is_assumed_first(int object, const Callback&) const;

  // --- agents.cpp
  void alternatives(const State&, Agent, const State::Run&, int only, Mode, const Sink&) const;
  void targets(const State&, Agent, const State::Run&, const Action&, int only, const std::function<void(int)>&) const;
  void act_alternatives(const State&, Agent, const State::Run&, const Instruction&, int only, Mode, const Sink&) const;
  void others(const State&, Agent, const State::Run&, const Action&, const std::function<void(int)>&) const;
  void meant(const State&, Agent, const State::Run&, const Mention&, int only, const std::function<void(int)>&) const;
  void items(const State&, const Action&, int collection, const std::function<void(int)>&) const;
  [[nodiscard]] bool can_act(const State&, Agent, const Action&, int object, Mode) const;
  [[nodiscard]] int own(const State::Run&, Agent) const;
  [[nodiscard]] const Callback& called(const Instruction&) const;
  [[nodiscard]] int bound(const State::Run&, Agent, int declaration) const;
  [[nodiscard]] int meant_in_callback(const State::Run&, Agent, int declaration) const;
  void bind(State::Run&, Agent, int declaration, int object) const;
  [[nodiscard]] Irql level(const State&, Agent) const;
  [[nodiscard]] bool waits_at_dispatch(const State&, Agent) const;
  [[nodiscard]] int next_unborn(const State&, int declaration) const;
  [[nodiscard]] bool create_succeeds(const State&, int object) const;
  [[nodiscard]] int lock_of(const Action&, int object) const;
  [[nodiscard]] int number(Agent) const;  // as the holder of a lock, from 1
  [[nodiscard]] Agent agent(int number) const;

  // --- actions.cpp
  Effects apply(State&, const Step&, Mode) const;
  void skip_jumps(State::Run&, const Program&) const;
  void finish(State::Run&, const Instruction&, int object) const;
  void take(State&, const Step&, State::Run&, const Instruction&, Effects&, Mode) const;
  void act(State&, const Step&, Effects&) const;
  void create(State&, const Step&, State::Run&, const Instruction&, Effects&) const;
  void call(State&, const Step&, State::Run&, const Instruction&, Effects&) const;
  void call_end(State&, Agent, State::Run&, const Instruction&, Effects&, Mode) const;
  void take_item(State&, const Step&, Effects&) const;
  enum class Returning { at_once, waits, either };
  [[nodiscard]] Returning returns(const State&, Agent, int object) const;
  void request_delete(State&, const Step&, State::Run&, const Instruction&, Effects&) const;
  void start_thread(State&, Agent by, int thread, Effects&) const;
  void take_holds(State&, int thread) const;
  void drop_reference(State&, Agent by, int object, Effects&) const;
  void end_body(State&, Agent, Effects&, Mode) const;
  void touch(const State&, Agent by, int object, bool context_only, Effects&) const;

  // --- at_rest.cpp
  [[nodiscard]] State without_counters_and_history(State) const;
  [[nodiscard]] std::optional<Rest> at_rest(const State&, std::size_t limit, bool& too_large) const;
  [[nodiscard]] Waiting waiting(const State&, Agent) const;

  // --- reasons.cpp
  [[nodiscard]] std::vector<Reason> reasons(const State&, const Step&) const;
  [[nodiscard]] std::vector<Reason> hindrances(const State&, const Step&) const;

  // --- describe.cpp
  [[nodiscard]] std::string describe(Agent) const;
  [[nodiscard]] std::string describe(const Step&) const;
};

}  // namespace afterlife
