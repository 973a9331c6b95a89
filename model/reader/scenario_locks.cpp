// Every `unlock` must be of a lock that is held on every path to it, whatever branches are taken.
//
// What a stretch of a body does to one lock is one of three things: it leaves it as it was, it leaves it held, or it leaves
// it (or may leave it) free. Of two branches the worse one counts. A loop's body is first judged by itself: a lock
// that it may leave free is not known to be held when another round begins, nor after the loop. And a bare name must mean the
// same instance at both: one instance, one that the body created or took, or one that belongs to whose callback this is.
#include <algorithm>
#include <ranges>
#include <set>
#include <tuple>

#include "model/reader/scenario_context.hpp"

namespace afterlife {
namespace {

enum class Effect : char { as_it_was, held, free };

// Both paths lead here.
Effect both(Effect a, Effect b) {
  if (a == Effect::free || b == Effect::free) return Effect::free;
  return a == Effect::held && b == Effect::held ? Effect::held : Effect::as_it_was;
}

using LockName = std::tuple<EntityKind, int, Mention::Which, int>;  // the text of a mention, in effect

struct LockHash {
  std::size_t operator()(const LockName& name) const {
    const auto& [kind, index, which, number] = name;
    std::size_t hash = static_cast<std::size_t>(kind) * 4 + static_cast<std::size_t>(which);
    for (const int part : {index, number}) hash = hash * 1'000'003 + static_cast<std::size_t>(part);
    return hash;
  }
};

template <class T>
using PerLock = std::unordered_map<LockName, T, LockHash>;

class LockFlow {
 public:
  // `owner`: the declaration whose callback is judged, or -1.
  LockFlow(ScenarioContext& context, int owner) : context_(context), owner_(owner) {}

  void judge(const Body& body) {
    reporting_ = true;
    bound_.clear();
    effects_.clear();
    scope_ = {};
    log_.clear();
    walk(body);
  }

 private:
  // A body or one round of a loop: where a short `create` that fails goes to the end of.
  struct Scope {
    struct Past {
      Effect worst = Effect::held;
      bool any = false;       // some create failed while the lock was as `worst` says
      std::size_t since = 0;  // creates when it last changed
    };
    std::size_t creates = 0;
    PerLock<Past> past;
  };
  using Change = std::pair<LockName, Effect>;  // the lock, and what was before

  // At the beginning of a body no lock is held; at that of a judged loop body every lock is as it was.
  [[nodiscard]] Effect untouched() const { return reporting_ ? Effect::free : Effect::as_it_was; }
  [[nodiscard]] Effect effect(const LockName& name) const {
    const auto found = effects_.find(name);
    return found == effects_.end() ? untouched() : found->second;
  }

  void change(const LockName& name, Effect to) {
    const Effect before = effect(name);
    if (before == to) return;
    log_.emplace_back(name, before);
    settle_past(name, before);
    effects_[name] = to;
  }

  void settle_past(const LockName& name, Effect before) {
    Scope::Past& past = scope_.past[name];
    if (scope_.creates > past.since) {
      past.worst = past.any ? both(past.worst, before) : before;
      past.any = true;
    }
    past.since = scope_.creates;
  }

  PerLock<Effect> undo_to(std::size_t mark) {
    PerLock<Effect> at_end;
    for (std::size_t i = mark; i < log_.size(); ++i) at_end[log_[i].first] = effect(log_[i].first);
    std::vector<Change> undone(log_.begin() + static_cast<std::ptrdiff_t>(mark), log_.end());
    for (const Change& change : std::views::reverse(undone)) {
      settle_past(change.first, effect(change.first));
      effects_[change.first] = change.second;
    }
    log_.resize(mark);
    return at_end;
  }

  void walk(const Body& body) {
    for (const Action& action : body) step(action);
  }

  static LockName name_of(const Mention& m) { return {m.entity, m.index, m.which, m.number}; }

  void step(const Action& action) {
    switch (action.kind) {
      case ActionKind::lock: change(name_of(action.target), Effect::held); break;
      case ActionKind::unlock: unlock(action); break;
      case ActionKind::create: create(action); break;
      case ActionKind::take:
        // Of a collection that may not be born nothing is taken.
        binds(action.target.index, !context_.scenario.objects[static_cast<std::size_t>(action.other->index)].created);
        break;
      case ActionKind::maybe:
      case ActionKind::send: branches(action.bodies, true); break;
      case ActionKind::choose:
      case ActionKind::if_:
      case ActionKind::test_and_set: branches(action.bodies, false); break;
      case ActionKind::at_irql:
        for (const Body& inner : action.bodies) walk(inner);
        break;
      case ActionKind::loop: loop(action.bodies.front()); break;
      default: break;
    }
  }

  void create(const Action& action) {
    if (action.short_form) {
      ++scope_.creates;
      return binds(action.target.index, true);
    }
    branches(action.bodies, true);
    binds(action.target.index, false);
  }

  // From here on the bare name means another instance than before: for certain, or perhaps.
  void binds(int object, bool certainly) {
    change({EntityKind::object, object, Mention::Which::bare, 0}, Effect::free);
    if (certainly) bound_.insert(object);
  }

  void unlock(const Action& action) {
    const LockName name = name_of(action.target);
    if (reporting_ && effect(name) != Effect::held)
      report(action);
    else if (reporting_ && !means_the_same(action.target))
      report_unclear(action);
    change(name, Effect::free);
  }

