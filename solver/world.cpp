#include "solver/world.hpp"

#include <stdexcept>

namespace afterlife {

World::World(const Scenario& scenario, const Framework& framework) : scenario_(&scenario), framework_(&framework) {
  const int declarations = static_cast<int>(scenario.objects.size());
  int next = 0;
  for (const ObjectDecl& decl : scenario.objects) {
    first_.push_back(next);
    next += decl.count;
    const TypeDecl* type = framework.type(decl.type);
    if (type == nullptr) throw std::logic_error("the reader lets no object of unknown type through: " + decl.type);
    types_.push_back(type);
  }
  instances_.resize(next);
  const auto of_same_number = [&](int declaration, int number) {
    return scenario.objects[declaration].count >= number ? id(declaration, number) : id(declaration, 1);
  };
  for (int d = 0; d < declarations; ++d) {
    const ObjectDecl& decl = scenario.objects[d];
    for (int number = 1; number <= decl.count; ++number) {
      Instance& made = instances_[id(d, number)];
      made.decl = d;
      made.number = number;
      made.born_at_start = !decl.created;
      if (decl.parent) made.parent = of_same_number(*decl.parent, number);
      if (decl.from) made.from = of_same_number(*decl.from, number);
    }
  }
  for (int i = 0; i < next; ++i) {
    if (instances_[i].parent >= 0) instances_[instances_[i].parent].children.push_back(i);
    if (instances_[i].from >= 0) instances_[instances_[i].from].allocations.push_back(i);
  }
}

std::string World::name(int id) const { return scenario_->instance_name(instances_[id].decl, instances_[id].number); }

bool World::is_ancestor(int ancestor, int of) const {
  for (int up = instances_[of].parent; up >= 0; up = instances_[up].parent)
    if (up == ancestor) return true;
  return false;
}

bool World::met(const Conditions& c, int first, int self) const {
  const auto pool_is = [&](int id, const std::optional<std::string>& pool) { return !pool || decl(id).pool == *pool; };
  return (!c.self_type || type(self).is(*c.self_type)) && (!c.first_type || type(first).is(*c.first_type)) &&
         pool_is(self, c.self_pool) && pool_is(first, c.first_pool) && !c.speaks_of_irql();
}

bool World::applies(const Rule& rule, int first, int self) const {
  if (rule.where && !met(*rule.where, first, self)) return false;
  // An exception that only static conditions make is settled here; one that also waits for a reference is not.
  return !(rule.unless && !rule.unless->referenced && met(*rule.unless, first, self));
}

bool World::lifted_by_reference(const Rule& rule, int first, int self) const {
  return rule.unless && rule.unless->referenced && met(*rule.unless, first, self);
}

}  // namespace afterlife
