// How often each verdict of each question turned up, so that one sees what a run has really compared.
#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <string>

#include "tests/naive/enumerator.hpp"

namespace afterlife::differential {

class Tally {
 public:
  void count(const Scenario&, const naive::NaiveAnswer&);
  void print(std::ostream&) const;
  // How often each hazard was violated in a scenario with each action.
  void print_coverage(std::ostream&) const;

 private:
  std::map<std::string, std::map<std::string, std::uint64_t>> verdicts_;  // question -> verdict
  std::map<std::string, std::map<std::string, std::uint64_t>> covered_;   // action -> hazard that was violated beside it
};

}  // namespace afterlife::differential
