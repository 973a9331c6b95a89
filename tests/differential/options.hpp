// What the differential driver is asked to do.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/differential/compare.hpp"

namespace afterlife::differential {

struct Options {
  std::uint64_t seed = 1;
  std::uint64_t random = 0;              // random scenarios
  std::uint64_t small = 0;               // small ones
  bool all_small = false;
  std::vector<std::string> files;        // scenarios to compare instead (kept disagreements)
  std::vector<Engine> engines;
  std::vector<std::string> readings = {"wdf-immediate", "wdf", "wdf-book", "wdf-source"};
  bool in_code = false;                  // frameworks made in code, and no reader in between
  std::string keep;                      // a directory for shrunk disagreements
  double minutes = 0;                    // 0: no limit
  std::size_t states = 50000;            // of the enumerator; above, a scenario is left out
  bool coverage = false;                 // print how often each pair of an action and a hazard was met
};

// Nothing, and a sentence on stderr, when the arguments make no sense.
bool parse(int argc, char** argv, Options&);

}  // namespace afterlife::differential
