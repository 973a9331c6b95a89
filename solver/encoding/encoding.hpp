// The prefix encoding: an execution is a set of events that happen, with positions, in which everything that enables an
// event happens before it. What has not happened need not ever happen; a violating prefix need not be completable.
//
//   z3::context z3;
//   Encoding encoding(graph, graph.orders, z3, true, deadline);
//   z3::expr bad = encoding.happens(e) && encoding.cleaned(o, e);   // state functions are about the moment just before e
//   encoding.assert_cone_of(solver, bad);                           // constraints of the events that bad depends on
//
// State is never stored: every condition of the machine (docs/semantics.md) is a formula over "x is before p" for events
// x and a moment p, which is an event or kEnd, the end of the prefix.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include <z3++.h>

#include "model/kept.hpp"
#include "solver/analysis/event_graph.hpp"
#include "solver/encoding/terms.hpp"
#include "solver/encoding/tracked_reasons.hpp"
#include "solver/instances/reasons.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

class Encoding {
 public:
  static constexpr int kEnd = -1;

  // `waits_matter`: whether a delete that may go on at once is also encoded as waiting. For questions about a step it
  // is not: whoever goes on can do all that whoever waited can do, and earlier.
  // Throws Stopped when the deadline passes while formulas are made.
  // With `tracked` each constraint that has a reason is behind a switch; `orders` must then know of no order but that of the
  // structure (OrderGraph::Knows).
  Encoding(Kept<EventGraph>, Kept<OrderGraph>, z3::context&, bool waits_matter, Kept<Deadline>,
           TrackedReasons* tracked = nullptr);

  [[nodiscard]] z3::expr happens(int event);
  [[nodiscard]] z3::expr before(int event, int moment);

  // Conditions at a moment.
  [[nodiscard]] z3::expr born(int object, int moment);
  [[nodiscard]] z3::expr in_deletion(int object, int moment);
  [[nodiscard]] z3::expr cleaned(int object, int moment);
  [[nodiscard]] z3::expr destroy_begun(int object, int moment);
  [[nodiscard]] z3::expr destroyed(int object, int moment);
  [[nodiscard]] z3::expr unreferenced(int object, int moment);  // no explicit reference is outstanding
  [[nodiscard]] z3::expr targets(int event, int object);        // the action is done to the object, and it is born
  [[nodiscard]] z3::expr other_targets(int event, int object);  // the same of its second name
  [[nodiscard]] z3::expr touches(int event, int object);
  [[nodiscard]] z3::expr at_dispatch(int event);  // its agent is
  [[nodiscard]] z3::expr stands_waiting_at_dispatch(int event);
  [[nodiscard]] z3::expr comes_to_something(int event);  // its agent stands at it or has done it, to something
  [[nodiscard]] z3::expr cut_off(int object, int moment);
  [[nodiscard]] z3::expr drops_or_deletes(int event, int object);
  [[nodiscard]] z3::expr requested(int object, int moment);  // some delete of it was asked for
  [[nodiscard]] z3::expr redundant(int event, int object);   // a first request for it that changes nothing
  [[nodiscard]] z3::expr asks_for(int event, int object);    // deletes it or one above it, or creates it

  // Whether event is what its agent does next at the end of the prefix; and whether it could happen then.
  [[nodiscard]] z3::expr stands_at(int event);
  [[nodiscard]] z3::expr enabled_at_end(int event);
  [[nodiscard]] z3::expr waits_at_end(int event);  // stands at it, and it is a wait whose condition does not hold
  [[nodiscard]] z3::expr leaked_at_end(int object);
  [[nodiscard]] z3::expr somebody_waits_at_end();
  // Nothing can move at the end of the prefix but threads in outermost loops that nobody has asked to stop (the machine
  // then has to confirm that they only go round).
  [[nodiscard]] z3::expr at_rest();
  [[nodiscard]] z3::expr asked_to_stop(int thread, int moment);
  [[nodiscard]] z3::expr changes_for_good(
      int event);  // at the end of the prefix, the act would change something that never changes back

  // The event begins what the name means for this instance (or thread); that has ended at a moment.
  [[nodiscard]] z3::expr begins_event(int event, const EventName&, int instance);
  [[nodiscard]] z3::expr ended_event(const EventName&, int instance, int moment);
  [[nodiscard]] z3::expr outcome(int event);
  [[nodiscard]] z3::expr binds(int create_event, int object);

  // Asserts what the formula depends on: the constraints of every event that can help to make it true.
  void assert_cone_of(z3::solver&, const z3::expr& formula);
  // The same with nothing left out; `formula` is asked for as well.
  void assert_everything(z3::solver&, const z3::expr& formula);

