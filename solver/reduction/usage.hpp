// Which declarations a scenario picks out, and how: what reduction must leave alone.
//
//   const std::vector<Usage> mentioned = usage_of(scenario);
//   if (!mentioned[memory].by_name) ...       // no action is done to it by itself
#pragma once

#include <cstdint>
#include <vector>

#include "model/scenario.hpp"

namespace afterlife {

struct Usage {
  bool by_name = false;      // at all
  bool all_of_them = false;  // `each`, `holds` or `assume` without a number
  int highest_number = 0;    // of a numbered mention
  std::uint64_t picks = 0;   // how often an execution may pick some instance, loops gone round up to the bound
  bool in_orders = false;    // an order check ranges over it
};

std::vector<Usage> usage_of(const Scenario&);

}  // namespace afterlife
