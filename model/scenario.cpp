#include "model/scenario.hpp"

namespace afterlife {

std::string Scenario::instance_name(int object, int number) const {
  const ObjectDecl& decl = objects[object];
  return decl.count > 1 ? decl.name + "#" + std::to_string(number) : decl.name;
}

std::string Scenario::name_of(const Mention& mention) const {
  switch (mention.entity) {
    case EntityKind::object:
      return mention.which == Mention::Which::numbered ? instance_name(mention.index, mention.number)
                                                       : objects[mention.index].name;
    case EntityKind::thread: return threads[mention.index].name;
    case EntityKind::lock: return locks[mention.index];
    case EntityKind::signal: return signals[mention.index];
    case EntityKind::flag: return flags[mention.index];
  }
  return {};
}

Scenario with_loop_bound(Scenario scenario, int bound) {
  if (bound > 0) scenario.bounds.loop = bound;
  return scenario;
}

}  // namespace afterlife
