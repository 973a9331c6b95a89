// How often each verdict of each question turned up, so that one sees what a run has really compared.
#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "tests/naive/enumerator.hpp"

namespace afterlife::differential {

class Tally {
 public:
  void count(const Scenario&, const naive::NaiveAnswer&);
  void print(std::ostream&) const;
  // How often each hazard was violated in a scenario with each action.
  void print_coverage(std::ostream&) const;

  // In words: the hazards that did not both hold (not vacuously, where that is possible) and be violated this often.
  [[nodiscard]] std::vector<std::string> hazards_without_both_verdicts(std::uint64_t often) const;
  // In words: the pairs of an action and a hazard that print_coverage shows as never met.
  [[nodiscard]] std::vector<std::string> pairs_never_met() const;

 private:
  [[nodiscard]] std::uint64_t often(const std::string& question, const char* verdict) const;
  [[nodiscard]] std::uint64_t beside(const std::string& action, const std::string& hazard) const;

  std::map<std::string, std::map<std::string, std::uint64_t>> verdicts_;  // question -> verdict
  std::map<std::string, std::map<std::string, std::uint64_t>> covered_;  // action -> hazard that was violated beside it
};

}  // namespace afterlife::differential