  [[nodiscard]] const std::vector<int>& cone() const { return cone_; }
  [[nodiscard]] std::uint64_t constraints() const { return constraints_; }
  // With tracked: every formula that was asserted, in the order in which it was.
  struct Asserted {
    // What an event needs; that one plays no part in the question; where it stands; what a constant means.
    enum class What { need, absent, position, definition } what;
    int event;  // -1: of none in particular
    z3::expr formula;
  };
  [[nodiscard]] const std::vector<Asserted>& asserted() const { return asserted_; }
  // Printed steps of the cone that happen, weighted.
  [[nodiscard]] z3::expr at_most(std::uint64_t printed);

  // After `sat`: the events that happen, in an order that respects every position.
  struct Happened {
    int event;
    int object;  // what the action was done to, -1: nothing or no object
    int other;   // what its second name meant
  };
  [[nodiscard]] std::vector<Happened> execution(const z3::model&);
  [[nodiscard]] int object_of(const z3::model&, int event);
  [[nodiscard]] int other_of(const z3::model&, int event);
  [[nodiscard]] z3::expr state_literals(const z3::model&);  // a formula that pins this model's choices and events
  [[nodiscard]] bool holds_in(const z3::model&, const z3::expr&) const;
  [[nodiscard]] z3::expr yes() const { return z3_.bool_val(true); }
  [[nodiscard]] z3::expr no() const { return z3_.bool_val(false); }

 private:
  enum class Fn {
    born,
    reference_effective,
    in_deletion,
    root,
    reached,
    unreferenced,
    held_by_framework,
    rules_cleanup,
    rules_destroy,
    flag,
    makes_pending,
    queued,
    occupied,
    at_dispatch
  };

  [[nodiscard]] z3::expr precedes(int first, int then) const;  // where both happen
  z3::expr guard(const Event&, int moment);
  z3::expr control(const Event&, int moment);
  z3::expr entered(const Event&, const Entry&, int moment);
  z3::expr literal(const Literal&, int moment);
  z3::expr outcome_is(int event, bool value, int moment);
  z3::expr action_guard(const Event&, int moment);
  z3::expr framework_guard(const Event&, int moment);
  z3::expr resume_guard(const Event&, int moment);
  z3::expr assumed_before(const Order&, int first, int moment);
  z3::expr assumptions(const Event&, int moment);

  z3::expr root(int object, int moment);
  z3::expr reached(int object, int moment);
  z3::expr taken(int object, int moment);
  z3::expr no_root_on(const std::vector<int>& objects, int moment);
  z3::expr document_order(int first, int then, int moment);
  z3::expr constrains(const Rule&, int other, int self, int moment);
  z3::expr rules(int self, Phase then, int moment);
  z3::expr held_by_framework(int object, int moment);
  CountOf references(int object, int moment);
  z3::expr effective_drop(int event, int object);
  z3::expr reference_effective(int event, int object);
  z3::expr thread_holds(int thread, int object);
  z3::expr settled(int object, Phase, int moment);  // for the rules of others
  z3::expr run_in_progress(const Events::Run&, int moment);
  z3::expr running(int object, int moment);
  z3::expr has_room(int object, int moment);
  z3::expr makes_pending(int event, int object);
  [[nodiscard]] std::vector<int> enqueues_of(int object) const;
  z3::expr queued(int object, int moment);
  z3::expr closed(int target, int moment);
  z3::expr send_fails(int event);
  z3::expr occupied(int target, int moment);
  z3::expr quiet(int object, bool nor_queued, int moment);
  z3::expr remembers(int object, const Events::Run&, int moment);
  z3::expr spares_runs(int object, int moment);
  z3::expr drained(int object, int moment);
  z3::expr run_guard(const Event&, int moment);
  z3::expr in_collection(int item, int collection, int moment);
  z3::expr take_ready(int event, int moment);
  [[nodiscard]] static bool fixed_target(const Event&, int object);
  [[nodiscard]] static bool goes_round(const Event&);
  z3::expr others_can_go_on(const Event&);
  z3::expr placed_at_end(int event);
  z3::expr ignored_at_end(int object);
  z3::expr may_be_taken(int event, int item);
  z3::expr touches_with(int event, int object);
  z3::expr is_root_of(int up, int object, int moment);
  z3::expr carried_out_at_dispatch(int object, int moment);
  z3::expr asked_at_dispatch(int request, int object);
  z3::expr waits(int request);
  z3::expr done_to_something(int event);
  z3::expr flag_set(int flag, int moment);
  z3::expr lock_held(const Event& lock_event, int object, int moment);
  z3::expr holds_lock(int event, int object);
  z3::expr member_guard(const Event&, int moment);
  z3::expr member_done(const Event& done, const Event::Member&, int moment);
  z3::expr set_done_guard(const Event&, int moment);
  [[nodiscard]] bool may_go_on_at_once(const Event&) const;
  z3::expr returned(const Action& by, int root, int moment);
  z3::expr started(int thread, int moment);
  z3::expr defined(const std::string& name, int event, int object);
  void define_pending();
  z3::expr lock_free(const Event&, int moment);
  z3::expr signalled(int signal, int moment);
  z3::expr create_next(int create_event, int number,
                       int moment);  // the next unborn instance has this number (count + 1: none is left)
  z3::expr create_ok(int object, int moment);
  z3::expr create_succeeds(int create_event, int moment);
  z3::expr parent_taken(int parent, int moment);
  z3::expr pick(int event, int object, bool second);
  z3::expr binding_targets(const Event&, const Target&, int object, bool second, bool at_end);
  z3::expr aimed(const Event&, const std::vector<Target>&, int object, bool second, bool at_end = false);
  z3::expr could_be_done(const Event&, bool second, const std::function<z3::expr(int object)>& ready);
  z3::expr fork_is(int fork, int value);

