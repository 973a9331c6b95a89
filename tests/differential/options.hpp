// What the differential driver is asked to do.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tests/differential/compare.hpp"

namespace afterlife::differential {

struct Options {
  // The population.
  std::vector<std::string> files;  // scenario files, and folders of them
  std::uint64_t random = 0;        // random scenarios, numbered from `from`
  std::uint64_t from = 0;
  std::uint64_t small = 0;  // a sample of the small ones, with every pair, and a sixth of the waits
  bool all_small = false;
  std::uint64_t seed = 1;
  std::vector<Bounds> bounds;  // of generated scenarios, in turn, in place of their own; then without pairs and waits
  bool own_types = false;      // readings with types of their own (tests/generate/own_framework.hpp), made of these
  std::uint64_t part = 1, parts = 1;  // every parts-th generated scenario, so that several processes share the work

  // The comparison.
  std::vector<Engine> engines;
  std::vector<std::string> readings = {"wdf-immediate", "wdf", "wdf-book", "wdf-source"};
  bool in_turn = false;        // each scenario under one of them, not under all
  std::size_t states = 20000;  // of the enumerator; above, a scenario is left out
  double minutes = 0;          // 0: no limit
  double timeout = 60;         // seconds for each check
  std::string keep;            // a directory for shrunk disagreements

  // What the run must have met, or it fails.
  std::uint64_t both_verdicts = 0;    // each decided hazard held, and was violated, this often
  std::uint64_t scenarios_least = 0;  // distinct scenarios compared in every reading
  bool every_pair = false;            // every action beside every hazard, and all waits; prints how often
  int too_large_percent = 100;        // at most this part of the runs is too large for the enumerator
};

// The readings that are asked for, with the types of one's own where these are.
class Readings {
 public:
  explicit Readings(const Options&);  // throws std::runtime_error where one cannot be read
  // Those of the next scenario: all, or one in turn. Every sixteen scenarios each comes at each place of four, so that
  // what goes by fours itself (bounds) meets all of them.
  std::span<const Framework> next();

 private:
  std::vector<Framework> all_;
  bool in_turn_;
  std::size_t taken_;  // scenarios before the next one; what all parts share meets another reading in each
};

// Nothing, and a sentence on stderr, when the arguments make no sense. In the environment, AFTERLIFE_SEED replaces
// the seed, and AFTERLIFE_FULL_ENUMERATION=1 takes twice as many random scenarios, every reading for one in turn, and
// all small scenarios for a sample of them, in drivers that can afford it.
enum class Enumeration { may_be_full, sample };
bool parse(int argc, char** argv, Options&, Enumeration = Enumeration::may_be_full);

}  // namespace afterlife::differential
