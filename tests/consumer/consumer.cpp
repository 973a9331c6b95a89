// Asks one question about a driver that this program describes itself, and prints the answer.
#include <iostream>

#include "model/reader/reader.hpp"
#include "solver/check/check.hpp"

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
  for (const afterlife::Verdict& verdict : afterlife::check_all(*scenario, *framework)) {
    std::cout << verdict.check->text << ": " << (verdict.as_expected() ? "as expected" : "a surprise") << '\n';
    if (verdict.kind != afterlife::VerdictKind::holds) return 1;
  }
  return 0;
}
