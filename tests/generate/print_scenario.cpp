#include "tests/generate/print_scenario.hpp"

#include <sstream>

namespace afterlife {
namespace {

class Printer {
 public:
  explicit Printer(const Scenario& scenario) : s_(scenario) {}

  std::string print() {
    line(0, "scenario: " + quoted(s_.title));
    if (!s_.about.empty()) line(0, "about: " + quoted(s_.about));
    if (!s_.framework.empty()) line(0, "framework: " + s_.framework);
    if (!s_.objects.empty()) line(0, "objects:");
    for (const ObjectDecl& object : s_.objects) print(object);
    if (!s_.threads.empty()) line(0, "threads:");
    for (const ThreadDecl& thread : s_.threads) print(thread);
    names("locks", s_.locks);
    names("signals", s_.signals);
    names("flags", s_.flags);
    if (!s_.assume.empty()) line(0, "assume:");
    for (const Order& order : s_.assume) line(1, "- " + print_order(s_, order));
    if (!s_.default_teardown) body(0, "teardown", s_.teardown);
    if (!s_.checks.empty()) line(0, "check:");
    for (const Check& check : s_.checks) print(check);
    const std::string bounds = std::to_string(s_.bounds.loop) + ", runs: " + std::to_string(s_.bounds.runs);
    line(0, "bounds: { loop: " + bounds + " }");
    return out_.str();
  }

 private:
  void line(int depth, const std::string& text) { out_ << std::string(2 * depth, ' ') << text << '\n'; }

  static std::string quoted(const std::string& text) {
    std::string made = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') made += '\\';
      made += c == '\n' ? std::string("\\n") : std::string(1, c);
    }
    return made + "\"";
  }

  void names(const std::string& key, const std::vector<std::string>& list) {
    if (!list.empty()) line(0, key + ": [" + joined(list) + "]");
  }

  static std::string joined(const std::vector<std::string>& list) {
    std::string text;
    for (const std::string& item : list) text += (text.empty() ? "" : ", ") + item;
    return text;
  }

  static std::string level(Irql irql) { return irql == Irql::passive ? "passive" : "dispatch"; }

  void print(const ObjectDecl& o) {
    line(1, o.name + ":");
    line(2, "type: " + o.type);
    if (o.parent) line(2, "parent: " + s_.objects[*o.parent].name);
    if (o.from) line(2, "from: " + s_.objects[*o.from].name);
    if (o.count > 1) line(2, "count: " + std::to_string(o.count));
    if (!o.pool.empty()) line(2, "pool: " + o.pool);
    if (o.execution_level) line(2, "execution-level: " + level(*o.execution_level));
    if (o.periodic) line(2, "periodic: true");
    if (o.overlapping_runs != 1) line(2, "overlapping-runs: " + std::to_string(o.overlapping_runs));
    if (o.cleanup) body(2, o.cleanup->name, o.cleanup->body);
    if (o.destroy) body(2, o.destroy->name, o.destroy->body);
    if (o.entry && o.entry->name != kNamelessRun) body(2, o.entry->name, o.entry->body);
    for (const Callback& c : o.removals) body(2, c.name, c.body);
  }

  void print(const ThreadDecl& t) {
    line(1, t.name + ":");
    std::vector<std::string> held;
    for (const Mention& mention : t.holds) held.push_back(mentioned(mention));
    if (!held.empty()) line(2, "holds: [" + joined(held) + "]");
    if (t.irql != Irql::passive) line(2, "irql: " + level(t.irql));
    body(2, "does", t.does);
  }

  void print(const Check& check) {
    line(1, "- " + print_check(s_, check));
    static constexpr const char* kWords[] = {"holds", "violated", "vacuous", "unknown"};
    if (check.expect != Expectation::holds) line(2, std::string("expect: ") + kWords[static_cast<int>(check.expect)]);
  }

  [[nodiscard]] const std::string& name_of(const Mention& m) const {
    switch (m.entity) {
      case EntityKind::object: return s_.objects[m.index].name;
      case EntityKind::thread: return s_.threads[m.index].name;
      case EntityKind::lock: return s_.locks[m.index];
      case EntityKind::signal: return s_.signals[m.index];
      case EntityKind::flag: return s_.flags[m.index];
    }
    return s_.title;
  }

