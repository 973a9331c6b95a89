#include "tests/naive/enumerator.hpp"

#include <algorithm>

#include "tests/naive/exploration.hpp"
#include "tests/naive/hazards.hpp"
#include "tests/naive/rest.hpp"

namespace afterlife::naive {
namespace {

constexpr std::size_t kRestLimit = 3000;

// Everything that one check asks of the state graph.
class Question {
 public:
  Question(const Check& check, const Interpreter& machine) : check_(check), machine_(machine) {
    if (check.kind != Check::Kind::never_hazard) {
      pairs_ = machine.pairs(check.order);
      return;
    }
    for (int o = 0; o < static_cast<int>(machine.tree().instances().size()); ++o) {
      const Instance& instance = machine.tree().instances()[o];
      const bool meant = !check.of || (check.of->index == instance.declaration &&
                                       (check.of->number == 0 || check.of->number == instance.number));
      if (meant) objects_.push_back(o);
    }
  }

  [[nodiscard]] bool at_rest() const {
    return check_.kind == Check::Kind::never_hazard && facts(check_.hazard).at_rest;
  }

  // Whether this step is what the check looks for: a violation, or the witness of a `possible`.
  [[nodiscard]] bool found_at(const State& before, const Step& step) const {
    if (check_.kind == Check::Kind::never_hazard) return hits(before, step);
    return std::ranges::any_of(pairs_, [&](const auto& pair) {
      const auto& [first, then] = pair;
      if (std::ranges::find(step.begins, then) == step.begins.end()) return false;
      const bool ended = machine_.has_ended(before, first);
      return check_.kind == Check::Kind::always ? !ended && machine_.constrains(before, first) : ended;
    });
  }

  // An agent at DISPATCH_LEVEL that comes to stand at a wait violates by that alone.
  [[nodiscard]] bool found_standing(const State& s) const {
    return check_.kind == Check::Kind::never_hazard && check_.hazard == Hazard::wait_at_dispatch &&
           somebody_waits_at_dispatch(s, machine_);
  }

  [[nodiscard]] bool found_at_rest(const State& s, const RestSet& rest) const {
    if (check_.hazard == Hazard::deadlock) return rest.somebody_waits;
    return std::ranges::any_of(objects_, [&](int o) { return leaked(s, machine_.tree(), o); });
  }

  [[nodiscard]] bool vacuous(const Seen& seen) const {
    switch (check_.kind) {
      case Check::Kind::never_hazard: return !seen.could_have(check_.hazard, objects_);
      case Check::Kind::always:
        return std::ranges::none_of(pairs_, [&](const auto& p) { return seen.some_begins(p.second); });
      case Check::Kind::never_order:
        return std::ranges::none_of(
            pairs_, [&](const auto& p) { return seen.some_ends(p.first) && seen.some_begins(p.second); });
      case Check::Kind::possible: return false;
    }
    return false;
  }

  [[nodiscard]] CheckAnswer answer(const Seen& seen) const {
    const bool is_possible = check_.kind == Check::Kind::possible;
    if (length) return {is_possible ? VerdictKind::holds : VerdictKind::violated, length};
    if (is_possible) return {VerdictKind::violated, {}};
    return {vacuous(seen) ? VerdictKind::vacuous : VerdictKind::holds, {}};
  }

  void found(std::uint64_t at) {
    if (!length || *length > at) length = at;
  }

  std::optional<std::uint64_t> length;

 private:
  [[nodiscard]] bool hits(const State& before, const Step& step) const {
    for (const Access& access : step.accesses)
      for (const Hit& hit : hazards_of(before, machine_.tree(), access))
        if (hit.hazard == check_.hazard && std::ranges::find(objects_, hit.object) != objects_.end()) return true;
    return false;
  }

  const Check& check_;
  const Interpreter& machine_;
  std::vector<int> objects_;
  std::vector<std::pair<Event, Event>> pairs_;
};

bool a_move_of_no_thread(const Step& step) { return !step.by_thread; }

}  // namespace

NaiveAnswer answer(const Scenario& scenario, const Framework& framework, int loop_bound, std::size_t state_limit) {
  const Interpreter machine(scenario, framework);
  RestFinder rests(machine, kRestLimit);
  Seen seen(machine);
  std::vector<Question> questions;
  for (const Check& check : scenario.checks) questions.emplace_back(check, machine);

  const Explored explored = explore(machine, loop_bound, state_limit, [&](const Visit& visit) {
    seen.state(visit.state);
    for (Question& question : questions)
      if (question.found_standing(visit.state)) question.found(visit.distance);
    for (const Step& step : visit.steps) {
      seen.step(step);
      for (Question& question : questions)
        if (!question.at_rest() && question.found_at(visit.state, step))
          question.found(visit.distance + (step.printed ? 1 : 0));
    }
    if (std::ranges::any_of(visit.steps, a_move_of_no_thread)) return true;
    if (const auto rest = rests.rest(visit.state))
      for (Question& question : questions)
        if (question.at_rest() && question.found_at_rest(visit.state, *rest)) question.found(visit.distance);
    return true;
  });

  NaiveAnswer all{!explored.complete, explored.states, {}};
  for (const Question& question : questions) {
    const bool unsure = !explored.complete || (question.at_rest() && rests.gave_up() && !question.length);
    all.checks.push_back(unsure ? CheckAnswer{} : question.answer(seen));
  }
  return all;
}

}  // namespace afterlife::naive
