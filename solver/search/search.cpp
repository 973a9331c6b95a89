#include "solver/search/search.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "solver/encoding/decoding.hpp"
#include "solver/encoding/goal_formula.hpp"
#include "solver/encoding/interrupt_z3.hpp"
#include "solver/encoding/terms.hpp"
#include "solver/encoding/z3_context.hpp"
#include "solver/encoding/z3_failure.hpp"
#include "solver/search/replay.hpp"

namespace afterlife {

std::uint64_t printed_length(const Instances& instances, const Step& step) {
  if (!step.printed()) return 0;
  return step.kind == Step::Kind::begin ? instances.decl(step.object).stands_for : 1;
}

std::uint64_t printed_length(const Instances& instances, const std::vector<Step>& steps) {
  std::uint64_t length = 0;
  for (const Step& step : steps) length += printed_length(instances, step);
  return length;
}

// One solver with the cone of some goals asserted.
class Search::Query {
 public:
  Query(Search& search, const std::vector<Goal>& goals)
      : search_(search),
        goals_(goals),
        at_rest_(goals.front().at_rest()),
        parts_(search.z3_, search.deadline_, search, goals),
        encoding_(parts_->encoding),
        solver_(parts_->solver),
        formulas_(parts_->formulas) {
    AnyOf reached(**parts_->context);
    for (const Goal& goal : goals) {
      formulas_.push_back(formula(goal, encoding_));
      reached |= formulas_.back();
    }
    z3::expr any = reached;
    if (at_rest_) any &= encoding_.end.is_at_rest();
    if (at_rest_ || search.cut_ == Cut::nothing)
      encoding_.cone.add_everything_to(solver_, any);
    else
      encoding_.cone.add_to(solver_, any);
    solver_.add(any);
    // Of several queries the largest is told.
    search.stats_.events = std::max<std::uint64_t>(search.stats_.events, encoding_.cone.events().size());
    search.stats_.constraints = std::max<std::uint64_t>(search.stats_.constraints, encoding_.cone.constraints() + 1);
  }

  z3::check_result check() {
    if (search_.deadline_.passed()) return z3::unknown;
    ++search_.stats_.queries;
    return ask(solver_, search_.deadline_);
  }

  [[nodiscard]] std::string why_unknown() const {
    if (search_.deadline_.passed()) return search_.deadline_.stopped().text();
    return Stopped(Stopped::Kind::solver).text();
  }

  // The execution of the model, cut after the goal that it reaches first, and replayed. Throws when the machine does
  // not permit it: then the encoding is wrong, and no verdict can be given.
  bool replay(Found& found) {
    const z3::model model = solver_.get_model();
    std::vector<Happened> happened = execution(encoding_, model);
    const bool stands = goals_.front().kind == Goal::Kind::stands;
    if (stands)
      choose_goal(model, found);
    else if (!at_rest_)
      cut(model, happened, found);
    Replay replay(search_.machine_, search_.graph_.events);
    std::optional<std::vector<Step>> steps = replay.follow(happened);
    if (!steps) throw std::logic_error("the machine does not permit an execution that the encoding permits");
    if (stands && !replay.stand(found.goal.event, *steps))
      throw std::logic_error("an agent cannot come to where the encoding has it standing");
    found.steps = std::move(*steps);
    found.length = printed_length(search_.graph_.instances, found.steps);
    if (!at_rest_) {
      if (!reaches(search_.machine_, found.goal, found.steps))
        throw std::logic_error("an execution of the encoding does not do on the machine what it was found for");
      return true;
    }
    std::vector<Replay::Standing> standing;
    for (const Event& event : search_.graph_.events.all())
      if (event.agent.kind != Agent::Kind::framework && holds_in(model, encoding_.end.stands_at(event.id)))
        standing.push_back({event.id, holds_in(model, encoding_.end.enabled(event.id))});
    if (!replay.bring_to(standing, found.steps))
      throw std::logic_error("an agent cannot come to where the encoding has it standing");
    for (std::size_t g = 0; g < goals_.size(); ++g)
      if (holds_in(model, formulas_[g]) && reaches_at_rest(search_.machine_, goals_[g], replay.state(), too_large_)) {
        found.goal = goals_[g];
        return true;
      }
    return false;
  }