  [[nodiscard]] std::string mentioned(const Mention& m) const {
    switch (m.which) {
      case Mention::Which::bare: return name_of(m);
      case Mention::Which::numbered: return name_of(m) + "#" + std::to_string(m.number);
      case Mention::Which::self: return "self";
      case Mention::Which::each: return "each " + name_of(m);
    }
    return {};
  }

  void body(int depth, const std::string& key, const Body& list) {
    line(depth, key + (list.empty() ? ": []" : ":"));
    for (const Action& action : list) print(depth + 1, action);
  }

  void print(int depth, const Action& a) {
    const std::string word = "- " + std::string(name(a.kind)) + ":";
    const auto part = [&](const std::string& key, std::size_t number) {
      if (number < a.bodies.size()) body(depth + 2, key, a.bodies[number]);
    };
    switch (a.kind) {
      case ActionKind::loop:
      case ActionKind::maybe:
        line(depth, word + (a.bodies[0].empty() ? " []" : ""));
        for (const Action& inner : a.bodies[0]) print(depth + 1, inner);
        return;
      case ActionKind::choose:
        line(depth, word);
        for (const Body& branch : a.bodies) {
          line(depth + 1, branch.empty() ? "- []" : "-");
          for (const Action& inner : branch) print(depth + 2, inner);
        }
        return;
      case ActionKind::if_:
      case ActionKind::test_and_set:
        line(depth, word);
        line(depth + 2, "flag: " + mentioned(a.target));
        part("then", 0);
        part("else", 1);
        return;
      case ActionKind::at_irql:
        line(depth, word);
        line(depth + 2, "level: " + level(a.irql));
        part("do", 0);
        return;
      case ActionKind::create:
        if (a.short_form) break;
        line(depth, word);
        line(depth + 2, "object: " + mentioned(a.target));
        part("else", 0);
        return;
      case ActionKind::add:
      case ActionKind::take:
        line(depth, word + " { object: " + mentioned(a.target) + (a.kind == ActionKind::add ? ", to: " : ", from: ") +
                        mentioned(*a.other) + " }");
        return;
      case ActionKind::send:
        if (a.bodies.empty() || a.bodies[0].empty()) {
          line(depth, word + " { request: " + mentioned(a.target) + ", to: " + mentioned(*a.other) + " }");
          return;
        }
        line(depth, word);
        line(depth + 2, "request: " + mentioned(a.target));
        line(depth + 2, "to: " + mentioned(*a.other));
        part("else", 0);
        return;
      case ActionKind::remove:
        if (!a.failed_add) break;
        line(depth, word + " { of: " + mentioned(a.target) + ", failed-add: true }");
        return;
      default: break;
    }
    line(depth, word + (a.may_time_out ? " { of: " + mentioned(a.target) + ", may-time-out: true }"
                                       : " " + mentioned(a.target)));
  }

  const Scenario& s_;
  std::ostringstream out_;
};

std::string print_event(const Scenario& s, const EventName& e) {
  if (e.kind == EventKind::thread_start) return s.threads[e.index].name + ".start";
  if (e.kind == EventKind::thread_end) return s.threads[e.index].name + ".end";
  const std::string object = s.objects[e.index].name + (e.number > 0 ? "#" + std::to_string(e.number) : "");
  switch (e.kind) {
    case EventKind::create: return object + ".create";
    case EventKind::delete_: return object + ".delete";
    case EventKind::cleanup: return object + ".cleanup";
    case EventKind::destroy: return object + ".destroy";
    default: return object + "." + e.callback;
  }
}

}  // namespace

std::string print_order(const Scenario& s, const Order& order) {
  return print_event(s, order.first) + " before " + print_event(s, order.then);
}

std::string print_check(const Scenario& s, const Check& check) {
  switch (check.kind) {
    case Check::Kind::always: return "always: " + print_order(s, check.order);
    case Check::Kind::possible: return "possible: " + print_order(s, check.order);
    case Check::Kind::never_order: return "never: " + print_order(s, check.order);
    case Check::Kind::never_hazard: break;
  }
  std::string text = "never: " + std::string(facts(check.hazard).id);
  if (!check.of) return text;
  text += " of " + s.objects[check.of->index].name;
  return check.of->number > 0 ? text + "#" + std::to_string(check.of->number) : text;
}

std::string print_scenario(const Scenario& scenario) { return Printer(scenario).print(); }

}  // namespace afterlife
