// Every `unlock` must be of a lock that is held on every path to it, whatever branches are taken.
//
// What a stretch of a body does to one lock is one of three things: it leaves it as it was, it leaves it held, or it
// leaves it (or may leave it) free. Of two branches the worse one counts. A loop's body is first judged by itself: a
// lock that it may leave free is not known to be held when another round begins, nor after the loop.
#include <algorithm>
#include <ranges>
#include <tuple>

#include "model/bodies.hpp"
#include "model/reader/scenario/context.hpp"

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
  explicit LockFlow(ScenarioContext& context) : context_(context) {}

  void judge(const Body& body) {
    reporting_ = true;
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
    switch (facts(action.kind).shape) {
      case ActionShape::act:
        if (action.kind == ActionKind::lock) change(name_of(action.target), Effect::held);
        if (action.kind == ActionKind::unlock) unlock(action);
        break;
      case ActionShape::create:
        if (action.short_form)
          ++scope_.creates;
        else
          branches(action.bodies, true);
        rebind(action.target.index);
        break;
      case ActionShape::take: rebind(action.target.index); break;
      case ActionShape::maybe:
      case ActionShape::send: branches(action.bodies, true); break;
      case ActionShape::choose:
      case ActionShape::test: branches(action.bodies, false); break;
      case ActionShape::at_irql:
        for (const Body& inner : action.bodies) walk(inner);
        break;
      case ActionShape::loop: loop(action.bodies.front()); break;
      case ActionShape::touch:
      case ActionShape::bounded:
      case ActionShape::stop:
      case ActionShape::cancel:
      case ActionShape::deletion:
      case ActionShape::removal: break;
    }
  }

  // From here on the bare name means another instance, which this body has not locked.
  void rebind(int object) { change({EntityKind::object, object, Mention::Which::bare, 0}, Effect::free); }

  void unlock(const Action& action) {
    const LockName name = name_of(action.target);
    if (reporting_ && effect(name) != Effect::held) report(action);
    change(name, Effect::free);
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
    for (const Body& body : bodies) {
      const std::size_t mark = log_.size();
      walk(body);
      for (const auto& [name, at_end] : undo_to(mark)) {
        const auto [entry, is_new] = merged.emplace(name, Merged{at_end, 1});
        if (is_new) continue;
        entry->second.effect = both(entry->second.effect, at_end);
        ++entry->second.branches;
      }
    }
    for (const auto& [name, end] : merged) {
      const bool some_leave_it = or_none || end.branches < bodies.size();
      change(name, some_leave_it ? both(end.effect, effect(name)) : end.effect);
    }
  }

  // What one round does, judged by itself and without a report.
  PerLock<Effect> round(const Body& body) {
    LockFlow inner(context_);
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
    std::swap(scope_, outside);
    walk(body);
    std::swap(scope_, outside);
    // The creates of the round ended with it; only the log of changes is undone.
    for (std::size_t i = log_.size(); i-- > mark;) effects_[log_[i].first] = log_[i].second;
    log_.resize(mark);
  }

  ScenarioContext& context_;
  bool reporting_ = false;
  PerLock<Effect> effects_;
  Scope scope_;
  std::vector<Change> log_;  // what changed, for the ends of branches
};

}  // namespace

void judge_locks(ScenarioContext& context) {
  const auto is_unlock = [](const Action& action) { return action.kind == ActionKind::unlock; };
  for_each_body(context.scenario, [&](const Body& body, const BodyRole&) {
    if (any_action(body, is_unlock)) LockFlow(context).judge(body);
  });
}

}  // namespace afterlife
