#include "solver/unfolding/completeness.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "model/bodies.hpp"

namespace afterlife {
namespace {

constexpr std::uint64_t kUncounted = 1U << 30U;

// What one iteration of a loop may do to the state. A loop is *neutral* when it leaves the state as it found it, so
// that an execution with many iterations can leave out all but the last one; it is *saturating* when each of its acts
// changes something at most once and for good, so that no more iterations than there are such acts do anything new.
struct LoopSurvey {
  bool neutral = true;
  bool saturating = true;
  bool references = false;
  int lasting_acts = 0;
};

class Surveyor {
 public:
  Surveyor(const Instances& instances, LoopSurvey& survey) : instances_(instances), survey_(survey) {}

  // References taken minus dropped, and locks held, on every way through the body: nullopt when ways differ.
  using Balance = std::map<std::tuple<int, int, int>, int>;
  bool body(const Body& body, Balance& balance) {
    return std::ranges::all_of(body, [&](const Action& action) { return act(action, balance); });
  }

 private:
  bool act(const Action& action, Balance& balance) {
    switch (action.kind) {
      case ActionKind::use:
      case ActionKind::context:
      case ActionKind::join:
      case ActionKind::wait:
      case ActionKind::flush: return true;
      case ActionKind::at_irql: return body(action.bodies[0], balance);
      case ActionKind::reference:
      case ActionKind::dereference:
        survey_.references = true;
        return count(action, action.kind == ActionKind::reference ? 1 : -1, balance);
      case ActionKind::lock: return count(action, 1, balance);
      case ActionKind::unlock: return count(action, -1, balance);
      case ActionKind::signal:
      case ActionKind::request_stop:
      case ActionKind::stop:
      case ActionKind::start: return lasting();
      case ActionKind::delete_:
        if (!fixed(action.target)) return survey_.saturating = survey_.neutral = false;
        return lasting();
      case ActionKind::if_: return ways(action, balance);
      case ActionKind::choose: return ways(action, balance);
      case ActionKind::maybe: {
        Balance with = balance;
        return body(action.bodies[0], with) && with == balance;
      }
      case ActionKind::loop: {
        Balance inside = balance;
        return body(action.bodies[0], inside) && inside == balance;
      }
      case ActionKind::create:
      case ActionKind::complete:
      case ActionKind::remove:
      case ActionKind::unload:
      case ActionKind::close:
      case ActionKind::enqueue:
      case ActionKind::cancel:
      case ActionKind::cancel_and_wait:
      case ActionKind::set:
      case ActionKind::clear:
      case ActionKind::test_and_set:
      case ActionKind::add:
      case ActionKind::take:
      case ActionKind::send: break;
    }
    return survey_.saturating = survey_.neutral = false;
  }

  bool lasting() {
    survey_.neutral = false;
    ++survey_.lasting_acts;
    return true;
  }

  bool fixed(const Mention& mention) const {
    return mention.entity != EntityKind::object || mention.which == Mention::Which::numbered ||
           (mention.which == Mention::Which::bare && instances_.scenario().objects[mention.index].count == 1);
  }

  bool count(const Action& action, int change, Balance& balance) {
    if (!fixed(action.target)) return survey_.saturating = survey_.neutral = false;
    const std::tuple key{static_cast<int>(action.target.entity), action.target.index, action.target.number};
    int& level = balance[key];
    level += change;
    // Dropping first may bite on somebody else's reference: then one iteration is not like the next.
    if (level < 0) return survey_.saturating = survey_.neutral = false;
    if (level == 0) balance.erase(key);
    return true;
  }

  bool ways(const Action& action, Balance& balance) {
    std::optional<Balance> common;
    const bool both = action.kind == ActionKind::choose || action.bodies.size() > 1;
    if (!both) common = balance;
    for (const Body& way : action.bodies) {
      Balance after = balance;
      if (!body(way, after)) return false;
      if (common && *common != after) return survey_.saturating = survey_.neutral = false;
      common = after;
    }
    balance = *common;
    return true;
  }

