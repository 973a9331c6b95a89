#include <algorithm>
#include <unordered_set>
#include <vector>

#include "model/bodies.hpp"
#include "model/reader/scenario/context.hpp"

namespace afterlife {
namespace {

void read_bounds(ScenarioContext& context, const yaml::Node& node) {
  Shape& shape = context.shape;
  if (!shape.is_map(node, "'bounds'")) return;
  shape.keys(node, {"loop", "runs"}, "'bounds'");
  Bounds& bounds = context.scenario.bounds;
  if (const yaml::Node* loop = Shape::get(node, "loop"))
    bounds.loop = shape.number(*loop, "'loop'", 1, 1'000'000).value_or(bounds.loop);
  if (const yaml::Node* runs = Shape::get(node, "runs"))
    bounds.runs = shape.number(*runs, "'runs'", 1, 1'000'000).value_or(bounds.runs);
}

void read_assumptions(ScenarioContext& context, const yaml::Node& node) {
  for (const yaml::Node* word : context.shape.words(node, "'assume'", false))
    if (std::optional<Order> order = read_order(context, *word)) context.scenario.assume.push_back(std::move(*order));
}

// How often each object's entry callback is made to run by what stands outside loops and entry callbacks.
void count_runs(const Scenario& scenario, const Body& body, std::vector<int>& runs) {
  for (const Action& action : body) {
    if (action.kind == ActionKind::enqueue || action.kind == ActionKind::send)
      ++runs[static_cast<std::size_t>(action.target.index)];
    if (action.kind == ActionKind::loop) continue;
    for (const Body& inner : action.bodies) count_runs(scenario, inner, runs);
  }
}

// Without `bounds`, as many runs as are written down one by one: else what comes after them would not be looked at.
int runs_by_default(const Scenario& scenario) {
  constexpr int kMost = 8;
  std::vector<int> runs(scenario.objects.size());
  for_each_body(scenario, [&](const Body& body, const BodyRole& role) {
    if (role.kind != BodyRole::Kind::entry) count_runs(scenario, body, runs);
  });
  int most = Bounds().runs;
  for (const int each : runs) most = std::max(most, each);
  return std::min(most, kMost);
}

}  // namespace

void read_questions(ScenarioContext& context, const yaml::Node& root) {
  if (const yaml::Node* assume = Shape::get(root, "assume")) read_assumptions(context, *assume);
  if (const yaml::Node* checks = Shape::get(root, "check")) context.scenario.checks = read_checks(context, *checks);
  context.scenario.bounds.runs = runs_by_default(context.scenario);
  if (const yaml::Node* bounds = Shape::get(root, "bounds")) read_bounds(context, *bounds);
}

void fill_in_defaults(ScenarioContext& context, const yaml::Node& root) {
  Scenario& scenario = context.scenario;
  // With mistakes nobody will see the scenario, and its counts may be wrong.
  if (!context.mistakes.empty()) return;
  if (Shape::get(root, "teardown") == nullptr) {
    scenario.default_teardown = true;
    for (std::size_t i = 0; i < scenario.objects.size(); ++i) {
      const ObjectDecl& object = scenario.objects[i];
      if (object.parent) continue;
      for (int number = 1; number <= object.count; ++number) {
        Action action;
        action.kind = ActionKind::delete_;
        action.framework_own = true;
        action.target = {EntityKind::object,
                         static_cast<int>(i),
                         object.count > 1 ? Mention::Which::numbered : Mention::Which::bare,
                         object.count > 1 ? number : 0,
                         {}};
        scenario.teardown.push_back(std::move(action));
      }
    }
  }
  if (Shape::get(root, "check") != nullptr) return;
  for (const Hazard hazard : context.framework.hazards) {
    Check check;
    check.hazard = hazard;
    check.text = "never " + std::string(facts(hazard).id);
    scenario.checks.push_back(std::move(check));
  }
}

}  // namespace afterlife
