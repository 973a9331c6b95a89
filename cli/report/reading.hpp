// What commands that say one thing about each reading end their lines with.
//
//   out.write("3 orders" + under(framework));                                             // "3 orders  [wdf]"
//   out.write("3 orders so far, then " + why_ended(stopped) + under(framework));
#pragma once

#include <string>

#include "model/framework.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {

std::string in_brackets(const Framework&);  // "[wdf]"
std::string under(const Framework&);        // the same behind a line, and its end

// "interrupted", "the time was over"; of other limits their own words.
std::string why_ended(const Stopped&);

}  // namespace afterlife