  // Whether the words mean the instances here that they meant where they were locked.
  [[nodiscard]] bool means_the_same(const Mention& lock) const {
    if (lock.entity == EntityKind::lock || lock.which == Mention::Which::self) return true;
    const ObjectDecl& decl = context_.scenario.objects[static_cast<std::size_t>(lock.index)];
    // Something may be born in between: what was done to nothing is then done to that.
    if (lock.which != Mention::Which::bare) return !decl.created;
    return bound_.contains(lock.index) || is_of_owner(lock.index) || (decl.count == 1 && !decl.created);
  }

  // In a callback: its own object, what that is below, and what it was allocated from.
  [[nodiscard]] bool is_of_owner(int object) const {
    if (owner_ < 0) return false;
    const std::vector<ObjectDecl>& objects = context_.scenario.objects;
    std::size_t steps = 0;  // parents may go in a circle here
    for (std::optional<int> above = owner_; above && steps <= objects.size(); ++steps) {
      if (*above == object) return true;
      above = objects[static_cast<std::size_t>(*above)].parent;
    }
    return objects[static_cast<std::size_t>(owner_)].from == object;
  }

  void report_unclear(const Action& action) {
    const ObjectDecl& decl = context_.scenario.objects[static_cast<std::size_t>(action.target.index)];
    const std::string name = decl.name + (decl.count > 1 ? "#1" : "");
    context_.mistakes.add(
        Mistake::unlock_not_held, action.target.at,
        decl.created
            ? in_quotes(decl.name) + " may be born after it was locked here, and then this 'unlock' is of another"
            : in_quotes(decl.name) + " may mean another of its " + std::to_string(decl.count) +
                  " instances here than where it was locked",
        decl.created ? "create it in the same body first, with the short form of 'create'"
                     : "say which, in both: " + in_quotes(name));
  }

  void report(const Action& action) {
    const Scenario& scenario = context_.scenario;
    const auto index = static_cast<std::size_t>(action.target.index);
    const std::string& name =
        action.target.entity == EntityKind::lock ? scenario.locks[index] : scenario.objects[index].name;
    context_.mistakes.add(Mistake::unlock_not_held, action.target.at,
                          "the lock " + in_quotes(name) + " is not held on every path to this 'unlock'",
                          "lock it in the same body first, on every branch");
  }

  void branches(const std::vector<Body>& bodies, bool or_none) {
    struct Merged {
      Effect effect;
      std::size_t branches = 0;
    };
    PerLock<Merged> merged;
    const std::set<int> bound_before = bound_;
    std::set<int> bound_after = bound_before;  // on every way
    bool first = !or_none;
    for (const Body& body : bodies) {
      const std::size_t mark = log_.size();
      bound_ = bound_before;
      walk(body);
      if (first) bound_after = bound_;
      std::erase_if(bound_after, [&](int object) { return !bound_.contains(object); });
      first = false;
      for (const auto& [name, at_end] : undo_to(mark)) {
        const auto [entry, is_new] = merged.emplace(name, Merged{at_end, 1});
        if (is_new) continue;
        entry->second.effect = both(entry->second.effect, at_end);
        ++entry->second.branches;
      }
    }
    bound_ = std::move(bound_after);
    for (const auto& [name, end] : merged) {
      const bool some_leave_it = or_none || end.branches < bodies.size();
      change(name, some_leave_it ? both(end.effect, effect(name)) : end.effect);
    }
  }

  // What one round does, judged by itself and without a report.
  PerLock<Effect> round(const Body& body) {
    LockFlow inner(context_, owner_);
    inner.walk(body);
    for (auto& [name, past] : inner.scope_.past) {
      inner.settle_past(name, inner.effect(name));
      if (past.any) inner.effects_[name] = both(past.worst, inner.effect(name));
    }
    return std::move(inner.effects_);
  }

  void loop(const Body& body) {
    for (const auto& [name, end] : round(body))
      if (end == Effect::free) change(name, Effect::free);
    if (!reporting_) return;
    const std::size_t mark = log_.size();
    Scope outside;
    const std::set<int> bound_outside = bound_;
    std::swap(scope_, outside);
    walk(body);
    std::swap(scope_, outside);
    bound_ = bound_outside;
    // The creates of the round ended with it; only the log of changes is undone.
    for (std::size_t i = log_.size(); i-- > mark;) effects_[log_[i].first] = log_[i].second;
    log_.resize(mark);
  }

  ScenarioContext& context_;
  int owner_;
  bool reporting_ = false;
  std::set<int> bound_;  // declarations whose bare name means an instance that this body created or took
  PerLock<Effect> effects_;
  Scope scope_;
  std::vector<Change> log_;  // what changed, for the ends of branches
};

bool mentions_locks(const Body& body) {
  return std::ranges::any_of(body, [](const Action& action) {
    return action.kind == ActionKind::unlock || std::ranges::any_of(action.bodies, mentions_locks);
  });
}

}  // namespace

void judge_locks(ScenarioContext& context) {
  const auto judge = [&](const Body& body, int owner = -1) {
    if (mentions_locks(body)) LockFlow(context, owner).judge(body);
  };
  for (std::size_t i = 0; i < context.scenario.objects.size(); ++i) {
    const ObjectDecl& object = context.scenario.objects[i];
    const int owner = static_cast<int>(i);
    for (const std::optional<Callback>* callback : {&object.cleanup, &object.destroy, &object.entry})
      if (callback->has_value()) judge((*callback)->body, owner);
    for (const Callback& callback : object.removals) judge(callback.body, owner);
  }
  for (const ThreadDecl& thread : context.scenario.threads) judge(thread.does);
  judge(context.scenario.teardown);
}

}  // namespace afterlife
