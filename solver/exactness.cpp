#include "solver/exactness.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace afterlife {
namespace {

// What one iteration of a loop may do to the state. A loop is *neutral* when it leaves the state as it found it, so that
// an execution with many iterations can leave out all but the last one; it is *saturating* when each of its acts
// changes something at most once and for good, so that no more iterations than there are such acts do anything new.
struct LoopSurvey {
  bool neutral = true;
  bool saturating = true;
  bool references = false;
  int lasting_acts = 0;
};

class Surveyor {
 public:
  Surveyor(const World& world, LoopSurvey& survey) : world_(world), survey_(survey) {}

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
      case ActionKind::wait: return true;
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
      default: return survey_.saturating = survey_.neutral = false;
    }
  }

  bool lasting() {
    survey_.neutral = false;
    ++survey_.lasting_acts;
    return true;
  }

  bool fixed(const Mention& mention) const {
    return mention.entity != EntityKind::object || mention.which == Mention::Which::numbered ||
           (mention.which == Mention::Which::bare && world_.scenario().objects[mention.index].count == 1);
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

  const World& world_;
  LoopSurvey& survey_;
};

void survey_loops(const Body& body, const World& world, std::vector<LoopSurvey>& found) {
  for (const Action& action : body) {
    if (action.kind == ActionKind::loop) {
      LoopSurvey survey;
      Surveyor::Balance balance;
      if (!Surveyor(world, survey).body(action.bodies[0], balance) || !balance.empty())
        survey.neutral = survey.saturating = false;
      found.push_back(survey);
    }
    for (const Body& inner : action.bodies) survey_loops(inner, world, found);
  }
}

bool counts_references(const Framework& framework) {
  const bool lifted =
      std::ranges::any_of(framework.rules, [](const Rule& rule) { return rule.unless && rule.unless->referenced; });
  return lifted || framework.deletion.destroy_pass;
}

}  // namespace

Exactness exactness_of(const World& world, int loop_bound) {
  std::vector<LoopSurvey> loops;
  const Scenario& scenario = world.scenario();
  survey_loops(scenario.teardown, world, loops);
  for (const ThreadDecl& thread : scenario.threads) survey_loops(thread.does, world, loops);
  for (const ObjectDecl& object : scenario.objects)
    for (const auto* callback : {&object.cleanup, &object.destroy})
      if (*callback) survey_loops((*callback)->body, world, loops);
  if (loops.empty()) return {true, "no loops"};
  const bool neutral = std::ranges::all_of(loops, &LoopSurvey::neutral);
  // A reference that is held for a moment only can still lift a rule in that moment.
  const bool lifting = counts_references(world.framework()) && std::ranges::any_of(loops, &LoopSurvey::references);
  if (neutral && !lifting)
    return {
        true,
        "one iteration of a loop leaves everything as it was: no net reference, lock, creation, deletion, signal or flag"};
  int lasting = 0;
  for (const LoopSurvey& loop : loops) lasting += loop.lasting_acts;
  const bool saturating = std::ranges::all_of(loops, &LoopSurvey::saturating) && !lifting;
  if (saturating && lasting < loop_bound)
    return {true,
            "what an iteration changes stays changed, and " + std::to_string(loop_bound) + " iterations do all of it"};
  return {false,
          "within " + std::to_string(loop_bound) + (loop_bound == 1 ? " iteration" : " iterations") + " of each loop"};
}

}  // namespace afterlife
