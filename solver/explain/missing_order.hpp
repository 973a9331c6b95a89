// What would have prevented a violation: the order that is missing, and why the violating agent was still there.
//
//   for (const std::string& order : missing_orders(instances, goal, steps.back())) print(order);
#pragma once

#include <string>
#include <vector>

#include "solver/machine/machine.hpp"
#include "solver/question/goals.hpp"

namespace afterlife {

std::vector<std::string> missing_orders(const Instances&, const Goal&, const Step& violating);

// "Worker ends when Child's cleanup stops it (lookaside.yaml:14), which has not begun"
// `steps` is the whole execution, the violating step last; `before` the state just before that.
std::string why_still_there(const Instances&, const Machine&, const State& before, const std::vector<Step>& steps);

}  // namespace afterlife
