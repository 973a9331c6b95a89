// `afterlife orders` in words: each order on a line as it is found, then how many there are.
//
//   out.write(render(order));                      // "Child.cleanup < Memory.cleanup < …"
//   out.write(render(ListedOrders{6, false, {}}, framework));      // "6 orders  [wdf]"
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/exit_code.hpp"
#include "model/framework.hpp"
#include "solver/orders.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {

struct ListedOrders {
  std::uint64_t shown = 0;
  bool more = false;               // than were to be shown
  std::optional<Stopped> stopped;  // why not all were found
};

std::string render(const LifecycleOrder&);
std::string render(const ListedOrders&, const Framework&);
std::string render(const OrdersCounted&, const Framework&);

// For standard error: which limit other than time kept them from being found, and what helps. Empty: none did.
std::string render_refusal(const ListedOrders&, const std::string& where);
std::string render_refusal(const OrdersCounted&, const std::string& where);

}  // namespace afterlife