  const Instances& instances_;
  LoopSurvey& survey_;
};

void survey_loops(const Body& body, const Instances& instances, std::vector<LoopSurvey>& found) {
  for (const Action& action : body) {
    if (action.kind == ActionKind::loop) {
      LoopSurvey survey;
      Surveyor::Balance balance;
      if (!Surveyor(instances, survey).body(action.bodies[0], balance) || !balance.empty())
        survey.neutral = survey.saturating = false;
      found.push_back(survey);
    }
    for (const Body& inner : action.bodies) survey_loops(inner, instances, found);
  }
}

// How often something of each declaration may happen in one execution, at most.
struct Times {
  explicit Times(const Instances& instances, std::uint64_t each = 0)
      : runs(instances.scenario().objects.size(), each), removals(runs.size(), each) {}
  std::vector<std::uint64_t> runs;      // of the entry callback of its instances
  std::vector<std::uint64_t> removals;  // of its instances
  friend bool operator==(const Times&, const Times&) = default;
};

// Calls `found` with every body of the scenario, and how often it may be carried out in one execution: a callback once
// for each instance, an entry callback as often as its object runs, a removal callback as often as its object is
// removed.
template <class Found>
void each_body(const Instances& instances, const Times& times, Found found) {
  const Scenario& scenario = instances.scenario();
  const auto times_of = [&](const BodyRole& role) -> std::uint64_t {
    const auto count = [&] { return static_cast<std::uint64_t>(scenario.objects[role.index].count); };
    switch (role.kind) {
      case BodyRole::Kind::teardown:
      case BodyRole::Kind::thread: return 1;
      case BodyRole::Kind::cleanup:
      case BodyRole::Kind::destroy: return count();
      case BodyRole::Kind::entry: return count() * times.runs[role.index];
      case BodyRole::Kind::removal: return times.removals[role.index];
    }
    return 0;
  };
  for_each_body(scenario, [&](const Body& body, const BodyRole& role) { found(body, times_of(role)); });
}

// How often each declaration's instances may run at most, up to a limit: what makes a run pending, and what removes an
// object with removal callbacks, counted where it stands.
class RunSurvey {
 public:
  RunSurvey(const Instances& instances, std::uint64_t limit)
      : instances_(instances), limit_(limit), times_(instances) {}

  [[nodiscard]] bool within_limit() {
    for (bool grew = true; grew;) {
      const Times before = std::exchange(times_, Times(instances_));
      each_body(instances_, before, [&](const Body& body, std::uint64_t times) { count(body, times); });
      if (std::ranges::any_of(times_.runs, [&](std::uint64_t runs) { return runs > limit_; })) return false;
      for (std::uint64_t& removals : times_.removals)
        if (removals > limit_) removals = kUncounted;  // or a removal that removes would be counted up for ever
      grew = times_ != before;
    }
    return true;
  }
  [[nodiscard]] bool anything_runs() const {
    return std::ranges::any_of(times_.runs, [](std::uint64_t runs) { return runs > 0; });
  }

 private:
  void count(const Body& body, std::uint64_t times) {
    for (const Action& action : body) {
      if (action.kind == ActionKind::enqueue || action.kind == ActionKind::send) {
        const bool again = instances_.scenario().objects[action.target.index].periodic;
        std::uint64_t& runs = times_.runs[action.target.index];
        runs = std::min(runs + (again ? kUncounted : times), kUncounted);
      }
      if (removes(action.kind) && !action.failed_add) {
        const bool each = action.target.which == Mention::Which::each;
        const int many = each ? instances_.scenario().objects[action.target.index].count : 1;
        std::uint64_t& removals = times_.removals[action.target.index];
        removals = std::min(removals + times * static_cast<std::uint64_t>(many), kUncounted);
      }
      const bool loops = action.kind == ActionKind::loop;
      for (const Body& inner : action.bodies) count(inner, loops && times > 0 ? kUncounted : times);
    }
  }

  const Instances& instances_;
  std::uint64_t limit_;
  Times times_;
};

std::string counted(int number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

Completeness of_loops(const Instances& instances, int loop_bound) {
  std::vector<LoopSurvey> loops;
  each_body(instances, Times(instances, 1),
            [&](const Body& body, std::uint64_t) { survey_loops(body, instances, loops); });
  if (loops.empty()) return {true, "no loops"};
  const bool neutral = std::ranges::all_of(loops, &LoopSurvey::neutral);
  // A reference that is held for a moment only can still let others go on in that moment.
  const bool lifting = instances.framework().references_permit(always_waits(instances.scenario())) &&
                       std::ranges::any_of(loops, &LoopSurvey::references);
  if (neutral && !lifting)
    return {
        true,
        "another round of a loop would change nothing: it leaves no reference, lock, creation, deletion, signal or flag behind"};
  int lasting = 0;
  for (const LoopSurvey& loop : loops) lasting += loop.lasting_acts;
  const bool saturating = std::ranges::all_of(loops, &LoopSurvey::saturating) && !lifting;
  if (saturating && lasting < loop_bound)
    return {true,
            "what an iteration changes stays changed, and " + std::to_string(loop_bound) + " iterations do all of it"};
  return {false, counted(loop_bound, "iteration") + " of each loop"};
}

}  // namespace

Completeness completeness_of(const Instances& instances, Bounds bounds) {
  const Completeness loops = of_loops(instances, bounds.loop);
  RunSurvey survey(instances, static_cast<std::uint64_t>(bounds.runs));
  const bool runs = survey.within_limit();
  if (loops.exact && runs) {
    if (!survey.anything_runs()) return loops;
    return {true, loops.argument + ", and no entry callback can run more than " + counted(bounds.runs, "time")};
  }
  std::string limit = loops.exact ? "" : loops.argument;
  if (!runs) limit += (limit.empty() ? "" : " and ") + counted(bounds.runs, "run") + " of each entry callback";
  return {false, "within " + limit, !runs};
}

}  // namespace afterlife
