#include "solver/encoding/cone.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "solver/encoding/encoding.hpp"
#include "solver/util/aside.hpp"

namespace afterlife {

// An event that makes the formula false by not happening, -1: none is seen at once.
int Cone::false_without(const z3::expr& formula) const {
  if (!formula.is_app()) return -1;
  if (formula.is_const()) {
    const int event = context_.event_of(formula);
    return event >= 0 && !in_cone_[event] ? event : -1;
  }
  if (formula.decl().decl_kind() != Z3_OP_AND) return -1;
  for (unsigned i = 0; i < formula.num_args(); ++i)
    if (const int event = false_without(formula.arg(i)); event >= 0) return event;
  return -1;
}

// An event outside the cone whose absence alone settles this part of a formula, so that nothing in it needs help.
int Cone::settled_without(const z3::expr& formula, bool sign) const {
  const auto kind = formula.decl().decl_kind();
  const auto one = [&](const z3::expr& part, bool part_sign) {
    if (!part_sign) return false_without(part);
    const bool negated = part.is_app() && part.decl().decl_kind() == Z3_OP_NOT;
    return negated ? false_without(part.arg(0)) : -1;
  };
  const bool disjunction = (kind == Z3_OP_OR && sign) || (kind == Z3_OP_AND && !sign);
  if (kind == Z3_OP_IMPLIES && sign) return one(formula.arg(0), false);
  if (!disjunction) return -1;
  for (unsigned i = 0; i < formula.num_args(); ++i)
    if (const int event = one(formula.arg(i), sign); event >= 0) return event;
  return -1;
}

// Events whose happening can help to make the formula true: those it mentions positively, through definitions too, but
// for parts that the absence of an event settles (a lock that nobody in the cone takes need not be released).
// Leaving the others out loses nothing: take any execution and drop from it every event that never helps. What is left
// is still an execution, because each guard in it can only have become easier to meet.
void Cone::collect(const z3::expr& formula, bool positive, std::vector<int>& found) {
  definitions_.define_pending();
  kept_.push_back(formula);  // AST ids are only good as long as the AST lives
  std::vector<std::pair<z3::expr, bool>> open{{formula, positive}};
  while (!open.empty()) {
    deadline_.keep();
    const auto [next, sign] = open.back();
    open.pop_back();
    if (!next.is_app() || collected_.contains({next.id(), sign})) continue;
    if (const int event = settled_without(next, sign); event >= 0) {
      waiting_for_[event].emplace_back(next, sign);
      continue;
    }
    collected_.emplace(next.id(), sign);
    if (next.is_const()) {
      if (const int event = context_.event_of(next); event >= 0 && sign) found.push_back(event);
      if (const z3::expr* meaning = definitions_.meaning_of(next)) open.emplace_back(*meaning, sign);
      continue;
    }
    const auto kind = next.decl().decl_kind();
    if (kind == Z3_OP_AND || kind == Z3_OP_OR) {
      for (unsigned i = 0; i < next.num_args(); ++i) open.emplace_back(next.arg(i), sign);
    } else if (kind == Z3_OP_NOT) {
      open.emplace_back(next.arg(0), !sign);
    } else if (kind == Z3_OP_IMPLIES) {
      open.emplace_back(next.arg(0), !sign);
      open.emplace_back(next.arg(1), sign);
    } else {
      for (unsigned i = 0; i < next.num_args(); ++i)
        for (const bool either : {true, false}) open.emplace_back(next.arg(i), either);
    }
  }
}

void Cone::put(z3::solver& solver, const z3::expr& formula, Asserted::What what, int event) {
  deadline_.keep();
  constexpr std::uint64_t kLookAfter = 64;
  if (constraints_ % kLookAfter == 0 && memory_stays_short(deadline_)) throw std::bad_alloc();
  solver.add(formula);
  if (context_.tracked() != nullptr) asserted_.push_back({what, event, formula});
  ++constraints_;
}

void Cone::constrain(z3::solver& solver, int event, std::vector<int>& found) {
  const z3::expr ready = encoding_.guards.of(events_.at(event), event);
  for (int object = 0; object < instances_.size(); ++object)
    if (may_.may_target(events_.at(event), object))
      static_cast<void>(encoding_.naming.targets(event, object));  // every act is done to something
  for (const int object : may_.second_names(events_.at(event)))
    static_cast<void>(encoding_.naming.other_targets(event, object));
  collect(ready, true, found);
  put(solver, z3::implies(happens(event), ready), Asserted::What::need, event);
}

void Cone::include(z3::solver& solver, std::vector<int> open) {
  while (!open.empty()) {
    const int event = open.back();
    open.pop_back();
    if (in_cone_[event]) continue;
    deadline_.keep();
    in_cone_[event] = true;
    cone_.push_back(event);
    constrain(solver, event, open);
    // What its absence had settled is open again.
    const auto waiting = waiting_for_.find(event);
    if (waiting == waiting_for_.end()) continue;
    const std::vector<std::pair<z3::expr, bool>> parts = std::move(waiting->second);
    waiting_for_.erase(waiting);
    for (const auto& [part, sign] : parts) collect(part, sign, open);
  }
  std::ranges::sort(cone_);
  for (const Event& event : events_.all())
    if (!in_cone_[event.id]) put(solver, !happens(event.id), Asserted::What::absent, event.id);
  positions(solver);
  definitions_.define_pending();
  for (; asserted_conditions_ < conditions_.size(); ++asserted_conditions_)
    put(solver, conditions_[asserted_conditions_], Asserted::What::definition);
}

// What the order graph knows is also true of positions; and what an event always needs is said outright.
void Cone::positions(z3::solver& solver) {
  for (const int event : cone_) {
    deadline_.keep();
    for (const Entry& entry : events_.at(event).entries)
      if (entry.from >= 0 && in_cone_[entry.from])
        put(solver, z3::implies(happens(event) && happens(entry.from), context_.precedes(entry.from, event)),
            Asserted::What::position, event);
    std::vector<const Need*> open;
    for (const Need& need : context_.orders().needs(event)) open.push_back(&need);
    while (!open.empty()) {
      const Need& need = *open.back();
      open.pop_back();
      if (need.kind == Need::Kind::event) {
        if (in_cone_[need.event])
          put(solver, z3::implies(happens(event), happens(need.event) && context_.precedes(need.event, event)),
              Asserted::What::position, event);
        else
          put(solver, !happens(event), Asserted::What::absent, event);
      } else if (need.kind == Need::Kind::all || need.parts.size() == 1) {
        for (const Need& part : need.parts) open.push_back(&part);
      }
    }
  }
  for (const auto& [first, then] : context_.orders().ordered_pairs())
    if (in_cone_[first] && in_cone_[then])
      put(solver, z3::implies(happens(first) && happens(then), context_.precedes(first, then)),
          Asserted::What::position, then);
}

void Cone::add_to(z3::solver& solver, const z3::expr& formula) {
  std::vector<int> found;
  collect(formula, true, found);
  include(solver, std::move(found));
}

void Cone::add_everything_to(z3::solver& solver, const z3::expr& formula) {
  std::vector<int> all;
  collect(formula, true, all);
  for (const Event& event : events_.all()) all.push_back(event.id);
  include(solver, std::move(all));
}

namespace {

// A move of the framework on an object that stands for many is as many printed steps.
std::uint64_t weight_of(const Instances& instances, const Event& event) {
  return event.agent.kind == Agent::Kind::framework ? instances.decl(event.object).stands_for : 1;
}

}  // namespace

z3::expr Cone::at_most(std::uint64_t printed) {
  z3::expr_vector happened(z3_);
  std::vector<int> weights;
  for (const int event : cone_)
    if (events_.at(event).printed()) {
      happened.push_back(happens(event));
      weights.push_back(static_cast<int>(weight_of(instances_, events_.at(event))));
    }
  if (happened.empty()) return yes();
  return z3::pble(happened, weights.data(), static_cast<int>(printed));
}

}  // namespace afterlife
