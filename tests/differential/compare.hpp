// Two answers to the same checks, and where they differ.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/scenario.hpp"
#include "tests/naive/enumerator.hpp"

namespace afterlife::differential {

struct Difference {
  std::size_t check = 0;
  std::string what;  // "naive: violated 3; machine: holds"
};

// `whole`: the checker with nothing merged, sliced or left out.
enum class Engine { machine, z3, standard, whole };
std::string in_words(Engine);  // as --engine has it

// The machine of solver/machine/machine.hpp, gone through exhaustively.
std::vector<Difference> against_machine(const Scenario&, const Framework&, const naive::NaiveAnswer&);

// check_all of solver/check.hpp. `unknowns` counts checks that it did not decide.
std::vector<Difference> against_check(const Scenario&, const Framework&, const naive::NaiveAnswer&, Engine,
                                      double timeout, std::size_t& unknowns);

std::string in_words(VerdictKind, const std::optional<std::uint64_t>& length);

}  // namespace afterlife::differential
