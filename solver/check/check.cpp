#include "solver/check.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>

#include "solver/analysis/event_graph.hpp"
#include "solver/check/notes.hpp"
#include "solver/check/proof.hpp"
#include "solver/check/whole_scenario.hpp"
#include "solver/encoding/z3_context.hpp"
#include "solver/reduction/idle_objects.hpp"
#include "solver/search/search.hpp"
#include "solver/search/vacuity.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {
namespace {

// --- verdicts, each made once

Verdict unknown(std::string why) {
  Verdict verdict;
  verdict.kind = VerdictKind::unknown;
  verdict.reason = std::move(why);
  return verdict;
}

Verdict unanswered(const Stopped& stopped) {
  if (!stopped.is_broken()) return unknown(stopped.text());
  Verdict verdict;
  verdict.kind = VerdictKind::error;
  verdict.reason = "internal error: " + stopped.text();
  return verdict;
}

// A counterexample; of `possible` a witness.
Verdict by_execution(const Check& check, Execution execution) {
  Verdict verdict;
  verdict.kind = check.kind == Check::Kind::possible ? VerdictKind::holds : VerdictKind::violated;
  verdict.execution = std::move(execution);
  return verdict;
}

// What speaks of all executions, exactly or within the bounds.
Verdict of_all(VerdictKind kind, const Check& check, const Completeness& completeness, Proof proof,
               std::string reason) {
  Verdict verdict;
  verdict.kind = kind;
  verdict.exact = completeness.exact;
  verdict.argument = completeness.argument;
  if (completeness.runs_go_on && check.kind == Check::Kind::never_hazard && facts(check.hazard).at_rest)
    verdict.argument += "; beside what runs for ever nothing comes to rest, and no " +
                        std::string(facts(check.hazard).id) + " is found";
  verdict.because = std::move(proof.because);
  verdict.basis = proof.basis;
  verdict.reason = std::move(reason);
  return verdict;
}

// What a limit may keep from being added to an answer that is known already.
template <class Work>
void within_limits(const Work& work) {
  try {
    work();
  } catch (...) {
    if (why_stopped().is_broken()) throw;
  }
}

// Everything that the checks of one scenario share: the reduced scenario analysed, and the machine.
class Checker {
 public:
  Checker(const Scenario& scenario, const Framework& framework, const CheckOptions& options, const Deadline& preparing)
      : scenario_(scenario),
        options_(options),
        cut_(options.slice ? Search::Cut::to_cone : Search::Cut::nothing),
        total_(options.total_seconds),
        reduction_(scenario, framework, options.slice, preparing),
        graph_(reduction_.scenario(), framework, preparing),
        machine_(graph_.instances),
        whole_scenario_(scenario, framework) {}

  Verdict decide(std::size_t number) {
    const auto begin = std::chrono::steady_clock::now();
    const Deadline deadline(std::min(options_.timeout_seconds, total_.seconds_left()), options_.interrupted);
    CheckStats stats;
    stats.orders = graph_.orders.edges();
    Verdict verdict;
    try {
      verdict = answer(number, deadline, stats);
      if (options_.self_check && verdict.decided()) verdict.again = second_answer(number, verdict, deadline);
    } catch (...) {
      verdict = unanswered(why_stopped());
      stats.decided_by = Decider::nothing;
      z3_.reset();  // what is left in the context of a question that did not come to its end is not to be relied on
    }
    stats.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    verdict.stats = stats;
    return verdict;
  }

  // What a search finds to remark, in the order of the file. More than a few seconds are not spent on it.
  std::vector<Note> notes();

 private:
  // Two stages: the order graph excludes every goal that it can show to be out of reach; Z3 searches for the rest.
  Verdict answer(std::size_t number, const Deadline& deadline, CheckStats& stats) {
    const Check& check = reduced(number);
    const OpenQuestion question = options_.engine == CheckOptions::Engine::z3
                                      ? OpenQuestion{goals_of(check, graph_), {}, {}}
                                      : open_question(check, graph_, deadline);
    Search search(z3_, graph_, machine_, cut_, deadline, stats);
    Found found = search.find_any(question.goals);
    stats.decided_by = question.goals.empty() ? Decider::graph : Decider::z3;
    if (found.answer == Found::Answer::unknown) return unknown(found.reason);
    if (found.answer == Found::Answer::yes) {
      if (options_.shortest) within_limits([&] { shorten(found, question.goals, search, deadline); });
      return by_execution(check, whole_scenario_.show(found, reduction_, graph_.instances, deadline));
    }
    if (check.kind == Check::Kind::possible) return impossible(number, question, search, deadline);
    const Vacuity vacuity = is_vacuous(check, graph_, search);
    switch (vacuity.answer) {
      case Found::Answer::yes:
        return of_all(VerdictKind::vacuous, check, graph_.completeness, {}, never_happens(check, vacuity));
      case Found::Answer::unknown:
        return unknown(
            "no violation was found, but whether the check speaks of anything that can happen was not decided in time");
      case Found::Answer::no: break;
    }
    // Where goals were left to Z3 the order graph's share alone does not force it.
    const Proof proof = question.goals.empty() ? proof_at_hand(question) : Proof{};
    return of_all(VerdictKind::holds, check, graph_.completeness, explained(proof, number, deadline), "");
  }

