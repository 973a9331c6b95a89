// `afterlife conform` in words: a line with the verdict, and below it what the first event that is excluded needed.
//
//   out.write(render(found, scenario, framework, recorded, look));     // "permitted  12 events  [wdf]"
#pragma once

#include <string>

#include "cli/input/event_log.hpp"
#include "cli/report/look.hpp"
#include "model/framework.hpp"
#include "model/scenario.hpp"
#include "solver/conform.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {

std::string render(const Conformance&, const Scenario&, const Framework&, const EventLog&, const Look&);

// A log that could not be read to its end.
std::string render_unread(const Stopped&, const Framework&);

}  // namespace afterlife
