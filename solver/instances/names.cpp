#include "solver/instances/names.hpp"

namespace afterlife {

std::string in_words(const Instances& instances, Agent agent) {
  switch (agent.kind) {
    case Agent::Kind::teardown: return "teardown";
    case Agent::Kind::thread: return instances.scenario().threads[agent.index].name;
    case Agent::Kind::cleanup: return "cleanup of " + instances.name(agent.index);
    case Agent::Kind::destroy: return "destroy of " + instances.name(agent.index);
    case Agent::Kind::run: {
      const std::string name = instances.decl(agent.index).entry->name + " of " + instances.name(agent.index);
      return agent.number == 0 ? name : name + " (" + std::to_string(agent.number + 1) + ")";
    }
    case Agent::Kind::framework: break;
  }
  return "framework";
}

std::string subject(const Instances& instances, Agent agent) {
  const bool has_name = agent.kind == Agent::Kind::thread || agent.kind == Agent::Kind::run;
  return (has_name ? "" : "The ") + in_words(instances, agent);
}

std::string filled(std::string_view pattern, const std::string& name) {
  std::string text(pattern);
  if (const std::size_t at = text.find('%'); at != std::string::npos) text.replace(at, 1, name);
  return text;
}

std::string target_name(const Instances& instances, const Mention& target, int object) {
  const bool known = target.entity == EntityKind::object && object >= 0;
  return known ? instances.name(object) : instances.scenario().name_of(target);
}

}  // namespace afterlife
