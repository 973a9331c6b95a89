// Why a framework move is permitted now, or is not, in words: rule by rule, and what the machine itself asks for.
//
//   for (const Reason& reason : reasons_of(machine_facts, now, step)) std::cout << reason.text;
//   for (const Reason& reason : hindrances_of(machine_facts, now, step)) std::cout << reason.text;
#pragma once

#include <vector>

#include "model/verdict.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/step.hpp"

namespace afterlife {

// As of Machine::reasons and Machine::hindrances.
std::vector<Reason> reasons_of(const MachineFacts&, const Moment&, const Step&);
std::vector<Reason> hindrances_of(const MachineFacts&, const Moment&, const Step&);

}  // namespace afterlife
