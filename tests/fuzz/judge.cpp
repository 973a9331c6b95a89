#include "tests/fuzz/judge.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <tuple>

#include "model/reader/mistakes/codes.hpp"

namespace afterlife::fuzz {
namespace {

void must(bool promise, const char* what) {
  if (promise) return;
  std::fprintf(stderr, "the reader broke a promise: %s\n", what);
  std::abort();
}

class ScenarioJudge {
 public:
  explicit ScenarioJudge(const Scenario& scenario) : scenario_(scenario) {}

  void judge() const {
    for (std::size_t i = 0; i < scenario_.objects.size(); ++i) object(static_cast<int>(i));
    for (const ThreadDecl& thread : scenario_.threads) {
      for (const Mention& held : thread.holds) mention(held, -1);
      body(thread.does, -1);
    }
    body(scenario_.teardown, -1);
    for (const Order& order : scenario_.assume) this->order(order);
    for (const Check& check : scenario_.checks)
      if (check.kind != Check::Kind::never_hazard) order(check.order);
    must(scenario_.bounds.loop >= 1 && scenario_.bounds.runs >= 1, "bounds are at least 1");
  }

 private:
  void object(int index) const {
    const ObjectDecl& decl = scenario_.objects[static_cast<std::size_t>(index)];
    must(decl.count >= 1, "a count is at least 1");
    std::size_t steps = 0;
    for (std::optional<int> above = decl.parent; above;
         above = scenario_.objects[static_cast<std::size_t>(*above)].parent) {
      must(*above >= 0 && static_cast<std::size_t>(*above) < scenario_.objects.size(), "a parent is an object");
      must(++steps <= scenario_.objects.size(), "parents do not go in a circle");
    }
    for (const auto* callback : {&decl.cleanup, &decl.destroy, &decl.entry})
      if (*callback) body((*callback)->body, index);
    for (const Callback& callback : decl.removals) body(callback.body, index);
  }

  [[nodiscard]] std::size_t size_of(EntityKind kind) const {
    switch (kind) {
      case EntityKind::object: return scenario_.objects.size();
      case EntityKind::thread: return scenario_.threads.size();
      case EntityKind::lock: return scenario_.locks.size();
      case EntityKind::signal: return scenario_.signals.size();
      case EntityKind::flag: return scenario_.flags.size();
    }
    return 0;
  }

  void mention(const Mention& m, int owner) const {
    must(m.index >= 0 && static_cast<std::size_t>(m.index) < size_of(m.entity), "a name is declared");
    if (m.which == Mention::Which::self) must(m.index == owner, "self is the owner of the callback");
    if (m.which != Mention::Which::numbered) return;
    must(m.entity == EntityKind::object && m.number >= 1 &&
             m.number <= scenario_.objects[static_cast<std::size_t>(m.index)].count,
         "an instance is within the count");
  }

  void body(const Body& actions, int owner) const {
    for (const Action& action : actions) {
      const ActionKind kind = action.kind;
      const bool has_no_target = kind == ActionKind::loop || kind == ActionKind::choose || kind == ActionKind::maybe ||
                                 kind == ActionKind::at_irql;
      if (!has_no_target) mention(action.target, owner);
      if (action.other) mention(*action.other, owner);
      if (kind == ActionKind::loop || kind == ActionKind::maybe || kind == ActionKind::at_irql)
        must(action.bodies.size() == 1, "one body");
      if (kind == ActionKind::choose) must(!action.bodies.empty(), "a branch to choose");
      if (kind == ActionKind::if_ || kind == ActionKind::test_and_set) must(action.bodies.size() == 2, "two branches");
      if (kind == ActionKind::create)
        must(action.bodies.size() == (action.short_form ? 0U : 1U), "a long create has an else");
      for (const Body& inner : action.bodies) body(inner, owner);
    }
  }

  void event(const EventName& event) const {
    const bool is_thread = event.kind == EventKind::thread_start || event.kind == EventKind::thread_end;
    must(event.index >= 0 &&
             static_cast<std::size_t>(event.index) < size_of(is_thread ? EntityKind::thread : EntityKind::object),
         "an event is of something declared");
  }

  void order(const Order& order) const {
    event(order.first);
    event(order.then);
  }

  const Scenario& scenario_;
};

}  // namespace

void judge(const Scenario& scenario) { ScenarioJudge(scenario).judge(); }

void judge(const Framework& framework) {
  for (const TypeDecl& type : framework.types) {
    must(!type.lineage.empty() && type.lineage.front() == type.name, "a lineage begins with the type");
    for (const std::string& above : type.lineage) must(framework.type(above) != nullptr, "a lineage is of types");
    must(type.parent.default_type.empty() || framework.type(type.parent.default_type) != nullptr,
         "a default parent is a type");
  }
  must(framework.general_type.empty() || framework.type(framework.general_type) != nullptr,
       "the general type is a type");
  for (const Rule& rule : framework.rules)
    must(rule.at.file < framework.sources.size() && !rule.id.empty(), "a rule has an id and a place");
}

void judge(const Diagnostics& found, const Source& source) {
  must(!found.empty(), "a refusal has a reason");
  const auto lines = static_cast<std::size_t>(std::ranges::count(source.text, '\n')) + 1;
  for (const Diagnostic& d : found) {
    must(std::ranges::find(diagnostic_codes(), d.code, &CodeFacts::code) != diagnostic_codes().end(),
         "a code is in the table");
    must(!d.message.empty(), "a diagnostic says something");
    if (d.at.file != 0 || !d.at.known()) continue;
    must(d.at.line <= lines, "a place is in the text");
    must(d.line.empty() || d.at.column <= d.line.size() + 2, "a place is in its line");
    must(std::tuple(d.at.end_line, d.at.end_column) >= std::tuple(d.at.line, d.at.column),
         "a place does not end before it begins");
  }
}

}  // namespace afterlife::fuzz
