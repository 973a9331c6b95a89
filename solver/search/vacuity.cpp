#include "solver/search/vacuity.hpp"

#include <vector>

#include "solver/instances/names.hpp"

namespace afterlife {

Vacuity is_vacuous(const Check& check, const EventGraph& graph, Search& search) {
  if (check.kind == Check::Kind::possible) return {Found::Answer::no};
  bool unsure = false, first_happens = false;
  for (const Possibility& all : not_vacuous(check, graph)) {
    bool each = true;
    for (const std::vector<Goal>& part : all) {
      const Found::Answer answer = search.possible(part);
      unsure = unsure || answer == Found::Answer::unknown;
      each = each && answer == Found::Answer::yes;
      if (!each) break;
      first_happens = true;
    }
    if (each) return {Found::Answer::no};
  }
  return {unsure ? Found::Answer::unknown : Found::Answer::yes, first_happens};
}

Check as(Check::Kind kind, Check check) {
  check.kind = kind;
  return check;
}

std::string never_happens(const Check& check, const Vacuity& vacuity) {
  if (check.kind == Check::Kind::never_hazard) {
    const HazardFacts& hazard = facts(check.hazard);
    const bool acted_on = vacuity.first_happens;
    const std::string object = check.of ? check.of->text : acted_on ? std::string(hazard.acted_on) : "any object";
    return "no step of this scenario could cause it: " + filled(acted_on ? hazard.no_state : hazard.no_act, object);
  }
  return vacuity.first_happens ? check.order.first.text + " never comes to its end"
                               : check.order.then.text + " never begins";
}

}  // namespace afterlife
