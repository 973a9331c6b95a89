#include "solver/reduction/symmetry.hpp"

#include <algorithm>

#include "solver/reduction/idle_objects.hpp"
#include "solver/reduction/usage.hpp"

namespace afterlife {
namespace {

bool names_number(const Scenario& scenario, int declaration) {
  return std::ranges::any_of(scenario.assume, [&](const Order& order) {
    return (order.first.index == declaration && order.first.number > 0) ||
           (order.then.index == declaration && order.then.number > 0);
  });
}

}  // namespace

std::vector<bool> interchangeable(const Scenario& scenario, const Framework& framework) {
  const std::vector<Usage> mentioned = usage_of(scenario);
  const auto single = [&](const std::optional<int>& other) { return !other || scenario.objects[*other].count == 1; };
  // What is below one instance, or allocated from it, is not below the others.
  std::vector<bool> is_above(scenario.objects.size());
  for (const ObjectDecl& object : scenario.objects)
    for (const std::optional<int>& above : {object.parent, object.from})
      if (above) is_above[static_cast<std::size_t>(*above)] = true;
  std::vector<bool> alike;
  for (int d = 0; d < static_cast<int>(scenario.objects.size()); ++d) {
    const ObjectDecl& object = scenario.objects[d];
    alike.push_back(object.count > 1 && !object.created && mentioned[d].highest_number == 0 &&
                    !orders_siblings(framework) && single(object.parent) && single(object.from) &&
                    !is_above[static_cast<std::size_t>(d)] && !names_number(scenario, d));
  }
  return alike;
}

}  // namespace afterlife
