// Prints the tables of the language, one word a line behind its table: for the test that compares them with the
// schemas.
#include <iostream>

#include "model/action.hpp"
#include "model/framework.hpp"
#include "model/hazard.hpp"

int main() {
  using namespace afterlife;
  for (const ActionFacts& action : actions()) std::cout << "action " << action.word << '\n';
  for (const HazardFacts& facts : hazards())
    std::cout << (facts.about_objects ? "hazard-of " : "hazard ") << facts.id << '\n';
}
