#include "cli/report/conform.hpp"

#include "cli/report/execution.hpp"
#include "cli/report/reading.hpp"
#include "cli/terminal/layout.hpp"

namespace afterlife {
namespace {

std::string unknown(const std::string& when, const std::string& why, const Framework& framework) {
  return "unknown    " + when + ": " + printable(why) + under(framework);
}

std::string excluded(const Conformance& found, const Scenario& scenario, const Framework& framework,
                     const EventLog& log, const Look& look) {
  std::string text = "excluded   event " + std::to_string(found.at + 1) + ", " + printable(log.texts[found.at]) +
                     "  (" + printable(log.name) + ":" + std::to_string(log.lines[found.at]) + ")" + under(framework);
  for (const Reason& reason : found.needed) {
    text += hanging("  ", render(scenario, reason), look.width);
    if (!reason.source.empty()) text += hanging("    ", printable(reason.source), look.width);
  }
  if (found.needed.empty())
    text += hanging("  ", "an assumption of the scenario holds it back, or this comes out of turn", look.width);
  return text;
}

}  // namespace

std::string render(const Conformance& found, const Scenario& scenario, const Framework& framework, const EventLog& log,
                   const Look& look) {
  switch (found.kind) {
    case Conformance::Kind::permitted:
      return "permitted  " + counted(log.events.size(), "event", "events") + under(framework);
    case Conformance::Kind::excluded: return excluded(found, scenario, framework, log, look);
    case Conformance::Kind::unknown: break;
  }
  return unknown("after " + counted(found.at, "event", "events"), found.reason, framework);
}

std::string render_unread(const Stopped& stopped, const Framework& framework) {
  return unknown("while the log was read", stopped.text(), framework);
}

}  // namespace afterlife
