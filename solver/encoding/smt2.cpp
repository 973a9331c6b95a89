#include "solver/encoding/smt2.hpp"

#include <map>
#include <new>
#include <set>
#include <sstream>
#include <vector>

namespace afterlife {
namespace {

// In a comment: control characters in a name must not end it.
std::string commented(const std::string& text) {
  std::string lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    for (char& c : line)
      if (static_cast<unsigned char>(c) < ' ') c = ' ';
    lines += (line.empty() ? ";" : "; " + line) + "\n";
  }
  return lines;
}

std::string agent_in_words(const Instances& instances, Agent agent) {
  switch (agent.kind) {
    case Agent::Kind::teardown: return "teardown";
    case Agent::Kind::thread: return instances.scenario().threads[agent.index].name;
    case Agent::Kind::cleanup: return "the cleanup of " + instances.name(agent.index);
    case Agent::Kind::destroy: return "the destroy of " + instances.name(agent.index);
    case Agent::Kind::run: return "run " + std::to_string(agent.number) + " of " + instances.name(agent.index);
    case Agent::Kind::framework: break;
  }
  return "the framework";
}

std::string in_words(const Events& events, int id) {
  const Event& event = events.at(id);
  const Instances& instances = events.instances();
  const std::string by = agent_in_words(instances, event.agent);
  const auto on_line = [&] {
    return event.action == nullptr ? std::string() : ", line " + std::to_string(event.action->at.line);
  };
  switch (event.kind) {
    case Event::Kind::cleanup_begins: return "the cleanup of " + instances.name(event.object) + " begins";
    case Event::Kind::cleanup_ends: return "the cleanup of " + instances.name(event.object) + " ends";
    case Event::Kind::destroy_begins: return "the destroy of " + instances.name(event.object) + " begins";
    case Event::Kind::destroy_ends: return "the destroy of " + instances.name(event.object) + " ends";
    case Event::Kind::passes_over: return "the destroy pass goes by " + instances.name(event.object);
    case Event::Kind::run_begins:
      return "run " + std::to_string(event.run) + " of " + instances.name(event.object) + " begins";
    case Event::Kind::run_ends: return by + " ends";
    case Event::Kind::picks_removed: return by + " fixes what is removed" + on_line();
    case Event::Kind::calls: return by + " calls a removal callback of " + instances.name(event.object) + on_line();
    case Event::Kind::call_ends: return "the removal callback of " + instances.name(event.object) + " returns";
    case Event::Kind::act: return by + " does " + std::string(name(event.action->kind)) + on_line();
    case Event::Kind::resume: return by + " goes on after " + std::string(name(event.action->kind)) + on_line();
    case Event::Kind::release: return by + " drops its reference on " + instances.name(event.object);
    case Event::Kind::head: return by + " looks whether it is asked to stop" + on_line();
    case Event::Kind::ends: return by + " ends";
    case Event::Kind::pick_set: return by + " fixes what an each goes over" + on_line();
    case Event::Kind::set_done: return by + " is done with an each" + on_line();
  }
  return by;
}

// The formula and its parts, each once. Those in `seen` have been, and are still there.
template <class Visit>
void visit_parts(const z3::expr& formula, std::set<unsigned>& seen, Visit visit) {
  std::vector<z3::expr> open{formula};
  while (!open.empty()) {
    const z3::expr next = open.back();
    open.pop_back();
    if (!seen.insert(next.id()).second || !next.is_app()) continue;
    visit(next);
    for (unsigned i = 0; i < next.num_args(); ++i) open.push_back(next.arg(i));
  }
}

// The constants of a formula, by name, with their sorts.
void collect(const z3::expr& formula, std::map<std::string, std::string>& constants, std::set<unsigned>& seen) {
  visit_parts(formula, seen, [&](const z3::expr& part) {
    if (part.is_const() && part.decl().decl_kind() == Z3_OP_UNINTERPRETED)
      constants.emplace(part.decl().name().str(), part.is_bool() ? "Bool" : "Int");
  });
}

// SMT-LIB has no function that counts: a sum stands for it.
z3::expr spelled_out(const z3::expr& formula) {
  z3::context& z3 = formula.ctx();
  z3::expr_vector counts(z3), sums(z3);
  std::set<unsigned> seen;
  visit_parts(formula, seen, [&](const z3::expr& part) {
    const Z3_decl_kind kind = part.decl().decl_kind();
    if (kind != Z3_OP_PB_AT_MOST && kind != Z3_OP_PB_AT_LEAST) return;
    z3::expr_vector ones(z3);
    for (unsigned i = 0; i < part.num_args(); ++i) ones.push_back(z3::ite(part.arg(i), z3.int_val(1), z3.int_val(0)));
    const z3::expr sum = ones.size() == 1 ? ones[0] : z3::sum(ones);
    const int bound = Z3_get_decl_int_parameter(z3, part.decl(), 0);
    counts.push_back(part);
    sums.push_back(kind == Z3_OP_PB_AT_MOST ? sum <= bound : sum >= bound);
  });
  z3::expr spelled = formula;
  return counts.empty() ? spelled : spelled.substitute(counts, sums);
}

std::string reason_in_words(const Reason& reason) {
  std::string text = reason.text;
  if (reason.at.known()) text += "\nline " + std::to_string(reason.at.line);
  if (!reason.rule.empty()) text += "\nrule " + reason.rule;
  if (!reason.source.empty()) text += "\nsource: " + reason.source;
  return commented(text);
}

}  // namespace