  // The constraint, behind the switch of its reason.
  template <class Say>
  z3::expr because(int moment, Say say, const z3::expr& constraint) {
    if (tracked_ == nullptr || constraint.is_true()) return constraint;
    return tracked_->when(say(), constraint, moment);
  }
  template <class Say>
  z3::expr only_because(int moment, Say say, const z3::expr& fact) {
    if (tracked_ == nullptr || fact.is_false()) return fact;
    return tracked_->only_when(say(), fact, moment);
  }
  z3::expr named(const z3::expr&);
  z3::expr let_go(int object, int moment);
  [[nodiscard]] int lets_go_of_items(const HeldReference&, int collection) const;
  void collect(const z3::expr&, bool positive, std::vector<int>& found);
  [[nodiscard]] int false_without(const z3::expr&) const;
  [[nodiscard]] int settled_without(const z3::expr&, bool sign) const;
  void include(z3::solver&, std::vector<int> events);
  void constrain(z3::solver&, int event, std::vector<int>& found);
  void positions(z3::solver&);
  void require(z3::solver&, const z3::expr&, Asserted::What, int event = -1);

  template <class Make>
  z3::expr memo(Fn, int a, int moment, Make make);
  template <class Make>
  z3::expr memo_pair(int a, int b, int moment, Make make);

  const Events& events_;
  const Instances& instances_;
  const MayAnalysis& may_;
  const OrderGraph& orders_;
  z3::context& z3_;
  bool waits_matter_;
  const Deadline& deadline_;
  TrackedReasons* tracked_;
  Reasons reasons_;

  std::vector<z3::expr> happens_, position_;
  std::map<std::pair<int, int>, z3::expr> earlier_;  // contested pairs, first id below second
  std::set<std::pair<int, int>> settled_;            // pairs that the order graph decides
  std::unordered_map<unsigned, int> mentions_;       // AST id of a `happens` constant -> its event
  struct Definition {
    z3::expr constant, meaning;
    bool exact;  // false: the constant implies the meaning and is free otherwise
  };
  std::unordered_map<unsigned, Definition> definitions_;  // by AST id of the constant
  std::unordered_map<unsigned, z3::expr> named_;          // by AST id of the meaning
  struct Pending {
    enum class What { drop, create, delete_, level } what;
    int event, object;
    z3::expr constant;
  };
  std::vector<Pending> pending_;
  std::map<std::tuple<Fn, int, int>, z3::expr> memo_;
  std::map<std::tuple<int, int, int>, z3::expr> pairs_;
  std::map<std::pair<int, int>, z3::expr> drops_, picks_, other_picks_, forks_;
  std::map<int, z3::expr> outcomes_;
  std::map<int, z3::expr> levels_;  // of callback bodies, by the event that begins them
  std::set<std::pair<unsigned, bool>> collected_;
  std::map<int, std::vector<std::pair<z3::expr, bool>>>
      waiting_for_;  // parts settled as long as the event does not happen
  std::vector<z3::expr> side_conditions_, kept_;
  std::size_t asserted_side_conditions_ = 0;
  std::vector<bool> in_cone_;
  std::vector<int> cone_;
  std::uint64_t constraints_ = 0;
  std::vector<Asserted> asserted_;
};

template <class Make>
z3::expr Encoding::memo(Fn fn, int a, int moment, Make make) {
  const std::tuple key{fn, a, moment};
  if (const auto found = memo_.find(key); found != memo_.end()) return found->second;
  deadline_.keep();
  const z3::expr made = make();
  memo_.emplace(key, made);
  return made;
}

template <class Make>
z3::expr Encoding::memo_pair(int a, int b, int moment, Make make) {
  const std::tuple key{a, b, moment};
  if (const auto found = pairs_.find(key); found != pairs_.end()) return found->second;
  deadline_.keep();
  const z3::expr made = make();
  pairs_.emplace(key, made);
  return made;
}

}  // namespace afterlife
