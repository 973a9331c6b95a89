#include "solver/encoding.hpp"

#include <algorithm>
#include <utility>

#include "solver/junction.hpp"
#include "solver/question.hpp"

namespace afterlife {

Encoding::Encoding(const Events& events, const Statics& statics, const OrderGraph& orders, z3::context& z3,
                   bool waits_matter, std::function<void()> proceed)
    : events_(events),
      world_(events.world()),
      statics_(statics),
      orders_(orders),
      z3_(z3),
      waits_matter_(waits_matter),
      proceed_(std::move(proceed)) {
  for (int e = 0; e < events.size(); ++e) {
    happens_.push_back(z3.bool_const(("happens!" + std::to_string(e)).c_str()));
    position_.push_back(z3.int_const(("at!" + std::to_string(e)).c_str()));
    mentions_.emplace(happens_.back().id(), e);
  }
  in_cone_.assign(events.size(), false);
}

template <class Make>
z3::expr Encoding::memo(Fn fn, int a, int moment, Make make) {
  const std::tuple key{fn, a, moment};
  if (const auto found = memo_.find(key); found != memo_.end()) return found->second;
  const z3::expr made = make();
  memo_.emplace(key, made);
  return made;
}

z3::expr Encoding::happens(int event) { return happens_[event]; }

// `event` is before the moment. Where the order graph knows the answer, there is nothing to choose.
z3::expr Encoding::before(int event, int moment) {
  if (moment == kEnd) return happens_[event];
  if (event == moment) return no();
  const bool always = orders_.ordered(event, moment);
  if (always || orders_.ordered(moment, event)) {
    const int first = always ? event : moment, then = always ? moment : event;
    if (settled_.emplace(first, then).second)
      side_conditions_.push_back(z3::implies(happens_[first] && happens_[then], position_[first] < position_[then]));
    return always ? happens_[event] : no();
  }
  const int low = std::min(event, moment), high = std::max(event, moment);
  auto found = earlier_.find({low, high});
  if (found == earlier_.end()) {
    const std::string name = "before!" + std::to_string(low) + "!" + std::to_string(high);
    const z3::expr earlier = z3_.bool_const(name.c_str());
    side_conditions_.push_back(z3::ite(earlier, position_[low] < position_[high], position_[high] < position_[low]));
    found = earlier_.emplace(std::pair{low, high}, earlier).first;
  }
  return happens_[event] && (event == low ? found->second : !found->second);
}

// --- births -----------------------------------------------------------------------------------------------------

z3::expr Encoding::born(int object, int moment) {
  if (world_.instance(object).born_at_start) return yes();
  return memo(Fn::born, object, moment, [&] {
    AnyOf any(z3_);
    for (const int create : statics_.births_of(object)) any |= (before(create, moment) && binds(create, object));
    return any;
  });
}

z3::expr Encoding::binds(int create_event, int object) {
  return outcome(create_event) && create_next(create_event, world_.instance(object).number, create_event);
}

z3::expr Encoding::create_next(int create_event, int number, int moment) {
  SumOf made(z3_);
  bool other = false;
  for (const int create : statics_.births_of(world_.first(events_.at(create_event).action->target.index))) {
    if (create == create_event) continue;
    other = true;
    made.add(before(create, moment) && outcome(create), 1);
  }
  return other ? z3::expr(made) == number - 1 : (number == 1 ? yes() : no());
}

z3::expr Encoding::parent_taken(int parent, int moment) {
  return world_.framework().deletion.takes == DeletionFacts::Takes::at_once ? in_deletion(parent, moment)
                                                                            : reached(parent, moment);
}

z3::expr Encoding::create_ok(int object, int moment) {
  const Instance& made = world_.instance(object);
  z3::expr ok = yes();
  if (made.parent >= 0) ok = ok && born(made.parent, moment) && !parent_taken(made.parent, moment);
  if (made.from >= 0) ok = ok && born(made.from, moment);
  return ok;
}

z3::expr Encoding::create_succeeds(int create_event, int moment) {
  const int declaration = events_.at(create_event).action->target.index;
  AnyOf any(z3_);
  for (int number = 1; number <= world_.scenario().objects[declaration].count; ++number)
    any |= (create_next(create_event, number, moment) && create_ok(world_.id(declaration, number), moment));
  return any;
}

// --- what an action is done to ------------------------------------------------------------------------------------

z3::expr Encoding::pick(int event, int object) {
  const auto found = picks_.find({event, object});
  if (found != picks_.end()) return found->second;
  const int declaration = world_.instance(object).decl;
  z3::expr_vector all(z3_);
  AllOf none_born(z3_);
  AnyOf any(z3_);
  for (int number = 1; number <= world_.scenario().objects[declaration].count; ++number) {
    const int each = world_.id(declaration, number);
    const z3::expr chosen = z3_.bool_const(("pick!" + std::to_string(event) + "!" + std::to_string(each)).c_str());
    picks_.emplace(std::pair{event, each}, chosen);
    const z3::expr there = born(each, event);
    definitions_.emplace(chosen.id(), Definition{chosen, there, false});
    side_conditions_.push_back(z3::implies(chosen, there));
    none_born &= !there;
    any |= chosen;
    all.push_back(chosen);
  }
  side_conditions_.push_back(z3::atmost(all, 1));
  side_conditions_.push_back(z3::implies(happens_[event], z3::expr(any) || none_born));
  return picks_.at({event, object});
}

z3::expr Encoding::binding_targets(const Event& event, const Target& target, int object) {
  const Instance& instance = world_.instance(object);
  switch (target.binding.kind) {
    case Binding::Kind::instance: return target.binding.id == object ? born(object, event.id) : no();
    case Binding::Kind::any: return event.action->target.index == instance.decl ? pick(event.id, object) : no();
    case Binding::Kind::created:
      return events_.at(target.binding.id).action->target.index == instance.decl ? binds(target.binding.id, object)
                                                                                 : no();
  }
  return no();
}

z3::expr Encoding::targets(int id, int object) {
  const Event& event = events_.at(id);
  if (event.kind == Event::Kind::release) return event.object == object ? yes() : no();
  const Event& aimed = event.kind == Event::Kind::resume ? events_.at(event.request) : event;
  AnyOf any(z3_);
  for (const Target& target : aimed.targets) {
    z3::expr through = target.entries.empty() ? yes() : no();
    for (const int entry : target.entries) through = through || entered(aimed, aimed.entries[entry], aimed.id);
    any |= (through && binding_targets(aimed, target, object));
  }
  return z3::expr(any).simplify();
}

z3::expr Encoding::touches(int id, int object) {
  const Event& event = events_.at(id);
  if (event.kind != Event::Kind::act) return no();
  switch (event.action->kind) {
    case ActionKind::use:
    case ActionKind::context:
    case ActionKind::reference: return targets(id, object);
    case ActionKind::lock:
    case ActionKind::unlock: return event.action->target.entity == EntityKind::object ? targets(id, object) : no();
    case ActionKind::create: {
      AnyOf any(z3_);
      const int declaration = event.action->target.index;
      for (int number = 1; number <= world_.scenario().objects[declaration].count; ++number) {
        const Instance& next = world_.instance(world_.id(declaration, number));
        if (next.parent == object || next.from == object) any |= (create_next(id, number, id) && born(object, id));
      }
      return any;
    }
    case ActionKind::start: {
      const auto& held = events_.holders(object);
      if (std::ranges::find(held, event.action->target.index) == held.end()) return no();
      return outcome(id) && born(object, id);
    }
    default: return no();
  }
}

z3::expr Encoding::drops_or_deletes(int id, int object) {
  const Event& event = events_.at(id);
  if (event.kind == Event::Kind::release) return targets(id, object);
  const bool counts = event.kind == Event::Kind::act &&
                      (event.action->kind == ActionKind::dereference || event.action->kind == ActionKind::delete_);
  return counts ? targets(id, object) : no();
}

z3::expr Encoding::asks_for(int id, int object) {
  if (events_.at(id).action->kind == ActionKind::create) return binds(id, object);
  AnyOf any(z3_);
  for (const int up : statics_.path(object, -1))
    if (statics_.may_target(events_.at(id), up)) any |= targets(id, up);
  return z3::expr(any) && born(object, id);
}

// --- deletions ----------------------------------------------------------------------------------------------------

z3::expr Encoding::requested(int object, int moment) {
  AnyOf any(z3_);
  for (const int request : statics_.deletes_of(object)) any |= (before(request, moment) && targets(request, object));
  return any;
}

z3::expr Encoding::in_deletion(int object, int moment) {
  return memo(Fn::in_deletion, object, moment, [&] {
    AnyOf any(z3_);
    for (const int up : statics_.path(object, -1)) any |= requested(up, moment);
    return any;
  });
}

// A root is an object whose own delete took effect. Where a deletion takes all at once, that is one before which no
// ancestor's deletion was asked for.
z3::expr Encoding::root(int object, int moment) {
  if (!statics_.deletable(object)) return no();
  return memo(Fn::root, object, moment, [&] {
    const bool at_once = world_.framework().deletion.takes == DeletionFacts::Takes::at_once;
    AnyOf any(z3_);
    for (const int request : statics_.deletes_of(object)) {
      z3::expr effective = before(request, moment) && targets(request, object);
      if (at_once)
        for (const int up : statics_.path(world_.instance(object).parent, -1))
          effective = effective && !requested(up, request);
      else
        effective = effective && outcome(request);
      any |= effective;
    }
    return any;
  });
}

z3::expr Encoding::no_root_on(const std::vector<int>& objects, int moment) {
  AllOf all(z3_);
  for (const int object : objects) all &= !root(object, moment);
  return all;
}

z3::expr Encoding::document_order(int first, int then, int moment) {
  const Instance& a = world_.instance(first);
  const Instance& b = world_.instance(then);
  if (a.decl == b.decl) return a.number < b.number ? yes() : no();
  if (a.born_at_start && b.born_at_start) return first < then ? yes() : no();
  if (a.born_at_start != b.born_at_start) return a.born_at_start ? yes() : no();
  AnyOf any(z3_);
  for (const int x : statics_.births_of(first))
    for (const int y : statics_.births_of(then))
      any |= (binds(x, first) && binds(y, then) && before(x, moment) && before(x, y));
  return any;
}

// The cleanup walk has reached the object: it is a root, or its parent is reached and every earlier sibling on the list is cleaned up.
z3::expr Encoding::reached(int object, int moment) {
  return memo(Fn::reached, object, moment, [&] {
    const int parent = world_.instance(object).parent;
    if (parent < 0) return root(object, moment);
    z3::expr by_parent = reached(parent, moment);
    const bool lists = world_.framework().deletion.leaves_list;
    for (const int sibling : world_.instance(parent).children) {
      if (sibling == object) continue;
      z3::expr earlier = born(sibling, moment) && document_order(sibling, object, moment);
      if (lists) earlier = earlier && !root(sibling, moment);
      by_parent = by_parent && z3::implies(earlier, cleaned(sibling, moment));
    }
    return root(object, moment) || by_parent;
  });
}

z3::expr Encoding::taken(int object, int moment) {
  if (world_.framework().deletion.takes == DeletionFacts::Takes::at_once) return in_deletion(object, moment);
  const int parent = world_.instance(object).parent;
  return parent < 0 ? root(object, moment) : root(object, moment) || reached(parent, moment);
}

z3::expr Encoding::cleaned(int object, int moment) { return before(events_.end_of(object, Phase::cleanup), moment); }
z3::expr Encoding::destroy_begun(int object, int moment) {
  return before(events_.begin_of(object, Phase::destroy), moment);
}
z3::expr Encoding::destroyed(int object, int moment) { return before(events_.end_of(object, Phase::destroy), moment); }

// Whether a rule holds self back because of `other`, as things stand at the moment.
z3::expr Encoding::constrains(const Rule& rule, int other, int self, int moment) {
  const bool lists = world_.framework().deletion.leaves_list;
  z3::expr there = born(other, moment);
  switch (rule.axis) {
    case Axis::self: break;
    case Axis::parent:
    case Axis::ancestor: there = there && no_root_on(statics_.path(self, other), moment); break;
    case Axis::child:
    case Axis::descendant:
      if (lists) there = there && no_root_on(statics_.path(other, self), moment);
      break;
    case Axis::preceding_sibling:
    case Axis::preceding:
    case Axis::following_sibling:
    case Axis::following: {
      const Statics::Siblings pair = statics_.siblings(self, other);
      const int parent = world_.instance(pair.of_self).parent;
      const bool earlier = rule.axis == Axis::preceding_sibling || rule.axis == Axis::preceding;
      there = there && no_root_on(statics_.path(self, parent), moment);
      if (lists) there = there && no_root_on(statics_.path(other, parent), moment);
      there = there && (earlier ? document_order(pair.of_other, pair.of_self, moment)
                                : document_order(pair.of_self, pair.of_other, moment));
      break;
    }
    case Axis::allocator:
    case Axis::allocation: {
      AnyOf inside(z3_);
      for (const int up : statics_.path(self, -1))
        if (statics_.same_or_below(other, up))
          inside |= (root(up, moment) && no_root_on(statics_.path(self, up), moment));
      there = there && inside;
      break;
    }
  }
  if (world_.lifted_by_reference(rule, other, self))
    there = there && unreferenced(other, moment) && !held_by_framework(other, moment);
  return there;
}

z3::expr Encoding::rules(int self, Phase then, int moment) {
  return memo(then == Phase::cleanup ? Fn::rules_cleanup : Fn::rules_destroy, self, moment, [&] {
    AllOf all(z3_);
    for (const Rule& rule : world_.framework().rules) {
      if (rule.then != then) continue;
      proceed_();
      for (const int other : statics_.on_axis(rule, self))
        all &= z3::implies(constrains(rule, other, self, moment), before(events_.end_of(other, rule.first), moment));
    }
    return all;
  });
}

// --- references ---------------------------------------------------------------------------------------------------

z3::expr Encoding::reference_effective(int event, int object) {
  return targets(event, object) && !destroy_begun(object, event);
}

z3::expr Encoding::effective_drop(int event, int object) {
  const auto found = drops_.find({event, object});
  if (found != drops_.end()) return found->second;
  const z3::expr drop = z3_.bool_const(("drops!" + std::to_string(event) + "!" + std::to_string(object)).c_str());
  drops_.emplace(std::pair{event, object}, drop);
  pending_.push_back({Pending::What::drop, event, object, drop});
  return drop;
}

z3::expr Encoding::references(int object, int moment) {
  int at_start = 0;
  SumOf sum(z3_);
  for (const int thread : events_.holders(object)) {
    if (!world_.scenario().threads[thread].started) {
      at_start += world_.instance(object).born_at_start ? 1 : 0;
      continue;
    }
    for (const int start : events_.acts(ActionKind::start, EntityKind::thread, thread))
      sum.add(before(start, moment) && outcome(start) && born(object, start) && !destroy_begun(object, start), 1);
  }
  for (const int event : statics_.acts_on(ActionKind::reference, object))
    sum.add(before(event, moment) && reference_effective(event, object), 1);
  for (const int event : statics_.acts_on(ActionKind::dereference, object))
    sum.add(before(event, moment) && effective_drop(event, object), -1);
  for (const int event : events_.releases(object)) sum.add(before(event, moment) && effective_drop(event, object), -1);
  return z3_.int_val(at_start) + sum;
}

z3::expr Encoding::unreferenced(int object, int moment) {
  if (events_.holders(object).empty() && statics_.acts_on(ActionKind::reference, object).empty()) return yes();
  return memo(Fn::unreferenced, object, moment, [&] { return references(object, moment) == 0; });
}

z3::expr Encoding::held_by_framework(int object, int moment) {
  return memo(Fn::held_by_framework, object, moment, [&] {
    AnyOf any(z3_);
    for (const Statics::Holder& holder : statics_.framework_holders(object))
      any |= (born(holder.object, moment) && !before(holder.lets_go, moment));
    return any;
  });
}

z3::expr Encoding::thread_holds(int thread, int object) {
  if (!world_.scenario().threads[thread].started) return world_.instance(object).born_at_start ? yes() : no();
  AnyOf any(z3_);
  for (const int start : events_.acts(ActionKind::start, EntityKind::thread, thread))
    any |= (happens_[start] && outcome(start) && born(object, start));
  return any;
}

// --- threads, locks, signals, flags -------------------------------------------------------------------------------

z3::expr Encoding::asked_to_stop(int thread, int moment) {
  AnyOf any(z3_);
  for (const ActionKind kind : {ActionKind::request_stop, ActionKind::stop})
    for (const int event : events_.acts(kind, EntityKind::thread, thread)) any |= before(event, moment);
  return any;
}

z3::expr Encoding::started(int thread, int moment) {
  AnyOf any(z3_);
  for (const int event : events_.acts(ActionKind::start, EntityKind::thread, thread)) any |= before(event, moment);
  return any;
}

z3::expr Encoding::signalled(int signal, int moment) {
  AnyOf any(z3_);
  for (const int event : events_.acts(ActionKind::signal, EntityKind::signal, signal)) any |= before(event, moment);
  return any;
}

z3::expr Encoding::flag_set(int flag, int moment) {
  return memo(Fn::flag, flag, moment, [&] {
    AnyOf any(z3_);
    for (const ActionKind kind : {ActionKind::set, ActionKind::test_and_set})
      for (const int set : events_.acts(kind, EntityKind::flag, flag)) {
        z3::expr last = before(set, moment);
        for (const int clear : events_.acts(ActionKind::clear, EntityKind::flag, flag))
          last = last && !(before(set, clear) && before(clear, moment));
        any |= last;
      }
    return any;
  });
}

z3::expr Encoding::lock_held(const Event& lock, int object, int moment) {
  z3::expr held = before(lock.id, moment);
  if (object >= 0) held = held && targets(lock.id, object);
  for (const int unlock : events_.acts(ActionKind::unlock, lock.action->target.entity, lock.action->target.index)) {
    const Event& release = events_.at(unlock);
    if (release.agent != lock.agent || unlock < lock.id || (object >= 0 && !statics_.may_target(release, object)))
      continue;
    held = held && !(object >= 0 ? before(unlock, moment) && targets(unlock, object) : before(unlock, moment));
  }
  return held;
}

z3::expr Encoding::lock_free(const Event& event, int moment) {
  const Mention& target = event.action->target;
  AllOf free(z3_);
  for (const int other : events_.acts(ActionKind::lock, target.entity, target.index)) {
    if (other == event.id) continue;
    if (target.entity == EntityKind::lock) {
      free &= !lock_held(events_.at(other), -1, moment);
      continue;
    }
    for (int number = 1; number <= world_.scenario().objects[target.index].count; ++number) {
      const int object = world_.id(target.index, number);
      if (statics_.may_target(event, object) && statics_.may_target(events_.at(other), object))
        free &= !(targets(event.id, object) && lock_held(events_.at(other), object, moment));
    }
  }
  return free;
}

// --- outcomes and control -----------------------------------------------------------------------------------------

z3::expr Encoding::defined(const std::string& name, int event, int object) {
  const z3::expr constant = z3_.bool_const((name + "!" + std::to_string(event)).c_str());
  pending_.push_back({name == "creates" ? Pending::What::create : Pending::What::delete_, event, object, constant});
  return constant;
}

z3::expr Encoding::outcome(int id) {
  if (const auto found = outcomes_.find(id); found != outcomes_.end()) return found->second;
  const Event& event = events_.at(id);
  const auto make = [&]() -> z3::expr {
    if (event.kind == Event::Kind::head) return asked_to_stop(event.agent.index, id);
    switch (event.action->kind) {
      case ActionKind::if_:
      case ActionKind::test_and_set: return flag_set(event.action->target.index, id);
      case ActionKind::create: return defined("creates", id, -1);
      case ActionKind::delete_: return defined("deletes", id, -1);
      case ActionKind::start: {
        AllOf first(z3_);
        for (const int other : events_.acts(ActionKind::start, EntityKind::thread, event.action->target.index))
          first &= !before(other, id);
        return z3::expr(first);
      }
      default: return yes();
    }
  };
  const z3::expr made = make();
  outcomes_.emplace(id, made);
  return made;
}

// Definitions of outcomes may speak of each other, so they are made when no formula is under construction.
void Encoding::define_pending() {
  while (!pending_.empty()) {
    const Pending next = pending_.back();
    pending_.pop_back();
    z3::expr meaning = no();
    switch (next.what) {
      case Pending::What::drop:
        meaning = targets(next.event, next.object) && references(next.object, next.event) > 0;
        break;
      case Pending::What::create: meaning = create_succeeds(next.event, next.event); break;
      case Pending::What::delete_:
        for (const int object : [&] {
               std::vector<int> candidates;
               for (int o = 0; o < world_.size(); ++o)
                 if (statics_.may_target(events_.at(next.event), o)) candidates.push_back(o);
               return candidates;
             }())
          meaning = meaning || (targets(next.event, object) && !taken(object, next.event));
        break;
    }
    definitions_.emplace(next.constant.id(), Definition{next.constant, meaning, true});
    side_conditions_.push_back(next.constant == meaning);
  }
}

z3::expr Encoding::fork_is(int fork, int value) {
  const int alternatives = events_.alternatives(fork);
  const auto constant = [&](int i) {
    const auto found = forks_.find({fork, i});
    if (found != forks_.end()) return found->second;
    const z3::expr made = z3_.bool_const(("fork!" + std::to_string(fork) + "!" + std::to_string(i)).c_str());
    forks_.emplace(std::pair{fork, i}, made);
    return made;
  };
  if (alternatives == 1) return yes();
  if (alternatives == 2) return value == 1 ? constant(1) : !constant(1);
  if (!forks_.contains({fork, 0})) {
    z3::expr_vector all(z3_);
    for (int i = 0; i < alternatives; ++i) all.push_back(constant(i));
    side_conditions_.push_back(z3::atmost(all, 1));
    side_conditions_.push_back(z3::mk_or(all));
  }
  return constant(value);
}

bool Encoding::may_go_on_at_once(const Event& event) const {
  return event.action != nullptr && event.action->kind == ActionKind::delete_ &&
         world_.framework().deletion.returns == DeletionFacts::Returns::any_time;
}

z3::expr Encoding::literal(const Literal& literal, int moment) {
  switch (literal.kind) {
    case Literal::Kind::fork: return fork_is(literal.id, literal.value);
    case Literal::Kind::outcome:
      if (!waits_matter_ && may_go_on_at_once(events_.at(literal.id))) return yes();
      return literal.value == 1 ? outcome(literal.id) : !outcome(literal.id);
    case Literal::Kind::came: {
      const Event& event = events_.at(literal.id);
      return entered(event, event.entries[literal.value], event.id);
    }
    case Literal::Kind::holds: {
      const z3::expr holds = thread_holds(literal.id, literal.object);
      return literal.value == 1 ? holds : !holds;
    }
    case Literal::Kind::started: return started(literal.id, moment);
  }
  return no();
}

z3::expr Encoding::entered(const Event&, const Entry& entry, int moment) {
  if (!waits_matter_ && entry.from >= 0 && events_.at(entry.from).kind == Event::Kind::resume &&
      may_go_on_at_once(events_.at(entry.from)))
    return no();
  AllOf all(z3_);
  if (entry.from >= 0) all &= before(entry.from, moment);
  for (const Literal& each : entry.when) all &= literal(each, moment);
  return all;
}

z3::expr Encoding::control(const Event& event, int moment) {
  switch (event.kind) {
    case Event::Kind::cleanup_begins:
    case Event::Kind::destroy_begins:
    case Event::Kind::goes_by: return yes();
    default: break;
  }
  AnyOf any(z3_);
  for (const Entry& entry : event.entries) any |= entered(event, entry, moment);
  if (event.group >= 0 && event.kind == Event::Kind::act) return z3::expr(any) && born(event.object, event.request);
  return any;
}

// Members of one `each` are dealt with one after the other: a member begins when those that have begun are done.
z3::expr Encoding::member_guard(const Event& event, int moment) {
  const Event& done = events_.at(event.set_done);
  AllOf all(z3_);
  for (const Event::Member& other : done.members)
    if (other.act != event.id) all &= z3::implies(before(other.act, moment), member_done(done, other, moment));
  return all;
}

z3::expr Encoding::member_done(const Event& done, const Event::Member& member, int moment) {
  AnyOf over(z3_);
  for (const Entry& way : member.ways_out) over |= entered(done, way, moment);
  return over;
}

z3::expr Encoding::set_done_guard(const Event& event, int moment) {
  AllOf all(z3_);
  for (const Event::Member& member : event.members)
    all &= z3::implies(born(member.instance, event.request), member_done(event, member, moment));
  return all;
}

// --- guards -------------------------------------------------------------------------------------------------------

z3::expr Encoding::returned(int root_object, int moment) {
  const DeletionFacts& deletion = world_.framework().deletion;
  AllOf all(z3_);
  for (const int below : statics_.subtree(root_object)) {
    z3::expr part = born(below, moment);
    if (deletion.leaves_list) part = part && no_root_on(statics_.path(below, root_object), moment);
    z3::expr over = cleaned(below, moment);
    if (deletion.returns == DeletionFacts::Returns::after_cleanup) {
      z3::expr gone = destroyed(below, moment) || !unreferenced(below, moment) || held_by_framework(below, moment);
      if (events_.go_by(below) >= 0) gone = gone || before(events_.go_by(below), moment);
      over = over && gone;
    }
    all &= z3::implies(part, over);
  }
  return all;
}

z3::expr Encoding::resume_guard(const Event& event, int moment) {
  if (event.action->kind == ActionKind::stop) {
    const z3::expr ended = before(events_.thread_end(event.action->target.index), moment);
    return event.fork >= 0 ? ended || fork_is(event.fork, 0) : ended;
  }
  AllOf all(z3_);
  for (int object = 0; object < world_.size(); ++object)
    if (statics_.may_target(events_.at(event.request), object))
      all &= z3::implies(targets(event.request, object), returned(object, moment));
  return all;
}

z3::expr Encoding::action_guard(const Event& event, int moment) {
  const Action& action = *event.action;
  z3::expr ready = yes();
  switch (action.kind) {
    case ActionKind::join: ready = before(events_.thread_end(action.target.index), moment); break;
    case ActionKind::wait: ready = signalled(action.target.index, moment); break;
    case ActionKind::lock: ready = lock_free(event, moment); break;
    default: break;
  }
  if (event.fork >= 0) ready = ready || fork_is(event.fork, 0);
  if (event.group >= 0) ready = ready && member_guard(event, moment);
  return ready;
}

z3::expr Encoding::framework_guard(const Event& event, int moment) {
  const int self = event.object;
  if (event.kind == Event::Kind::cleanup_begins)
    return born(self, moment) && in_deletion(self, moment) && rules(self, Phase::cleanup, moment);
  const z3::expr ready = cleaned(self, moment);
  const z3::expr unheld = unreferenced(self, moment) && !held_by_framework(self, moment);
  if (event.kind == Event::Kind::goes_by)
    return ready && !unheld && !destroy_begun(self, moment) && rules(self, Phase::destroy, moment);
  z3::expr due = rules(self, Phase::destroy, moment);
  if (events_.go_by(self) >= 0) due = due || before(events_.go_by(self), moment);
  return ready && unheld && due;
}

z3::expr Encoding::guard(const Event& event, int moment) {
  z3::expr ready = yes();
  switch (event.kind) {
    case Event::Kind::cleanup_begins:
    case Event::Kind::destroy_begins:
    case Event::Kind::goes_by: ready = framework_guard(event, moment); break;
    case Event::Kind::act: ready = action_guard(event, moment); break;
    case Event::Kind::resume: ready = resume_guard(event, moment); break;
    case Event::Kind::set_done: ready = set_done_guard(event, moment); break;
    default: break;
  }
  return control(event, moment) && ready && assumptions(event, moment);
}

z3::expr Encoding::begins_event(int id, const EventName& name, int instance) {
  const Event& event = events_.at(id);
  switch (name.kind) {
    case EventKind::cleanup:
      return event.kind == Event::Kind::cleanup_begins && event.object == instance ? yes() : no();
    case EventKind::destroy:
      return event.kind == Event::Kind::destroy_begins && event.object == instance ? yes() : no();
    case EventKind::thread_end:
      return event.kind == Event::Kind::ends && event.agent == Agent{Agent::Kind::thread, instance} ? yes() : no();
    default: break;
  }
  if (event.kind != Event::Kind::act) return no();
  if (name.kind == EventKind::thread_start)
    return event.action->kind == ActionKind::start && event.action->target.index == instance ? outcome(event.id) : no();
  if (name.kind == EventKind::delete_)
    return event.action->kind == ActionKind::delete_ && statics_.may_target(event, instance)
               ? targets(event.id, instance)
               : no();
  if (name.kind == EventKind::create)
    return event.action->kind == ActionKind::create && world_.instance(instance).decl == event.action->target.index
               ? binds(event.id, instance)
               : no();
  return no();
}

z3::expr Encoding::ended_event(const EventName& name, int instance, int moment) {
  switch (name.kind) {
    case EventKind::cleanup: return cleaned(instance, moment);
    case EventKind::destroy: return destroyed(instance, moment);
    case EventKind::create: return born(instance, moment);
    case EventKind::delete_: return requested(instance, moment);
    case EventKind::thread_start:
      return world_.scenario().threads[instance].started ? started(instance, moment) : yes();
    case EventKind::thread_end: return before(events_.thread_end(instance), moment);
    case EventKind::run: break;
  }
  return no();
}

z3::expr Encoding::assumptions(const Event& event, int moment) {
  AllOf all(z3_);
  for (const Order& order : world_.scenario().assume)
    for (const auto& [first, then] : pairs_of(world_, order)) {
      const z3::expr begins = begins_event(event.id, order.then, then);
      if (begins.is_false()) continue;
      z3::expr met = ended_event(order.first, first, moment);
      const bool of_object = order.first.kind != EventKind::thread_start && order.first.kind != EventKind::thread_end;
      if (of_object && order.first.kind != EventKind::create) met = met || !born(first, moment);
      all &= z3::implies(begins, met);
    }
  return all;
}

// --- the end of the prefix ----------------------------------------------------------------------------------------

z3::expr Encoding::stands_at(int event) { return !happens_[event] && control(events_.at(event), kEnd); }

z3::expr Encoding::enabled_at_end(int event) { return !happens_[event] && guard(events_.at(event), kEnd); }

z3::expr Encoding::waits_at_end(int id) {
  const Event& event = events_.at(id);
  if (event.kind == Event::Kind::resume) return stands_at(id) && !resume_guard(event, kEnd);
  if (event.kind != Event::Kind::act) return no();
  return stands_at(id) && !action_guard(event, kEnd);
}

z3::expr Encoding::changes_for_good(int id) {
  const Event& event = events_.at(id);
  if (event.kind != Event::Kind::act) return no();
  const Action& action = *event.action;
  switch (action.kind) {
    case ActionKind::signal: return !signalled(action.target.index, kEnd);
    case ActionKind::request_stop:
    case ActionKind::stop: return !asked_to_stop(action.target.index, kEnd);
    case ActionKind::start: return !started(action.target.index, kEnd);
    case ActionKind::create: return create_succeeds(id, kEnd);
    case ActionKind::delete_:
      if (event.targets.size() == 1 && event.targets.front().binding.kind == Binding::Kind::instance) {
        const int object = event.targets.front().binding.id;
        return born(object, kEnd) && !requested(object, kEnd);
      }
      return no();
    default: return no();
  }
}

z3::expr Encoding::leaked_at_end(int object) {
  const z3::expr due = world_.instance(object).born_at_start ? in_deletion(object, kEnd) : yes();
  return born(object, kEnd) && !destroyed(object, kEnd) && due;
}

z3::expr Encoding::somebody_waits_at_end() {
  AnyOf any(z3_);
  for (const Event& event : events_.all()) any |= waits_at_end(event.id);
  return any;
}

z3::expr Encoding::at_rest() {
  AllOf all(z3_);
  for (const Event& event : events_.all()) {
    proceed_();
    const bool looping = event.in_outermost_loop && event.agent.kind == Agent::Kind::thread;
    if (!looping) {
      all &= !enabled_at_end(event.id);
      continue;
    }
    all &=
        z3::implies(enabled_at_end(event.id), !asked_to_stop(event.agent.index, kEnd) && !changes_for_good(event.id));
    if (event.last_head) all &= !(happens_[event.id] && !outcome(event.id));
  }
  return all;
}

// --- the cone -----------------------------------------------------------------------------------------------------

// An event that makes the formula false by not happening, -1: none is seen at once.
int Encoding::false_without(const z3::expr& formula) const {
  if (!formula.is_app()) return -1;
  if (formula.is_const()) {
    const auto event = mentions_.find(formula.id());
    return event != mentions_.end() && !in_cone_[event->second] ? event->second : -1;
  }
  if (formula.decl().decl_kind() != Z3_OP_AND) return -1;
  for (unsigned i = 0; i < formula.num_args(); ++i)
    if (const int event = false_without(formula.arg(i)); event >= 0) return event;
  return -1;
}

// An event outside the cone whose absence alone settles this part of a formula, so that nothing in it needs help.
int Encoding::settled_without(const z3::expr& formula, bool sign) const {
  const auto kind = formula.decl().decl_kind();
  const auto one = [&](const z3::expr& part, bool part_sign) {
    if (!part_sign) return false_without(part);
    const bool negated = part.is_app() && part.decl().decl_kind() == Z3_OP_NOT;
    return negated ? false_without(part.arg(0)) : -1;
  };
  const bool disjunction = (kind == Z3_OP_OR && sign) || (kind == Z3_OP_AND && !sign);
  if (kind == Z3_OP_IMPLIES && sign) return one(formula.arg(0), false);
  if (!disjunction) return -1;
  for (unsigned i = 0; i < formula.num_args(); ++i)
    if (const int event = one(formula.arg(i), sign); event >= 0) return event;
  return -1;
}

// Events whose happening can help to make the formula true: those it mentions positively, through definitions too, but
// for parts that the absence of an event settles (a lock that nobody in the cone takes need not be released).
// Leaving the others out loses nothing: take any execution and drop from it every event that never helps. What is left
// is still an execution, because each guard in it can only have become easier to meet.
void Encoding::collect(const z3::expr& formula, bool positive, std::vector<int>& found) {
  define_pending();
  kept_.push_back(formula);  // AST ids are only good as long as the AST lives
  std::vector<std::pair<z3::expr, bool>> open{{formula, positive}};
  while (!open.empty()) {
    const auto [next, sign] = open.back();
    open.pop_back();
    if (!next.is_app() || collected_.contains({next.id(), sign})) continue;
    if (const int event = settled_without(next, sign); event >= 0) {
      waiting_for_[event].emplace_back(next, sign);
      continue;
    }
    collected_.emplace(next.id(), sign);
    if (next.is_const()) {
      if (const auto event = mentions_.find(next.id()); event != mentions_.end() && sign)
        found.push_back(event->second);
      if (const auto definition = definitions_.find(next.id()); definition != definitions_.end())
        open.emplace_back(definition->second.meaning, sign);
      continue;
    }
    const auto kind = next.decl().decl_kind();
    if (kind == Z3_OP_AND || kind == Z3_OP_OR) {
      for (unsigned i = 0; i < next.num_args(); ++i) open.emplace_back(next.arg(i), sign);
    } else if (kind == Z3_OP_NOT) {
      open.emplace_back(next.arg(0), !sign);
    } else if (kind == Z3_OP_IMPLIES) {
      open.emplace_back(next.arg(0), !sign);
      open.emplace_back(next.arg(1), sign);
    } else {
      for (unsigned i = 0; i < next.num_args(); ++i)
        for (const bool either : {true, false}) open.emplace_back(next.arg(i), either);
    }
  }
}

void Encoding::require(z3::solver& solver, const z3::expr& formula) {
  solver.add(formula);
  ++constraints_;
}

void Encoding::constrain(z3::solver& solver, int event, std::vector<int>& found) {
  const z3::expr ready = guard(events_.at(event), event);
  for (int object = 0; object < world_.size(); ++object)
    if (statics_.may_target(events_.at(event), object))
      static_cast<void>(targets(event, object));  // every act is done to something
  collect(ready, true, found);
  require(solver, z3::implies(happens_[event], ready));
}

void Encoding::include(z3::solver& solver, std::vector<int> open) {
  while (!open.empty()) {
    const int event = open.back();
    open.pop_back();
    if (in_cone_[event]) continue;
    proceed_();
    in_cone_[event] = true;
    cone_.push_back(event);
    constrain(solver, event, open);
    // What its absence had settled is open again.
    const auto waiting = waiting_for_.find(event);
    if (waiting == waiting_for_.end()) continue;
    const std::vector<std::pair<z3::expr, bool>> parts = std::move(waiting->second);
    waiting_for_.erase(waiting);
    for (const auto& [part, sign] : parts) collect(part, sign, open);
  }
  std::ranges::sort(cone_);
  for (const Event& event : events_.all())
    if (!in_cone_[event.id]) require(solver, !happens_[event.id]);
  positions(solver);
  define_pending();
  for (; asserted_side_conditions_ < side_conditions_.size(); ++asserted_side_conditions_)
    require(solver, side_conditions_[asserted_side_conditions_]);
}

// What the order graph knows is also true of positions; and what an event always needs is said outright.
void Encoding::positions(z3::solver& solver) {
  for (const int event : cone_) {
    proceed_();
    for (const Entry& entry : events_.at(event).entries)
      if (entry.from >= 0 && in_cone_[entry.from])
        require(solver, z3::implies(happens_[event] && happens_[entry.from], position_[entry.from] < position_[event]));
    std::vector<const Need*> open;
    for (const Need& need : orders_.needs(event)) open.push_back(&need);
    while (!open.empty()) {
      const Need& need = *open.back();
      open.pop_back();
      if (need.kind == Need::Kind::event) {
        if (in_cone_[need.event])
          require(solver,
                  z3::implies(happens_[event], happens_[need.event] && position_[need.event] < position_[event]));
        else
          require(solver, !happens_[event]);
      } else if (need.kind == Need::Kind::all || need.parts.size() == 1) {
        for (const Need& part : need.parts) open.push_back(&part);
      }
    }
  }
  for (const auto& [first, then] : orders_.ordered_pairs())
    if (in_cone_[first] && in_cone_[then])
      require(solver, z3::implies(happens_[first] && happens_[then], position_[first] < position_[then]));
}

void Encoding::assert_cone_of(z3::solver& solver, const z3::expr& formula) {
  std::vector<int> found;
  collect(formula, true, found);
  include(solver, std::move(found));
}

void Encoding::assert_everything(z3::solver& solver, const z3::expr& formula) {
  std::vector<int> all;
  collect(formula, true, all);
  for (const Event& event : events_.all()) all.push_back(event.id);
  include(solver, std::move(all));
}

// --- models -------------------------------------------------------------------------------------------------------

bool Encoding::holds_in(const z3::model& model, const z3::expr& formula) const {
  return model.eval(formula, true).is_true();
}

std::vector<Encoding::Happened> Encoding::execution(const z3::model& model) {
  struct Placed {
    std::int64_t position;
    int event;
  };
  std::vector<Placed> placed;
  for (const int event : cone_)
    if (holds_in(model, happens_[event]))
      placed.push_back({model.eval(position_[event], true).get_numeral_int64(), event});
  std::ranges::sort(placed, [](const Placed& a, const Placed& b) {
    return std::tie(a.position, a.event) < std::tie(b.position, b.event);
  });
  std::vector<Happened> happened;
  for (const Placed& each : placed) happened.push_back({each.event, object_of(model, each.event)});
  return happened;
}

int Encoding::object_of(const z3::model& model, int id) {
  const Event& event = events_.at(id);
  if (event.kind != Event::Kind::act || event.targets.empty()) return event.object;
  for (int object = 0; object < world_.size(); ++object)
    if (statics_.may_target(event, object) && holds_in(model, targets(id, object))) return object;
  return -1;
}

// Everything that the state at the end of the prefix is made of: what has happened and been chosen, and what depends on
// the order in which it happened.
z3::expr Encoding::state_literals(const z3::model& model) {
  AllOf all(z3_);
  const auto pin = [&](const z3::expr& condition) { all &= (holds_in(model, condition) ? condition : !condition); };
  for (const int event : cone_) pin(happens_[event]);
  for (const auto& [key, constant] : forks_) pin(constant);
  for (const auto& [key, constant] : picks_) pin(constant);
  for (int flag = 0; flag < static_cast<int>(world_.scenario().flags.size()); ++flag) pin(flag_set(flag, kEnd));
  for (int object = 0; object < world_.size(); ++object) {
    if (statics_.deletable(object)) pin(root(object, kEnd));
    for (const int create : statics_.births_of(object)) pin(binds(create, object));
    const z3::expr count = references(object, kEnd);
    all &= count == model.eval(count, true);
  }
  return all;
}

namespace {

// A move of the framework on an object that stands for many is as many printed steps.
std::uint64_t weight_of(const World& world, const Event& event) {
  return event.agent.kind == Agent::Kind::framework ? world.decl(event.object).stands_for : 1;
}

}  // namespace

z3::expr Encoding::at_most(std::uint64_t printed) {
  z3::expr_vector happened(z3_);
  std::vector<int> weights;
  for (const int event : cone_)
    if (events_.at(event).printed()) {
      happened.push_back(happens_[event]);
      weights.push_back(static_cast<int>(weight_of(world_, events_.at(event))));
    }
  if (happened.empty()) return yes();
  return z3::pble(happened, weights.data(), static_cast<int>(printed));
}

}  // namespace afterlife
