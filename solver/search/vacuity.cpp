#include "solver/search/vacuity.hpp"

#include <vector>

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

Check as(Check::Kind kind, Check check) {
  check.kind = kind;
  return check;
}

std::string never_happens(const Check& check, const EventGraph& graph, Search& search) {
  if (check.kind == Check::Kind::never_hazard) return "nothing happens that this hazard speaks of";
  const bool never_begins = is_vacuous(as(Check::Kind::always, check), graph, search) == Found::Answer::yes;
  return never_begins ? check.order.then.text + " never begins" : check.order.first.text + " never comes to its end";
}

}  // namespace afterlife