  // Some state was too much for the question whether it is at rest.
  [[nodiscard]] bool too_large() const { return too_large_; }

  void exclude_model() { solver_.add(!state_literals(encoding_, solver_.get_model())); }
  // Z3 looks near the model that it gave last, so where one is excluded after the other it looks elsewhere now and
  // then.
  void look_elsewhere() {
    z3::solver fresh = solver_of_positions(solver_.ctx(), ++seed_);
    fresh.add(solver_.assertions());
    solver_ = fresh;
  }
  void demand_at_most(std::uint64_t length) { solver_.add(encoding_.cone.at_most(length)); }

 private:
  void choose_goal(const z3::model& model, Found& found) {
    for (std::size_t g = 0; g < goals_.size(); ++g)
      if (holds_in(model, formulas_[g])) found.goal = goals_[g];
  }

  void cut(const z3::model& model, std::vector<Happened>& happened, Found& found) {
    for (std::size_t end = 0; end < happened.size(); ++end)
      for (std::size_t g = 0; g < goals_.size(); ++g)
        if (goals_[g].event == happened[end].event && holds_in(model, formulas_[g])) {
          found.goal = goals_[g];
          happened.resize(end + 1);
          return;
        }
    throw std::logic_error("a model of the encoding reaches no goal");
  }

  struct Parts {
    Parts(Search& search, const std::vector<Goal>& goals)
        : context(search.z3_.context()),
          encoding(search.graph_, search.graph_.orders, **context, search.cut_ == Cut::nothing || waits_matter(goals),
                   search.deadline_),
          solver(solver_of_positions(**context)) {}

    std::shared_ptr<Z3Context> context;
    Encoding encoding;
    z3::solver solver;
    std::vector<z3::expr> formulas;  // of the goals
    Z3Reserve reserve;
  };

