#include "solver/instances/instances.hpp"

#include <algorithm>
#include <stdexcept>

#include "model/bodies.hpp"

namespace afterlife {

Instances::Instances(Kept<Scenario> given, Kept<Framework> under) : scenario_(&*given), framework_(&*under) {
  const Scenario& scenario = *given;
  const Framework& framework = *under;
  const int declarations = static_cast<int>(scenario.objects.size());
  int next = 0;
  for (const ObjectDecl& decl : scenario.objects) {
    first_.push_back(next);
    next += decl.count;
    const TypeDecl* type = framework.type(decl.type);
    if (type == nullptr) throw std::logic_error("the reader lets no object of unknown type through: " + decl.type);
    types_.push_back(type);
    passive_.push_back(type->passive_cleanup || decl.execution_level == Irql::passive || decl.pool == "paged");
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
  has_dispatch_ = may_be_at_dispatch();
}

bool Instances::may_be_at_dispatch() const {
  const auto raises = [](const Action& action) { return action.irql == Irql::dispatch; };
  bool found = any_action(*scenario_, raises);
  for (const ThreadDecl& thread : scenario_->threads) found = found || thread.irql == Irql::dispatch;
  for (std::size_t d = 0; d < scenario_->objects.size(); ++d)
    found = found || (scenario_->objects[d].entry && runs_at(first_[d]) == Irql::dispatch);
  return found;
}

std::string Instances::name(int id) const {
  return scenario_->instance_name(instances_[id].decl, instances_[id].number);
}

bool Instances::is_ancestor(int ancestor, int of) const {
  for (int up = instances_[of].parent; up >= 0; up = instances_[up].parent)
    if (up == ancestor) return true;
  return false;
}

Irql Instances::runs_at(int id) const {
  switch (type(id).drain.runs_at) {
    case Drain::RunsAt::passive: return Irql::passive;
    case Drain::RunsAt::dispatch: return Irql::dispatch;
    default: return decl(id).execution_level.value_or(Irql::dispatch);
  }
}

bool Instances::met(const Conditions& c, int first, int self) const {
  const auto pool_is = [&](int id, const std::optional<std::string>& pool) { return !pool || decl(id).pool == *pool; };
  const auto level_is = [&](int id, const std::optional<Irql>& level) {
    return !level || decl(id).execution_level == level;
  };
  const auto is_across = [&](const std::string& name) {
    for (int up = instances_[self].parent; up >= 0; up = instances_[up].parent)
      if (type(up).is(name) && up != first && !is_ancestor(up, first)) return true;
    return false;
  };
  return (!c.self_type || type(self).is(*c.self_type)) && (!c.first_type || type(first).is(*c.first_type)) &&
         pool_is(self, c.self_pool) && pool_is(first, c.first_pool) && level_is(self, c.self_execution_level) &&
         level_is(first, c.first_execution_level) && (!c.first_passive || passive(first)) &&
         std::ranges::none_of(c.not_across, is_across);
}

// A deletion is carried out at DISPATCH_LEVEL only where somebody is at that level.
bool Instances::looks_at_the_moment(const Conditions& c) const {
  return c.referenced || (c.deletion_irql && (has_dispatch_ || c.deletion_irql == Irql::dispatch));
}

bool Instances::can_be_met(const Conditions& c) const {
  if (c.deletion_irql == Irql::dispatch && !has_dispatch_) return false;
  const auto some = [&](const std::optional<std::string>& wanted) {
    return !wanted || std::ranges::any_of(types_, [&](const TypeDecl* type) { return type->is(*wanted); });
  };
  return some(c.self_type) && some(c.first_type) &&
         (!c.first_passive || std::ranges::find(passive_, 1) != passive_.end());
}

bool Instances::applies(const Rule& rule, int first, int self) const {
  if (rule.where && !met(*rule.where, first, self)) return false;
  return !(rule.unless && !looks_at_the_moment(*rule.unless) && met(*rule.unless, first, self));
}

bool Instances::liftable(const Rule& rule, int first, int self) const {
  return may_be_lifted(rule) && met(*rule.unless, first, self);
}

bool Instances::may_be_lifted(const Rule& rule) const {
  return rule.unless && looks_at_the_moment(*rule.unless) && can_be_met(*rule.unless);
}

bool Instances::speaks_of_every_pair(const Rule& rule) const {
  const auto across_nothing = [&](const Conditions& c) {
    return std::ranges::none_of(c.not_across, [&](const std::string& name) {
      return std::ranges::any_of(types_, [&](const TypeDecl* type) { return type->is(name); });
    });
  };
  const auto alike = [&](Conditions c) {
    if (across_nothing(c)) c.not_across.clear();
    return c.speaks_of_every_pair();
  };
  if (rule.where && !alike(*rule.where)) return false;
  if (!rule.unless || !can_be_met(*rule.unless)) return true;
  return alike(*rule.unless) && !rule.unless->deletion_irql;
}

}  // namespace afterlife
