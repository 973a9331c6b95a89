// Prints the tables of the language, one word a line behind its table: for the test that compares them with the schemas.
#include <iostream>

#include "model/framework.hpp"
#include "model/hazard.hpp"
#include "model/reader/scenario/action_table.hpp"

int main() {
  using namespace afterlife;
  for (const std::string_view word : action_words()) std::cout << "action " << word << '\n';
  for (const HazardFacts& facts : hazards())
    std::cout << (facts.about_objects ? "hazard-of " : "hazard ") << facts.id << '\n';
}
