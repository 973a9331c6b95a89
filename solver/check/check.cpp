#include "solver/check/check.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <new>
#include <optional>
#include <set>
#include <stdexcept>

#include "solver/search/unsat_reasons.hpp"
#include "solver/unfolding/completeness.hpp"
#include "solver/explain/explain.hpp"
#include "solver/search/rule_ablation.hpp"
#include "solver/check/notes.hpp"
#include "solver/reduction/idle_objects.hpp"
#include "solver/search/replay.hpp"
#include "solver/search/search.hpp"
#include "solver/unfolding/limits.hpp"
#include "solver/encoding/stopped.hpp"
#include "solver/search/vacuity.hpp"
#include "solver/encoding/z3_context.hpp"

namespace afterlife {
namespace {

Events unfolded(const World& world, Bounds bounds, const Deadline& deadline) {
  if (std::optional<std::string> why = too_large(world, bounds)) throw TooLarge{*why};
  return {world, bounds, deadline};
}

// The answer where deciding the check, or what comes before all checks, has been stopped.
void conclude(Verdict& verdict, const Stopped& stopped) {
  const bool broken = stopped.kind == Stopped::Kind::broken;
  verdict.kind = broken ? VerdictKind::error : VerdictKind::unknown;
  verdict.reason = broken ? "internal error: " + stopped.why : stopped.why;
  verdict.execution.reset();
  verdict.because.clear();
  verdict.grounds = Verdict::Grounds::part;
  verdict.stats.decided_by = Decider::nothing;
}

// What a limit may keep from being added to an answer that is known already.
template <class Work>
void within_limits(const Deadline& deadline, const Work& work) {
  try {
    work();
  } catch (...) {
    if (why_stopped(deadline).kind == Stopped::Kind::broken) throw;
  }
}

// Everything that the checks of one scenario share: its instances, events, orders, and the machine, with alike objects
// merged; and the whole scenario, on which every execution is gone through before it is shown.
class Checker {
 public:
  Checker(const Scenario& scenario, const Framework& framework, const CheckOptions& options, const Deadline& preparing)
      : scenario_(scenario),
        framework_(framework),
        options_(options),
        whole_(options.total_seconds),
        reduction_(scenario, framework, options.slice, preparing),
        world_(reduction_.scenario(), framework),
        events_(unfolded(world_, scenario.bounds, preparing)),
        statics_(events_, preparing),
        orders_(events_, OrderGraph::Knows::everything, preparing),
        machine_(world_),
        exactness_(exactness_of(world_, scenario.bounds)) {}

  [[nodiscard]] std::size_t size() const { return reduction_.scenario().checks.size(); }

  // What a search finds to remark, in the order of the file. More than a few seconds are not spent on it.
  std::vector<Note> notes() {
    constexpr double kSeconds = 5;
    constexpr std::size_t kMostQuestions = 200;
    std::vector<Note> found;
    const std::vector<NoteQuestion> questions = notes_to_ask(events_, statics_);
    if (questions.size() > kMostQuestions) return found;
    const Deadline deadline(std::min(kSeconds, options_.timeout_seconds), options_.interrupted);
    CheckStats ignored;
    try {
      Search search(z3_, events_, statics_, orders_, machine_, options_, deadline, ignored);
      for (const NoteQuestion& question : questions) {
        std::vector<Goal> open = question.goals;
        std::erase_if(open, [&](const Goal& goal) { return orders_.impossible(goal.event); });
        const Found::Answer answer = open.empty() ? Found::Answer::no : search.possible(open);
        if (answer == (question.when_possible ? Found::Answer::yes : Found::Answer::no)) found.push_back(question.note);
      }
    } catch (...) {  // a remark that is not made is nothing that is missed, whatever kept it from being made
      if (why_stopped(deadline).kind == Stopped::Kind::broken) throw;
    }
    return found;
  }

  Verdict decide(std::size_t number) {
    as_written_ = &scenario_.checks[number];
    return decide(reduction_.scenario().checks[number]);
  }

