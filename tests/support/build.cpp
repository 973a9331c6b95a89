#include "tests/support/build.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <unordered_map>

namespace afterlife::build {
namespace {

int position(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

int position_or_new(std::vector<std::string>& names, const std::string& name) {
  if (position(names, name) < 0) names.push_back(name);
  return position(names, name);
}

// Turns names into indices, in a scenario whose objects and threads already have theirs.
class Resolver {
 public:
  explicit Resolver(Scenario& scenario) : scenario_(scenario) {
    for (const ObjectDecl& o : scenario.objects) objects_.emplace(o.name, static_cast<int>(objects_.size()));
    for (const ThreadDecl& t : scenario.threads) threads_.push_back(t.name);
  }

  int object(const std::string& name) const {
    const auto found = objects_.find(name);
    if (found == objects_.end()) throw std::invalid_argument("no object is called " + name);
    return found->second;
  }

  Mention mention(std::string name, int self) {
    Mention made;
    made.at.line = ++line_;
    if (name == "self") {
      made.which = Mention::Which::self;
      made.index = self;
      return made;
    }
    if (name.starts_with("each ")) {
      made.which = Mention::Which::each;
      name = name.substr(5);
    } else if (const auto hash = name.find('#'); hash != std::string::npos) {
      made.which = Mention::Which::numbered;
      made.number = std::stoi(name.substr(hash + 1));
      name = name.substr(0, hash);
    }
    made.index = object(name);
    return made;
  }

  Body body(const Steps& steps, int self = -1) {
    Body made;
    for (const Do& step : steps) made.push_back(action(step, self));
    return made;
  }

  EventName event(const std::string& text) const {
    EventName made;
    made.text = text;
    const auto dot = text.find('.');
    std::string name = text.substr(0, dot);
    const std::string what = text.substr(dot + 1);
    if (what == "start" || what == "end") {
      made.kind = what == "start" ? EventKind::thread_start : EventKind::thread_end;
      made.index = position(threads_, name);
    } else {
      static const std::vector<std::string> kinds = {"create", "delete", "cleanup", "destroy"};
      const int kind = position(kinds, what);
      if (kind < 0) throw std::invalid_argument("no event is called " + text);
      made.kind = static_cast<EventKind>(kind);
      if (const auto hash = name.find('#'); hash != std::string::npos) {
        made.number = std::stoi(name.substr(hash + 1));
        name = name.substr(0, hash);
      }
      made.index = object(name);
    }
    if (made.index < 0) throw std::invalid_argument("nothing is called " + name);
    return made;
  }

  Order order(const std::string& text) const {
    const auto at = text.find(" before ");
    if (at == std::string::npos) throw std::invalid_argument("not an order: " + text);
    return {event(text.substr(0, at)), event(text.substr(at + 8)), {}};
  }

 private:
  Action action(const Do& step, int self) {
    Action made;
    made.kind = step.kind;
    made.may_time_out = step.may_time_out;
    made.short_form = step.short_form;
    made.at.line = ++line_;
    if (!step.name.empty()) made.target = target(step, self);
    for (const Steps& inner : step.bodies) made.bodies.push_back(body(inner, self));
    if (step.kind == ActionKind::create) scenario_.objects[made.target.index].created = true;
    if (step.kind == ActionKind::start) scenario_.threads[made.target.index].started = true;
    return made;
  }

  Mention target(const Do& step, int self) {
    const auto named = [&](EntityKind kind, int index) {
      if (index < 0) throw std::invalid_argument("nothing is called " + step.name);
      Mention made;
      made.entity = kind;
      made.index = index;
      made.at.line = line_;
      return made;
    };
    switch (step.kind) {
      case ActionKind::start:
      case ActionKind::request_stop:
      case ActionKind::join:
      case ActionKind::stop: return named(EntityKind::thread, position(threads_, step.name));
      case ActionKind::signal:
      case ActionKind::wait: return named(EntityKind::signal, position_or_new(scenario_.signals, step.name));
      case ActionKind::set:
      case ActionKind::clear:
      case ActionKind::if_:
      case ActionKind::test_and_set: return named(EntityKind::flag, position_or_new(scenario_.flags, step.name));
      case ActionKind::lock:
      case ActionKind::unlock:
        if (step.name != "self" && !objects_.contains(step.name.substr(0, step.name.find('#'))))
          return named(EntityKind::lock, position_or_new(scenario_.locks, step.name));
        return mention(step.name, self);
      default: return mention(step.name, self);
    }
  }

  Scenario& scenario_;
  std::unordered_map<std::string, int> objects_;
  std::vector<std::string> threads_;
  std::uint32_t line_ = 0;
};

Framework reading(std::string name) {
  Framework made;
  made.name = std::move(name);
  made.names = {made.name};
  made.cleanup_name = "on_cleanup";
  made.destroy_name = "on_destroy";
  made.general_type = "Object";
  for (const char* type : {"Object", "Lock"}) {
    TypeDecl decl;
    decl.name = type;
    decl.lineage = {type};
    if (decl.name == "Lock") {
      decl.extends = "Object";
      decl.lineage.push_back("Object");
      decl.roles = {"lock"};
    }
    decl.callbacks = {{"on_cleanup", CallbackKind::cleanup}, {"on_destroy", CallbackKind::destroy}};
    made.types.push_back(decl);
  }
  for (const HazardFacts& h : hazards()) made.hazards.push_back(h.hazard);
  return made;
}

}  // namespace

ScenarioBuilder& ScenarioBuilder::object(std::string name, ObjectOptions options) {
  objects_.push_back({std::move(name), std::move(options)});
  return *this;
}

ScenarioBuilder& ScenarioBuilder::thread(std::string name, Steps does, ThreadOptions options) {
  threads_.push_back({std::move(name), std::move(does), std::move(options)});
  return *this;
}

ScenarioBuilder& ScenarioBuilder::teardown(Steps steps) { return teardown_ = std::move(steps), *this; }
ScenarioBuilder& ScenarioBuilder::assume(std::string order) { return assume_.push_back(std::move(order)), *this; }
ScenarioBuilder& ScenarioBuilder::loop_bound(int bound) { return loop_bound_ = bound, *this; }
ScenarioBuilder& ScenarioBuilder::never(std::string hazard) {
  return checks_.push_back({Check::Kind::never_hazard, std::move(hazard)}), *this;
}
ScenarioBuilder& ScenarioBuilder::always(std::string order) {
  return checks_.push_back({Check::Kind::always, std::move(order)}), *this;
}
ScenarioBuilder& ScenarioBuilder::possible(std::string order) {
  return checks_.push_back({Check::Kind::possible, std::move(order)}), *this;
}
ScenarioBuilder& ScenarioBuilder::never_order(std::string order) {
  return checks_.push_back({Check::Kind::never_order, std::move(order)}), *this;
}

Scenario ScenarioBuilder::build() const {
  Scenario made;
  made.title = "built by hand";
  made.bounds.loop = loop_bound_;
  for (const ObjectToBe& o : objects_) {
    ObjectDecl decl;
    decl.name = o.name;
    decl.type = o.options.type;
    decl.count = o.options.count;
    decl.execution_level = o.options.execution_level;
    decl.is_lock = o.options.type == "Lock";
    made.objects.push_back(std::move(decl));
  }
  for (const ThreadToBe& t : threads_) {
    ThreadDecl decl;
    decl.name = t.name;
    decl.irql = t.options.irql;
    made.threads.push_back(std::move(decl));
  }
  Resolver names(made);
  for (std::size_t i = 0; i < objects_.size(); ++i) {
    const ObjectOptions& o = objects_[i].options;
    const int self = static_cast<int>(i);
    if (!o.parent.empty()) made.objects[i].parent = names.object(o.parent);
    if (!o.from.empty()) made.objects[i].from = names.object(o.from);
    if (o.cleanup)
      made.objects[i].cleanup = Callback{"on_cleanup", CallbackKind::cleanup, names.body(*o.cleanup, self), {}};
    if (o.destroy)
      made.objects[i].destroy = Callback{"on_destroy", CallbackKind::destroy, names.body(*o.destroy, self), {}};
  }
  for (std::size_t t = 0; t < threads_.size(); ++t) {
    made.threads[t].does = names.body(threads_[t].does);
    for (const std::string& held : threads_[t].options.holds) made.threads[t].holds.push_back(names.mention(held, -1));
  }
  if (teardown_) {
    made.teardown = names.body(*teardown_);
  } else {
    made.default_teardown = true;
    for (const ObjectToBe& o : objects_) {
      if (!o.options.parent.empty()) continue;
      // "Deletes the roots": all instances, in the order written.
      Do one = delete_(o.options.count > 1 ? "each " + o.name : o.name);
      made.teardown.push_back(names.body({one}).front());
      made.teardown.back().framework_own = true;
    }
  }
  for (const std::string& order : assume_) made.assume.push_back(names.order(order));
  for (const CheckToBe& c : checks_) {
    Check check;
    check.kind = c.kind;
    check.text = (c.kind == Check::Kind::always     ? "always "
                  : c.kind == Check::Kind::possible ? "possible "
                                                    : "never ") +
                 c.text;
    if (c.kind != Check::Kind::never_hazard) {
      check.order = names.order(c.text);
    } else {
      const auto of = c.text.find(" of ");
      const auto hazard = hazard_named(c.text.substr(0, of));
      if (!hazard) throw std::invalid_argument("no hazard is called " + c.text);
      check.hazard = *hazard;
      if (of != std::string::npos) {
        check.of = EventName{};
        std::string name = c.text.substr(of + 4);
        if (const auto hash = name.find('#'); hash != std::string::npos) {
          check.of->number = std::stoi(name.substr(hash + 1));
          name = name.substr(0, hash);
        }
        check.of->index = names.object(name);
        check.of->text = c.text.substr(of + 4);
      }
    }
    made.checks.push_back(std::move(check));
  }
  return made;
}

Rule rule(const std::string& order, const std::string& id, bool unless_referenced) {
  Rule made;
  made.id = id;
  made.says = order;
  made.source = "the test";
  const auto dot = order.find('.');
  const auto found = std::ranges::find(axes(), order.substr(0, dot), [](Axis axis) { return name(axis); });
  if (found == axes().end()) throw std::invalid_argument("no axis in " + order);
  made.axis = *found;
  made.first = order.substr(dot + 1).starts_with("destroy") ? Phase::destroy : Phase::cleanup;
  made.then = order.ends_with("self.destroy") ? Phase::destroy : Phase::cleanup;
  if (unless_referenced) {
    made.unless = Conditions{};
    made.unless->referenced = true;
  }
  return made;
}

Framework immediate() {
  Framework made = reading("immediate");
  made.rules = {rule("child.cleanup before self.cleanup", "children-before-parents")};
  return made;
}

Framework contract() {
  Framework made = immediate();
  made.name = "contract";
  made.names = {made.name};
  made.rules.push_back(rule("parent.cleanup before self.destroy", "parent-cleanup-before-destroy"));
  return made;
}

Framework book() {
  Framework made = contract();
  made.name = "book";
  made.names = {made.name};
  made.rules.push_back(rule("ancestor.cleanup before self.destroy", "all-cleanups-before-destroy"));
  return made;
}

Framework source() {
  Framework made = reading("source");
  made.rules = {rule("descendant.cleanup before self.cleanup", "cleanup-post-order"),
                rule("preceding.cleanup before self.cleanup", "cleanup-in-creation-order"),
                rule("ancestor.cleanup before self.destroy", "two-passes"),
                rule("preceding.destroy before self.destroy", "destroy-in-creation-order", true),
                rule("descendant.destroy before self.destroy", "destroy-post-order", true)};
  made.deletion.returns = DeletionFacts::Returns::after_cleanup;
  made.deletion.takes = DeletionFacts::Takes::when_reached;
  made.deletion.leaves_list = true;
  made.deletion.destroy_pass = true;
  HeldReference held;
  held.id = "allocation-holds-allocator";
  held.relation = HeldReference::Relation::allocation_on_allocator;
  held.until = HeldReference::Until::destroy_ends;
  made.held_references = {held};
  return made;
}

}  // namespace afterlife::build
