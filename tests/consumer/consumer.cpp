// Everything that the library answers about a driver, each by its public header: an example, and a test of the package.
#include <cstdlib>
#include <iostream>
#include <string>

#include "model/reader/reader.hpp"
#include "solver/check.hpp"
#include "solver/conform.hpp"
#include "solver/export.hpp"
#include "solver/orders.hpp"
#include "solver/precedence.hpp"
#include "solver/simulation.hpp"

namespace {

void expect(bool holds, const std::string& what) {
  std::cout << what << ": " << (holds ? "as expected" : "a surprise") << '\n';
  if (!holds) std::exit(1);
}

afterlife::RecordedEvent cleanup_of(int object) {
  afterlife::RecordedEvent event;
  event.kind = afterlife::EventKind::cleanup;
  event.index = object;
  return event;
}

}  // namespace

int main() {
  const afterlife::Source source{"inline", R"(
scenario: A child and its parent
objects:
  Parent: { type: WDFOBJECT }
  Child: { type: WDFOBJECT, parent: Parent }
check:
  - always: Child.cleanup before Parent.cleanup
)"};
  const auto framework = afterlife::read_framework("wdf");
  if (!framework) return 2;
  const auto scenario = afterlife::read_scenario(source, *framework);
  if (!scenario) return 2;

  for (const afterlife::Verdict& verdict : afterlife::check_all(*scenario, *framework))
    expect(verdict.kind == afterlife::VerdictKind::holds, verdict.check->text);

  expect(afterlife::Orders(*scenario, *framework, {}).count().number == "2", "orders, counted");

  const afterlife::PrecedenceMatrix pairs(*scenario, *framework, {});
  expect(pairs.size() == 4 && !afterlife::hasse_diagram(pairs, *scenario, *framework, {}).empty(), "pairs of events");

  const int parent = 0, child = 1;
  using Kind = afterlife::Conformance::Kind;
  expect(conform(*scenario, *framework, {cleanup_of(child), cleanup_of(parent)}, {}).kind == Kind::permitted, "a log");
  expect(conform(*scenario, *framework, {cleanup_of(parent), cleanup_of(child)}, {}).kind == Kind::excluded,
         "another log");

  afterlife::Simulation run(*scenario, *framework);
  while (!run.permitted().empty()) run.take(0);
  expect(run.begins().size() == 4, "a simulated run");

  std::string exported;
  afterlife::export_questions(*scenario, *framework, {},
                              [&](const afterlife::ExportedQuestion& question) { exported += question.smt2; });
  expect(exported.find("(check-sat") != std::string::npos, "an exported question");
  return 0;
}