 private:
  // Two stages: the order graph takes away every goal that it can show to be out of reach; Z3 searches for the rest.
  Verdict decide(const Check& check) {
    Verdict verdict;
    verdict.check = &check;
    const auto begin = std::chrono::steady_clock::now();
    const Deadline deadline(std::min(options_.timeout_seconds, whole_.seconds_left()), options_.interrupted);
    verdict.stats.orders = orders_.edges();
    try {
      const std::vector<Goal> open = not_excluded(check, verdict, deadline);
      Search search(z3_, events_, statics_, orders_, machine_, options_, deadline, verdict.stats);
      Found found = search.find_any(open);
      verdict.stats.decided_by = open.empty() ? Decider::graph : Decider::z3;
      conclude(verdict, found, open, search, deadline);
      answer_again(verdict, check, deadline);
    } catch (...) {
      afterlife::conclude(verdict, why_stopped(deadline));
      z3_.reset();  // what is left in the context of a question that did not come to its end is not to be relied on
    }
    verdict.stats.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return verdict;
  }

  std::vector<Goal> not_excluded(const Check& check, Verdict& verdict, const Deadline& deadline) {
    std::vector<Goal> goals = goals_of(check, events_, statics_);
    if (options_.engine == CheckOptions::Engine::z3) return goals;
    std::set<std::pair<int, int>> chains;
    std::erase_if(goals, [&](const Goal& goal) {
      deadline.keep();
      const Excluded out = excluded(goal, events_, statics_, orders_);
      if (!out.yes) return false;
      chains.emplace(out.first, out.then);
      if (out.first >= 0 && out.first != out.then) add_reasons(verdict, orders_.why(out.first, out.then));
      return true;
    });
    if (goals.empty() && chains.size() == 1 && options_.explain) {
      const auto [first, then] = *chains.begin();
      std::vector<Reason> chain;
      if (first >= 0 && first != then) chain = orders_.why(first, then);
      if (!chain.empty()) {
        verdict.because = std::move(chain);
        verdict.grounds = Verdict::Grounds::chain;
      }
    }
    return goals;
  }

  // Answers again, where that is asked for. An execution has been replayed on the machine; that there is none must follow
  // from some of the reasons alone; and where it does not, the whole question is asked once more, with nothing left out.
  void answer_again(Verdict& verdict, const Check& check, const Deadline& deadline) {
    if (!options_.self_check || !verdict.decided()) return;
    verdict.again = verdict.execution ? SecondAnswer::replayed : SecondAnswer::none;
    if (verdict.execution) return;
    const bool vacuous = verdict.kind == VerdictKind::vacuous;
    within_limits(deadline, [&] {
      if (!vacuous && follows_from_its_reasons(z3_, check, events_, statics_, deadline)) {
        verdict.again = SecondAnswer::from_reasons;
        return;
      }
      CheckOptions whole = options_;
      whole.slice = false;
      CheckStats ignored;
      Search search(z3_, events_, statics_, orders_, machine_, whole, deadline, ignored);
      const Found::Answer answer = vacuous ? is_vacuous(check, events_, statics_, search)
                                           : search.find_any(goals_of(check, events_, statics_)).answer;
      if (answer == Found::Answer::unknown) return;
      if (answer != (vacuous ? Found::Answer::yes : Found::Answer::no))
        throw std::logic_error("a question gets another answer when it is asked with nothing left out");
      verdict.again = SecondAnswer::anew;
    });
  }

  void explain_why(Verdict& verdict, const Check& check, const Deadline& deadline) {
    if (!options_.explain || verdict.grounds == Verdict::Grounds::chain) return;
    give_reasons(verdict, z3_, check, events_, statics_, deadline);
    if (verdict.grounds != Verdict::Grounds::not_found) return;
    within_limits(deadline, [&] {
      if (std::optional<std::vector<Reason>> rules = needed_rules(scenario_, framework_, *as_written_, deadline)) {
        verdict.because = std::move(*rules);
        verdict.grounds = Verdict::Grounds::rules;
      }
    });
  }

