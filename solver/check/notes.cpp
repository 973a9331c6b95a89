#include "solver/check/notes.hpp"

#include <map>
#include <string>

namespace afterlife {
namespace {

Goal happens(int event) { return {Goal::Kind::happens, event}; }

void redundant_deletes(const EventGraph& graph, std::vector<NoteQuestion>& asked) {
  std::map<const Action*, NoteQuestion> by_action;
  const Instances& instances = graph.instances;
  for (int object = 0; object < instances.size(); ++object)
    for (const int event : graph.may.deletes_of(object)) {
      const Action& action = *graph.events.at(event).action;
      if (action.framework_own) continue;
      NoteQuestion& question = by_action[&action];
      question.note = {"redundant-delete",
                       "this may come when the deletion of something above " + instances.decl(object).name +
                           " is already taking it, or has destroyed it: then it deletes nothing",
                       action.at};
      question.when_possible = true;
      question.goals.push_back({Goal::Kind::redundant, event, object});
    }
  for (auto& [action, question] : by_action) asked.push_back(std::move(question));
}

void idle_bodies(const EventGraph& graph, std::vector<NoteQuestion>& asked) {
  const Instances& instances = graph.instances;
  const Scenario& scenario = instances.scenario();
  for (std::size_t d = 0; d < scenario.objects.size(); ++d) {
    const ObjectDecl& decl = scenario.objects[d];
    const auto never = [&](const Callback& callback, const std::vector<int>& begins) {
      NoteQuestion question;
      question.note = {"never-runs", callback.name + " of " + decl.name + " can never run within the bounds",
                       callback.at};
      for (const int event : begins) question.goals.push_back(happens(event));
      asked.push_back(std::move(question));
    };
    std::vector<int> cleanups, destroys, runs;
    std::vector<std::vector<int>> calls(decl.removals.size());
    for (int number = 1; number <= decl.count; ++number) {
      const int id = instances.id(static_cast<int>(d), number);
      cleanups.push_back(graph.events.begin_of(id, Phase::cleanup));
      destroys.push_back(graph.events.begin_of(id, Phase::destroy));
      for (const Events::Run& run : graph.events.runs(id)) runs.push_back(run.begins);
      for (std::size_t c = 0; c < calls.size(); ++c)
        for (const Events::Run& call : graph.events.calls(id, static_cast<int>(c))) calls[c].push_back(call.begins);
    }
    if (decl.cleanup) never(*decl.cleanup, cleanups);
    if (decl.destroy) never(*decl.destroy, destroys);
    if (decl.entry) never(*decl.entry, runs);
    for (std::size_t c = 0; c < calls.size(); ++c) never(decl.removals[c], calls[c]);
  }
  for (std::size_t t = 0; t < scenario.threads.size(); ++t) {
    if (!scenario.threads[t].started) continue;
    NoteQuestion question;
    question.note = {"never-runs", "thread " + scenario.threads[t].name + " can never start within the bounds",
                     scenario.threads[t].at};
    for (const int event : graph.events.acts(ActionKind::start, EntityKind::thread, static_cast<int>(t)))
      question.goals.push_back(happens(event));
    asked.push_back(std::move(question));
  }
}

// What comes after an action that the teardown never gets past is not looked at by any check.
void unreached_teardown(const EventGraph& graph, std::vector<NoteQuestion>& asked) {
  const Body& teardown = graph.instances.scenario().teardown;
  if (teardown.empty()) return;
  NoteQuestion question;
  question.note = {"never-ends",
                   "the teardown ends in no execution within the bounds: what comes last in it may never be looked at",
                   teardown.back().at};
  for (const Event& event : graph.events.all())
    if (event.kind == Event::Kind::ends && event.agent.kind == Agent::Kind::teardown)
      question.goals.push_back(happens(event.id));
  if (!question.goals.empty()) asked.push_back(std::move(question));
}

}  // namespace

std::vector<NoteQuestion> notes_to_ask(const EventGraph& graph) {
  std::vector<NoteQuestion> asked;
  redundant_deletes(graph, asked);
  idle_bodies(graph, asked);
  unreached_teardown(graph, asked);
  return asked;
}

}  // namespace afterlife
