#include "cli/report/simulation.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>  // the saved run is JSON, as `conform` reads it
#include <optional>
#include <string_view>
#include <vector>

#include "cli/report/execution.hpp"
#include "cli/report/reading.hpp"
#include "cli/terminal/layout.hpp"

namespace afterlife {
namespace {

std::size_t widest_agent(const Scenario& scenario) {
  constexpr std::size_t kWidest = 40;
  std::size_t widest = std::string_view("framework").size();
  for (const ThreadDecl& thread : scenario.threads) widest = std::max(widest, width(thread.name));
  for (const ObjectDecl& object : scenario.objects) {
    const std::size_t name = width(object.name) + (object.count > 1 ? 1 + std::to_string(object.count).size() : 0);
    if (object.cleanup || object.destroy) widest = std::max(widest, width("cleanup of ") + name);
    if (object.entry) widest = std::max(widest, width(object.entry->name + " of ") + name);
  }
  return std::min(widest, kWidest);
}

std::string as_json(const Simulation::Recorded& recorded) {
  nlohmann::ordered_json line;
  line["event"] = recorded.event;
  const auto put = [&](const char* key, const std::string& value) {
    if (!value.empty()) line[key] = value;
  };
  put("object", recorded.object);
  put("thread", recorded.thread);
  put("signal", recorded.signal);
  put("flag", recorded.flag);
  put("lock", recorded.lock);
  put("by", recorded.by);
  if (recorded.end) line["at"] = "end";
  return line.dump() + "\n";
}

}  // namespace

SimulationText::SimulationText(Kept<Scenario> scenario, Kept<Framework> framework, const Look& look)
    : scenario_(scenario), framework_(framework), look_(look), agent_column_(widest_agent(scenario)) {}

std::string SimulationText::title() const { return printable(scenario_.title) + under(framework_); }

std::string SimulationText::taken(const Simulation& run, std::size_t step) const {
  const Simulation::Taken& taken = run.taken()[step];
  std::string text = right_aligned(std::to_string(step + 1), 4) + "  " + padded(printable(taken.agent), agent_column_) +
                     "  " + printable(taken.event);
  for (const std::string& hit : taken.hits) text += "   ! " + printable(hit);
  return text + "\n";
}

std::string SimulationText::choices(const Simulation& run) const {
  const std::vector<Simulation::Choice>& choices = run.permitted();
  if (choices.empty()) return rest(run) + "nothing can come next\n";
  std::string text = rest(run) + (choices.size() == 1 ? "one step may come next:\n"
                                                      : std::to_string(choices.size()) + " steps may come next:\n");
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const std::string lead = right_aligned(std::to_string(i + 1), 4) + "  " +
                             padded(printable(choices[i].agent), agent_column_) + "  " +
                             padded(printable(choices[i].event), 28) + "  ";
    std::string note = place(scenario_, choices[i].at);
    for (const Reason& reason : choices[i].why) note += (note.empty() ? "" : "; ") + render(scenario_, reason);
    text += note.empty() ? lead + "\n" : hanging(lead, note, look_.width);
  }
  return text;
}

std::string SimulationText::rest(const Simulation& run) {
  const std::optional<Simulation::AtRest> rest = run.at_rest();
  if (!rest) return "";
  std::string text = "at rest";
  for (const std::string& name : rest->leaked) text += "   ! leak of " + printable(name);
  for (const std::string& name : rest->waiting) text += "   ! " + printable(name) + " waits for ever";
  return text + "\n";
}

std::string SimulationText::state(const Simulation& run) {
  std::string text;
  for (const Simulation::ObjectView& object : run.objects())
    text += "  " + padded(printable(object.name), 16) + "  " + object.condition +
            (object.references > 0 ? ", references: " + std::to_string(object.references) : "") + "\n";
  for (const Simulation::AgentView& agent : run.agents())
    text += "  " + padded(printable(agent.name), 16) + "  " + printable(agent.condition) + "\n";
  return text;
}

std::string SimulationText::ended(const Simulation& run, std::uint64_t seed, RunEnd end) const {
  const auto why = [&]() -> std::string {
    switch (end) {
      case RunEnd::interrupted: return ", then interrupted";
      case RunEnd::time: return ", then the time was over";
      case RunEnd::nothing_further: return ", and nothing can come after it";
      case RunEnd::enough_steps: break;
    }
    return "";
  };
  const bool broken_off = end == RunEnd::interrupted || end == RunEnd::time;
  return counted(run.taken().size(), "step", "steps") + ", seed " + std::to_string(seed) + why() + under(framework_) +
         (broken_off ? "" : rest(run));
}

std::string as_log(const Simulation& run) {
  std::string text;
  for (const Simulation::Taken& step : run.taken())
    for (const Simulation::Recorded& recorded : step.recorded) text += as_json(recorded);
  return text;
}

}  // namespace afterlife