  // What forces the orders that were found, each reason once. That bodies run from the top says nothing by itself, and
  // what is true of every object is told only where one order was asked for.
  static void add_reasons(Verdict& verdict, const std::vector<Reason>& chain) {
    constexpr std::size_t kMostShown = 8;
    for (const Reason& reason : chain) {
      const bool known = std::ranges::find(verdict.because, reason.text, &Reason::text) != verdict.because.end();
      const bool telling = reason.kind != Reason::Kind::machine ||
                           (verdict.check->kind != Check::Kind::never_hazard && !Reasons::is_program_order(reason));
      if (telling && !known && verdict.because.size() < kMostShown) verdict.because.push_back(reason);
    }
  }

  void conclude(Verdict& verdict, Found& found, const std::vector<Goal>& open, Search& search,
                const Deadline& deadline) {
    const bool possible = verdict.check->kind == Check::Kind::possible;
    if (found.answer == Found::Answer::unknown) {
      verdict.because.clear();
      verdict.kind = VerdictKind::unknown;
      verdict.reason = found.reason;
      return;
    }
    verdict.exact = exactness_.exact;
    verdict.argument = exactness_.argument;
    const bool at_rest = verdict.check->kind == Check::Kind::never_hazard &&
                         (verdict.check->hazard == Hazard::leak || verdict.check->hazard == Hazard::deadlock);
    if (exactness_.runs_go_on && at_rest)
      verdict.argument += "; beside what runs for ever nothing comes to rest, and no " +
                          std::string(facts(verdict.check->hazard).id) + " is found";
    if (found.answer == Found::Answer::yes) {
      verdict.kind = possible ? VerdictKind::holds : VerdictKind::violated;
      verdict.exact = true;
      verdict.argument.clear();
      verdict.because.clear();
      if (options_.shortest) within_limits(deadline, [&] { shorten(found, open, search, deadline); });
      verdict.execution = show(found, deadline);
      verdict.execution->minimal = found.minimal;
      if (!found.minimal)
        verdict.execution->minimal_note = "not all executions that could be shorter were compared with it";
      return;
    }
    if (possible) {
      verdict.kind = VerdictKind::violated;
      const bool apart =
          is_vacuous(as(Check::Kind::never_order, *verdict.check), events_, statics_, search) == Found::Answer::yes;
      verdict.reason =
          apart ? never_happens(*verdict.check, events_, statics_, search) : "no permitted execution has this order";
      if (apart) verdict.grounds = Verdict::Grounds::part;  // an order forces nothing where an event never comes
      explain_why(verdict, *verdict.check, deadline);
      return;
    }
    if (!open.empty()) verdict.because.clear();  // the order graph's share alone does not force it
    const Found::Answer vacuous = is_vacuous(*verdict.check, events_, statics_, search);
    verdict.kind = vacuous == Found::Answer::yes ? VerdictKind::vacuous : VerdictKind::holds;
    if (vacuous == Found::Answer::unknown) {
      verdict.kind = VerdictKind::unknown;
      verdict.reason =
          "no violation was found, but whether the check speaks of anything that can happen was not decided in time";
    }
    if (vacuous == Found::Answer::yes) verdict.reason = never_happens(*verdict.check, events_, statics_, search);
    if (verdict.kind != VerdictKind::holds) {
      verdict.because.clear();
      verdict.grounds = Verdict::Grounds::part;
    }
    if (verdict.kind == VerdictKind::holds) explain_why(verdict, *verdict.check, deadline);
  }

  // The execution with all of its objects, gone through on the machine of the whole scenario.
  Execution show(const Found& found, const Deadline& deadline) {
    if (!whole_world_) {
      whole_world_ = std::make_unique<World>(scenario_, framework_);
      whole_machine_ = std::make_unique<Machine>(*whole_world_);
    }
    const Lifted lifted = lift(reduction_, world_, *whole_machine_, *whole_world_, found.steps, deadline);
    Goal goal = found.goal;
    const auto whole = [&](int instance) {
      const Reduction::Member first =
          reduction_.members(world_.instance(instance).decl, world_.instance(instance).number).front();
      return whole_world_->id(first.declaration, first.number);
    };
    const auto of_thread = [](const EventName& name) {
      return name.kind == EventKind::thread_start || name.kind == EventKind::thread_end;
    };
    if (goal.object >= 0 && !(goal.order != nullptr && of_thread(goal.order->then))) goal.object = whole(goal.object);
    if (goal.first >= 0 && !of_thread(goal.order->first)) goal.first = whole(goal.first);
    if (!seen_on_whole(goal, lifted.steps))
      throw std::logic_error("the whole scenario does not do what an execution of the reduced one was found for");
    return explain(*whole_machine_, *whole_world_, goal, lifted);
  }

