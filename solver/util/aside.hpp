// What takes seconds to be freed, freed by a thread of its own. The formulas of a question whose time is over are:
// whoever has limited the time does not wait for that.
//
//   auto large = std::make_shared<std::vector<Step>>(steps);
//   if (deadline.passed()) free_aside(std::move(large));   // returns at once
//   if (freeing_aside()) std::_Exit(0);                    // at the end of the program: without waiting for it either
//
// A program that returns from main waits. Where no thread can be made the thing is freed at once.
#pragma once

#include <memory>

#include "solver/util/deadline.hpp"

namespace afterlife {

// `thing` must be the last owner, and nothing that it refers to may be needed for it to be freed.
void free_aside(std::shared_ptr<void> thing) noexcept;
[[nodiscard]] bool freeing_aside();

// Whether memory is short and stays so when everything is freed. Waits for that if need be, until the deadline.
bool memory_stays_short(const Deadline&);

}  // namespace afterlife