  Verdict impossible(std::size_t number, const OpenQuestion& question, Search& search, const Deadline& deadline) {
    const Check& check = reduced(number);
    Proof proof = proof_at_hand(question);
    std::string reason = "no permitted execution has this order";
    const Vacuity vacuity = is_vacuous(as(Check::Kind::never_order, check), graph_, search);
    if (vacuity.answer == Found::Answer::yes) {
      reason = never_happens(check, vacuity);
      proof.basis = Verdict::Basis::part;  // an order forces nothing where an event never comes
    }
    proof = explained(std::move(proof), number, deadline);
    return of_all(VerdictKind::violated, check, graph_.completeness, std::move(proof), std::move(reason));
  }

  [[nodiscard]] Proof proof_at_hand(const OpenQuestion& question) const {
    return options_.explain ? question.proof() : Proof{question.because, Verdict::Basis::part};
  }

  Proof explained(Proof proof, std::size_t number, const Deadline& deadline) {
    if (!options_.explain) return proof;
    Scenario one = scenario_;
    one.checks = {scenario_.checks[number]};
    const auto excludes = [&](const Framework& fewer) { return no_execution_under(fewer, one, deadline); };
    return smallest_proof(std::move(proof), z3_, reduced(number), graph_, excludes, deadline);
  }

  static std::optional<bool> no_execution_under(const Framework& framework, const Scenario& one,
                                                const Deadline& deadline) {
    CheckOptions asked;
    asked.shortest = false;
    asked.interrupted = deadline.flag();
    asked.timeout_seconds = asked.total_seconds = deadline.seconds_left();
    const Verdict verdict = check_all(one, framework, asked).front();
    if (!verdict.decided()) return std::nullopt;
    return !verdict.execution.has_value();
  }

  // The same answer once more. An execution has been replayed on the machine; that there is none must follow from some
  // of the reasons alone; and where it does not, the whole question is asked once more, with nothing left out.
  SecondAnswer second_answer(std::size_t number, const Verdict& verdict, const Deadline& deadline) {
    if (verdict.execution) return SecondAnswer::replayed;
    const Check& check = reduced(number);
    const bool vacuous = verdict.kind == VerdictKind::vacuous;
    SecondAnswer again = SecondAnswer::none;
    within_limits([&] {
      if (!vacuous && follows_from_its_reasons(z3_, check, graph_, deadline)) {
        again = SecondAnswer::from_reasons;
        return;
      }
      CheckStats ignored;
      Search search(z3_, graph_, machine_, Search::Cut::nothing, deadline, ignored);
      const Found::Answer answer =
          vacuous ? is_vacuous(check, graph_, search).answer : search.find_any(goals_of(check, graph_)).answer;
      if (answer == Found::Answer::unknown) return;
      if (answer != (vacuous ? Found::Answer::yes : Found::Answer::no))
        throw std::logic_error("a question gets another answer when it is asked with nothing left out");
      again = SecondAnswer::anew;
    });
    return again;
  }

  // A search for shortest ways on the machine gives the first of the shortest; where there are too many states for
  // that, Z3 proves the length and its own model is shown.
  void shorten(Found& found, const std::vector<Goal>& goals, Search& search, const Deadline& deadline) {
    constexpr std::size_t kMostStates = 60'000;
    const std::size_t states = states_that_fit(graph_.instances, kMostStates);
    if (std::optional<Shortest> first =
            first_shortest(machine_, graph_.instances, goals, found.length, states, deadline)) {
      found.steps = std::move(first->steps);
      found.goal = first->goal;
      found.length = first->length;
      found.minimal = true;
      return;
    }
    const Found shortest = search.find_shortest(found, goals);
    if (shortest.answer == Found::Answer::yes) found = shortest;
  }

  [[nodiscard]] const Check& reduced(std::size_t number) const { return reduction_.scenario().checks[number]; }

  const Scenario& scenario_;
  const CheckOptions& options_;
  const Search::Cut cut_;
  const Deadline total_;
  const IdleReduction reduction_;
  const EventGraph graph_;
  const Machine machine_;
  WholeScenario whole_scenario_;
  SharedZ3 z3_;
};

std::vector<Note> Checker::notes() {
  constexpr double kSeconds = 5;
  constexpr std::size_t kMostQuestions = 200;
  std::vector<Note> found;
  const std::vector<NoteQuestion> questions = notes_to_ask(graph_);
  if (questions.size() > kMostQuestions) return found;
  const Deadline deadline(std::min(kSeconds, options_.timeout_seconds), options_.interrupted);
  CheckStats ignored;
  within_limits([&] {  // a remark that is not made is nothing that is missed
    Search search(z3_, graph_, machine_, cut_, deadline, ignored);
    for (const NoteQuestion& question : questions) {
      std::vector<Goal> open = question.goals;
      std::erase_if(open, [&](const Goal& goal) { return graph_.orders.impossible(goal.event); });
      const Found::Answer answer = open.empty() ? Found::Answer::no : search.possible(open);
      if (answer == (question.when_possible ? Found::Answer::yes : Found::Answer::no)) found.push_back(question.note);
    }
  });
  return found;
}

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
    asked = with_loop_bound(scenario, options.loop_bound);
    checker = std::make_unique<Checker>(*asked, framework, options, preparing);
  } catch (...) {
    stopped = unanswered(why_stopped());
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