  // Whether the steps reach the goal with all objects there. Where to look around at rest is too much for that many objects,
  // that the reduced scenario rests has to do.
  bool seen_on_whole(const Goal& goal, const std::vector<Step>& steps) const {
    if (!goal.at_rest()) return reaches(*whole_machine_, goal, steps);
    State state = whole_machine_->initial();
    for (const Step& step : steps) whole_machine_->apply(state, step);
    bool too_large = false;
    const std::size_t limit = states_that_fit(*whole_world_, Machine::kClosedSetLimit);
    return reaches_at_rest(*whole_machine_, goal, state, too_large, limit) || too_large;
  }

  // A search for shortest ways on the machine gives the first of the shortest; where there are too many states for that, Z3
  // proves the length and its own model is shown.
  void shorten(Found& found, const std::vector<Goal>& open, Search& search, const Deadline& deadline) {
    constexpr std::size_t kMostStates = 60'000;
    const std::size_t states = states_that_fit(world_, kMostStates);
    if (std::optional<Shortest> first = first_shortest(machine_, world_, open, found.length, states, deadline)) {
      found.steps = std::move(first->steps);
      found.goal = first->goal;
      found.length = first->length;
      found.minimal = true;
      return;
    }
    const Found shortest = search.find_shortest(found, open);
    if (shortest.answer == Found::Answer::yes) found = shortest;
  }

  const Scenario& scenario_;
  const Framework& framework_;
  const CheckOptions& options_;
  Deadline whole_;
  Reduction reduction_;
  World world_;
  Events events_;
  Statics statics_;
  OrderGraph orders_;
  Machine machine_;
  Exactness exactness_;
  SharedZ3 z3_;
  const Check* as_written_ = nullptr;  // the one that is being decided, in the scenario before it was reduced
  std::unique_ptr<World> whole_world_;
  std::unique_ptr<Machine> whole_machine_;
};

// Remarks of both kinds, in the order of the file; fewer where there is no time or memory for more.
std::vector<Note> all_notes(const Scenario& scenario, const Framework& framework, Checker& checker) {
  std::vector<Note> notes;
  try {
    notes = notes_on(scenario, framework);
    for (Note& note : checker.notes()) notes.push_back(std::move(note));
  } catch (const std::bad_alloc&) {
  }
  std::ranges::stable_sort(notes, {}, [](const Note& note) { return std::pair(note.at.line, note.at.column); });
  return notes;
}

}  // namespace

void check_all(const Scenario& scenario, const Framework& framework, const CheckOptions& options,
               const std::function<void(const Verdict&)>& answer, const std::function<void(const Note&)>& remark) {
  const Deadline preparing(std::min(options.timeout_seconds, options.total_seconds), options.interrupted);
  std::optional<Scenario> asked;
  std::unique_ptr<Checker> checker;
  Verdict stopped;  // of every check, where nothing could be made ready
  try {
    asked = scenario;
    if (options.loop_bound > 0) asked->bounds.loop = options.loop_bound;
    checker = std::make_unique<Checker>(*asked, framework, options, preparing);
  } catch (...) {
    conclude(stopped, why_stopped(preparing));
  }
  for (std::size_t i = 0; i < scenario.checks.size(); ++i) {
    Verdict verdict = checker ? checker->decide(i) : stopped;
    verdict.check = &scenario.checks[i];
    answer(verdict);
  }
  if (!remark || !checker) return;
  for (const Note& note : all_notes(scenario, framework, *checker)) remark(note);
}

std::vector<Verdict> check_all(Kept<Scenario> scenario, const Framework& framework, const CheckOptions& options) {
  std::vector<Verdict> verdicts;
  check_all(scenario, framework, options, [&](const Verdict& verdict) { verdicts.push_back(verdict); });
  return verdicts;
}

}  // namespace afterlife
