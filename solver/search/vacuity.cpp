#include "solver/search/vacuity.hpp"

#include <vector>

#include "solver/instances/names.hpp"

namespace afterlife {

Found::Answer is_vacuous(const Check& check, const EventGraph& graph, Search& search) {
  if (check.kind == Check::Kind::possible) return Found::Answer::no;
  bool unsure = false;
  for (const Possibility& all : not_vacuous(check, graph)) {
    bool each = true;
    for (const std::vector<Goal>& part : all) {
      const Found::Answer answer = search.possible(part);
      unsure = unsure || answer == Found::Answer::unknown;
      each = each && answer == Found::Answer::yes;
      if (!each) break;
    }
    if (each) return Found::Answer::no;
  }
  return unsure ? Found::Answer::unknown : Found::Answer::yes;
}

namespace {

// What is missing for the hazard: an act, or the state that an object would have to be in.
std::string missing_for(const Check& check, const EventGraph& graph, Search& search) {
  const HazardFacts& hazard = facts(check.hazard);
  bool acted_on = false;
  for (const Possibility& all : not_vacuous(check, graph))
    acted_on = acted_on || (!all.empty() && search.possible(all.front()) == Found::Answer::yes);
  const std::string name = check.of ? check.of->text : "";
  if (acted_on && !hazard.no_state.empty())
    return filled(hazard.no_state, check.of ? name : std::string(hazard.acted_on));
  return filled(hazard.no_act, check.of ? name : "any object");
}

}  // namespace

Check as(Check::Kind kind, Check check) {
  check.kind = kind;
  return check;
}

std::string never_happens(const Check& check, const EventGraph& graph, Search& search) {
  if (check.kind == Check::Kind::never_hazard)
    return "no step of this scenario could cause it: " + missing_for(check, graph, search);
  const bool never_begins = is_vacuous(as(Check::Kind::always, check), graph, search) == Found::Answer::yes;
  return never_begins ? check.order.then.text + " never begins" : check.order.first.text + " never comes to its end";
}

}  // namespace afterlife