  Search& search_;
  const std::vector<Goal>& goals_;
  bool at_rest_;
  InContext<Parts> parts_;
  Encoding& encoding_;
  z3::solver& solver_;
  std::vector<z3::expr>& formulas_;
  bool too_large_ = false;
  unsigned seed_ = 0;
};

Search::Search(SharedZ3& z3, Kept<EventGraph> graph, Kept<Machine> machine, Cut cut, Kept<Deadline> deadline,
               CheckStats& stats)
    : z3_(z3), graph_(graph), machine_(machine), cut_(cut), deadline_(deadline), stats_(stats) {}

Found Search::find(const std::vector<Goal>& goals, bool shortest, std::uint64_t shorter_than) {
  return failing_as_stopped(deadline_, [&] { return find_with_z3(goals, shortest, shorter_than); });
}

Found Search::find_with_z3(const std::vector<Goal>& goals, bool shortest, std::uint64_t shorter_than) {
  Found found;
  if (goals.empty()) {
    found.answer = Found::Answer::no;
    return found;
  }
  Query query(*this, goals);
  if (shorter_than > 0) query.demand_at_most(shorter_than - 1);
  Found candidate;
  constexpr int kMostCandidates = 2000, kCandidatesInARow = 10;
  for (int tried = 0;;) {
    const z3::check_result result = query.check();
    if (result == z3::unknown) {
      if (found.answer != Found::Answer::yes) found.reason = query.why_unknown();
      return found;
    }
    if (result == z3::unsat) {
      if (found.answer == Found::Answer::yes) {
        found.minimal = !query.too_large();
      } else if (query.too_large()) {
        found.reason = "a thread goes round for ever and changes something each time, so its states have no end";
      } else {
        found.answer = Found::Answer::no;
      }
      return found;
    }
    candidate = Found{};
    if (!query.replay(candidate)) {
      if (++tried > kMostCandidates) {
        if (found.answer != Found::Answer::yes) found.reason = "too many executions come nearly to rest";
        return found;
      }
      query.exclude_model();
      if (tried % kCandidatesInARow == 0) query.look_elsewhere();
      continue;
    }
    candidate.answer = Found::Answer::yes;
    found = candidate;
    if (!shortest) return found;
    if (found.length == 0) {
      found.minimal = true;
      return found;
    }
    query.demand_at_most(found.length - 1);
  }
}

// Goals that come early in their agent's body depend on little, so they are asked first, and alone; then batches that
// grow. One query for all would drag in all that any of them depends on.
template <class Ask>
void Search::in_batches(std::vector<Goal> goals, Ask ask) {
  const bool together = !goals.empty() && goals.front().at_rest();
  const std::vector<int> depths = depths_of_events();
  std::ranges::stable_sort(goals, {}, [&](const Goal& goal) { return goal.event >= 0 ? depths[goal.event] : 0; });
  std::size_t begin = 0;
  for (std::size_t size = together || cut_ == Cut::nothing ? goals.size() : 1; begin < goals.size(); size *= 2) {
    const std::size_t end = std::min(goals.size(), begin + size);
    if (!ask(std::vector<Goal>(goals.begin() + static_cast<std::ptrdiff_t>(begin),
                               goals.begin() + static_cast<std::ptrdiff_t>(end))))
      return;
    begin = end;
  }
}

// Of every event: how many of its own agent come before it and it, by the first way there. A way begins at an event
// that was made earlier.
std::vector<int> Search::depths_of_events() const {
  std::vector<int> depths(graph_.events.all().size(), 1);
  for (const Event& event : graph_.events.all()) {
    const int before = event.entries.empty() ? -1 : event.entries.front().from;
    if (event.agent.kind == Agent::Kind::framework)
      depths[event.id] = 0;
    else if (before >= 0 && graph_.events.at(before).agent == event.agent)
      depths[event.id] = depths[before] + 1;
  }
  return depths;
}

Found Search::find_any(const std::vector<Goal>& goals) {
  Found found;
  found.answer = Found::Answer::no;
  in_batches(goals, [&](const std::vector<Goal>& batch) {
    found = find(batch, false);
    return found.answer == Found::Answer::no;
  });
  return found;
}

Found Search::find_shortest(Found known, const std::vector<Goal>& goals) {
  known.minimal = false;
  try {
    if (!known.goal.at_rest()) {
      known.minimal = compare(known, goals);
    } else if (Found shortest = find(goals, true); shortest.answer == Found::Answer::yes) {
      known = std::move(shortest);
    }
  } catch (const Stopped& stopped) {
    if (!stopped.by_deadline()) throw;
    known.minimal = false;
  }
  return known;
}

// Whether nothing is shorter than what is then known.
bool Search::compare(Found& known, const std::vector<Goal>& goals) {
  constexpr std::size_t kMostGoals = 300;
  bool sure = goals.size() <= kMostGoals;
  std::size_t asked = 0;
  in_batches(goals, [&](const std::vector<Goal>& batch) {
    for (const Goal& goal : batch) {
      if (++asked > kMostGoals || known.length == 0) return false;
      Found shorter = find({goal}, true, known.length);
      if (shorter.answer == Found::Answer::yes)
        known = std::move(shorter);
      else
        sure = sure && shorter.answer == Found::Answer::no;
    }
    return true;
  });
  return sure;
}

Found::Answer Search::possible(const std::vector<Goal>& goals) {
  Found::Answer answer = Found::Answer::no;
  in_batches(goals, [&](const std::vector<Goal>& batch) {
    const z3::check_result result = failing_as_stopped(deadline_, [&] { return Query(*this, batch).check(); });
    answer = result == z3::sat ? Found::Answer::yes : result == z3::unsat ? Found::Answer::no : Found::Answer::unknown;
    return answer == Found::Answer::no;
  });
  return answer;
}

}  // namespace afterlife
