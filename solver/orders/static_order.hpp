// The cleanups and destroys of a scenario in which nothing but a deletion happens, as one partial order: its linear
// extensions are the permitted orders, and can be counted without going through them.
//
//   if (std::optional<StaticOrder> plain = static_order(instances)) count_linear_extensions(plain->order);
//
// Why that is so. Where no thread runs, no callback does more than touch, nobody takes a reference and every delete is
// of a root, the machine has no choice but which callback begins next; and what may begin is said by rules about pairs
// that never change. So an order is permitted when it keeps every such pair, whatever else it does.
#pragma once

#include <optional>
#include <vector>

#include "solver/instances/instances.hpp"
#include "solver/linear_extensions/count.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

struct StaticOrder {
  PartialOrder order;
  std::vector<int>
      cleanup;  // by object: the element that its cleanup is, -1: it is not deleted; the next one is its destroy
};

// Nothing where more happens than a deletion, a rule looks further than this does, or there are more than 20 million
// pairs. Throws Stopped when the deadline has passed.
std::optional<StaticOrder> static_order(const Instances&, const Deadline& = Deadline());

}  // namespace afterlife
