#include "solver/machine/query/meanings.hpp"

namespace afterlife {

int Meanings::own(const Standing& at) {
  if (at.in.removed >= 0) return at.run.registers[at.in.removed] - 1;
  return at.agent.is_callback() ? at.agent.index : -1;
}

// The instance that a bare name means, -1: none in particular.
int Meanings::bound(const Standing& at, int declaration) const {
  const int binding = at.body.binding(declaration);
  return binding >= 0 && at.run.registers[binding] > 0 ? at.run.registers[binding] - 1 : in_callback(at, declaration);
}

int Meanings::in_callback(const Standing& at, int declaration) const {
  const int self = own(at);
  if (self < 0) return -1;
  for (int up = self; up >= 0; up = facts_.instances[up].parent)
    if (facts_.instances[up].decl == declaration) return up;
  const int from = facts_.instances[self].from;
  return from >= 0 && facts_.instances[from].decl == declaration ? from : -1;
}

void Meanings::targets(const Moment& now, const Standing& at, int only, const Found& found) const {
  const Action& action = *at.in.action;
  if (at.in.removes >= 0 && at.in.op == Opcode::delete_) return found(at.run.registers[at.in.removes] - 1);
  if (action.kind != ActionKind::take) return of(now, at, action.target, only, found);
  of(now, at, *action.other, kAny, [&](int collection) {
    if (collection < 0)
      found(-1);
    else
      items(now, action, collection, found);
  });
}

void Meanings::others(const Moment& now, const Standing& at, const Found& found) const {
  if (!at.in.action->other) return found(-1);
  of(now, at, *at.in.action->other, kAny, found);
}

void Meanings::items(const Moment& now, const Action& action, int collection, const Found& found) const {
  const int first = facts_.instances.first(action.target.index);
  const int last = first + facts_.scenario.objects[action.target.index].count;
  for (auto item = now.items.lower_bound({collection, first}); item != now.items.end(); ++item) {
    if (item->first.first != collection || item->first.second >= last) return;
    found(item->first.second);
  }
}

// The instances that a name may mean, -1 where there is none. To be unlocked: those that the agent holds.
void Meanings::of(const Moment& now, const Standing& at, const Mention& name, int only, const Found& found) const {
  if (name.entity != EntityKind::object) return found(-1);
  const auto if_born = [&](int id) { found(now.objects[id].is(ObjectNow::kBorn) ? id : -1); };
  const int first = facts_.instances.first(name.index), count = facts_.scenario.objects[name.index].count;
  switch (name.which) {
    case Mention::Which::numbered: return if_born(facts_.instances.id(name.index, name.number));
    case Mention::Which::self: return found(own(at));
    case Mention::Which::each: {
      const auto has = [&](int bit) { return ((at.run.set[bit / 64] >> (bit % 64)) & 1) != 0; };
      if (only != kAny) {
        if (only >= first && only < first + count && has(only - first)) found(only);
        return;
      }
      for (int bit = 0; bit < count; ++bit)
        if (has(bit)) found(first + bit);
      return;
    }
    case Mention::Which::bare: break;
  }
  const int meant = bound(at, name.index);
  if (meant >= 0) return if_born(meant);
  if (count == 1) return if_born(first);
  const int born = now.births[name.index];
  if (born == 0) return found(-1);
  const bool gives_back = at.in.action != nullptr && at.in.action->kind == ActionKind::unlock;
  const auto is_meant = [&](int id) {
    return !gives_back || now.locks[facts_.locks.of_object[id]] == facts_.bodies.number(at.agent);
  };
  if (only >= 0) {
    if (only >= first && only < first + born && is_meant(only)) found(only);
    return;
  }
  bool any = false;
  for (int id = first; id < first + born; ++id)
    if (is_meant(id)) any = true, found(id);
  if (!any) found(-1);
}

}  // namespace afterlife