std::string smt2_text(const Encoding& encoding, const z3::expr& question, const TrackedReasons& tracked,
                      const Events& events, const std::string& head, const std::string& status) {
  using What = Cone::Asserted::What;
  std::map<std::string, std::string> constants;
  std::set<unsigned> seen;
  const auto assertion = [&](const z3::expr& asserted) {
    collect(asserted, constants, seen);
    const z3::expr formula = spelled_out(asserted);
    const char* text = Z3_ast_to_string(formula.ctx(), formula);
    if (text == nullptr) throw std::bad_alloc();  // z3++ would not look
    return "(assert " + std::string(text) + ")\n";
  };
  const auto section = [&](What what) {
    std::string text;
    for (const Cone::Asserted& each : encoding.cone.asserted()) {
      if (each.what != what) continue;
      if (what == What::need)
        text += commented("Event " + std::to_string(each.event) + ", " + in_words(events, each.event));
      text += assertion(each.formula);
    }
    return text;
  };
  std::string body = commented("The question.") + assertion(question);
  body += commented("\nWhat each event needs before it.") + section(What::need);
  body += commented("\nEvents that play no part in it.") + section(What::absent);
  body += commented("\nThe order of bodies.") + section(What::position);
  body += commented("\nWhat the other constants mean.") + section(What::definition);
  body += commented("\nThe reasons.");
  for (int i = 0; i < tracked.size(); ++i) {
    const std::string name = tracked.switch_at(i).decl().name().str();
    if (!constants.contains(name)) continue;
    body += reason_in_words(tracked.reason(i)) + "(assert (! " + name + " :named because!" + std::to_string(i) + "))\n";
  }
  std::string text = commented(head);
  text += commented(
      "\nhappens!N: event N happens; at!N: its place, counted back from the end; before!M!N: event M is before N.\n"
      "reason!N: the constraints with this reason are in force. The core of an unsat answer names reasons.\n\nEvents:");
  for (const Event& event : events.all())
    text += commented("  " + std::to_string(event.id) + ": " + in_words(events, event.id));
  text += "(set-option :produce-unsat-cores true)\n(set-logic QF_LIA)\n(set-info :status " + status + ")\n";
  for (const auto& [name, sort] : constants) text += "(declare-const " + name + " " + sort + ")\n";
  return text + body + "(check-sat)\n";
}

}  // namespace afterlife
