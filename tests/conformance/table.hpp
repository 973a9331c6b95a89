// The table of observed runs, runs.yaml: what was seen, and what the readings are expected to say of it.
//
//   const Table table = read_table();                      // throws std::runtime_error where it has mistakes
//   for (const auto& [name, run] : table.runs) ... scenario_of(name, framework) ... run.observed ...
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/framework.hpp"
#include "model/scenario.hpp"

namespace afterlife::conformance {

using Order = std::vector<std::string>;  // of begins: "C:Child" is a cleanup, "D:Child" a destroy

struct Run {
  Order observed;
  bool only = false;                // wdf-source permits nothing else
  std::string not_only, excluded;   // why it permits more; why it does not permit this
  bool deadlock = false;            // somebody waited for ever
  std::set<std::string> deviating;  // readings that do not permit it
};

struct Table {
  std::map<std::string, Run> runs;
  std::map<std::string, std::string> not_expressible;  // what was run, and why no scenario says it
};

Table read_table();
std::set<std::string> scenario_files();  // the names in runs/, without their ending
Scenario scenario_of(const std::string& run, const Framework&);

Order order_from(const std::string& words);
std::string to_string(const Order&);

}  // namespace afterlife::conformance
