#include "tests/support/every_command.hpp"

#include <algorithm>
#include <random>

#include "solver/check.hpp"
#include "solver/conform.hpp"
#include "solver/export.hpp"
#include "solver/orders.hpp"
#include "solver/precedence.hpp"
#include "solver/simulation.hpp"
#include "solver/unfolding/limits.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {
namespace {

constexpr double kSeconds = 0.3;
constexpr std::size_t kStates = 2000;
constexpr int kSteps = 40;
constexpr int kMostInstances = 400;

void simulate(const Scenario& scenario, const Framework& framework) {
  std::mt19937_64 dice(1);
  Simulation run(scenario, framework);
  for (int step = 0; step < kSteps && !run.permitted().empty(); ++step)
    run.take(std::uniform_int_distribution<std::size_t>(0, run.permitted().size() - 1)(dice));
  static_cast<void>(run.objects());
  static_cast<void>(run.agents());
  static_cast<void>(run.at_rest());
  while (run.undo()) {
  }
}

}  // namespace

void every_command(const Scenario& scenario, const Framework& framework) {
  int instances = 0;
  for (const ObjectDecl& object : scenario.objects) instances += std::min(object.count, kMostInstances + 1);
  if (instances > kMostInstances) return;  // how long it may take is another question
  CheckOptions options;
  options.timeout_seconds = kSeconds;
  options.total_seconds = 4 * kSeconds;
  options.explain = true;
  check_all(scenario, framework, options, [](const Verdict&) {}, [](const Note&) {});
  OrderOptions orders;
  orders.most_states = kStates;
  orders.timeout_seconds = kSeconds;
  int shown = 0;
  Orders(scenario, framework, orders).each([&](const LifecycleOrder&) { return ++shown < 10; });
  Orders(scenario, framework, orders).count();
  PrecedenceOptions matrix;
  matrix.most_states = kStates;
  matrix.timeout_seconds = kSeconds;
  try {
    const PrecedenceMatrix all(scenario, framework, matrix);
  } catch (const Stopped& stopped) {
    if (stopped.is_broken()) throw;
  }
  simulate(scenario, framework);
  try {
    export_questions(scenario, framework, options, [](const ExportedQuestion&) {});
  } catch (const Stopped& stopped) {
    if (stopped.is_broken()) throw;
  }
}

std::vector<std::string> scenarios_for(const Framework& framework, std::size_t most) {
  const auto with_role = [&](const char* role) {
    const auto found = std::ranges::find_if(framework.types, [&](const TypeDecl& t) { return t.has_role(role); });
    return found == framework.types.end() ? std::string() : found->name;
  };
  const std::string target = with_role("io-target"), request = with_role("request"), into = with_role("collection");
  std::vector<std::string> texts;
  for (const TypeDecl& type : framework.types) {
    if (texts.size() == most) break;
    std::string objects = "objects:\n  P: {}\n  X: { type: " + type.name + ", parent: P }\n", does;
    const auto act = [&](const std::string& action) { does += "  - " + action + "\n"; };
    const auto partner = [&](const char* name, const std::string& of) {
      objects += "  " + std::string(name) + ": { type: " + of + " }\n";
    };
    if (type.has_role("work-item")) act("enqueue: X"), act("flush: X");
    if (type.has_role("timer") || type.has_role("dpc")) act("start: X"), act("cancel-and-wait: X");
    if (type.has_role("lock")) act("lock: X"), act("unlock: X");
    if (type.has_role("io-target") && !request.empty()) partner("R", request), act("send: { request: R, to: X }");
    if (type.has_role("io-target")) act("cancel: X"), act("flush: X");
    if (type.has_role("request") && !target.empty()) partner("T", target), act("send: { request: X, to: T }");
    if (type.has_role("collection")) act("add: { object: P, to: X }"), act("take: { object: P, from: X }");
    if (!into.empty()) partner("C", into), act("add: { object: X, to: C }");
    if (type.has_role("request")) act("complete: X");
    if (type.has_role("device")) act("remove: X");
    if (type.has_role("driver")) act("unload: X");
    if (type.has_role("file")) act("close: X");
    texts.push_back("scenario: " + type.name + "\n" + objects +
                    "threads: { T: { does: [ loop: [ use: X ] ] } }\nteardown:\n" + does +
                    "  - delete: P\nbounds: { loop: 1, runs: 1 }\n");
  }
  return texts;
}

}  // namespace afterlife
