#include "cli/report/execution.hpp"

#include <algorithm>

#include "cli/terminal/layout.hpp"

namespace afterlife {
namespace {

constexpr std::size_t kWidestEvent = 48;    // a longer event pushes its own line only
constexpr std::size_t kNarrowestNote = 30;  // with less room the notes go below their steps

std::string step_number(const TraceStep& step) {
  if (step.number == 0) return "";  // where somebody stands, or has come to: no step that is counted
  const std::string first = std::to_string(step.number);
  return step.repeats > 1 ? first + "-" + std::to_string(step.number + step.repeats - 1) : first;
}

// Where it is written, what came of it, and the rules that allowed it.
std::string remarks(const Scenario& scenario, const TraceStep& step) {
  std::string text = place(scenario, step.at);
  const auto add = [&](const std::string& more) {
    if (!more.empty()) text.append(text.empty() ? "" : "; ").append(more);
  };
  add(printable(step.note));
  if (!step.note.empty()) return text;  // the note is the reasons in words
  for (const Reason& reason : step.why) add(render(scenario, reason));
  return text;
}

struct Columns {
  std::size_t number = 1, agent = 1, event = 1;

  explicit Columns(const std::vector<TraceStep>& steps) {
    for (const TraceStep& step : steps) {
      if (!step.is_shown()) continue;
      number = std::max(number, width(step_number(step)));
      agent = std::max(agent, width(step.agent));
      if (width(step.event) <= kWidestEvent) event = std::max(event, width(step.event));
    }
  }
};

std::string render_step(const Scenario& scenario, const TraceStep& step, const Columns& columns, const Look& look) {
  const Paint paint(look.colour);
  const std::string number = right_aligned(step_number(step), columns.number);
  const std::string agent = padded(printable(step.agent), columns.agent);
  const std::string event = printable(step.event);
  const std::string text = remarks(scenario, step);
  // The lead is measured without colour and shown with it.
  const std::string lead = (step.violating ? "  > " : "    ") + number + "  " + agent + "  " + event;
  const std::string shown = step.violating ? paint.bad(lead) : lead;
  if (text.empty()) return shown + "\n";

  const std::size_t note_column = 4 + columns.number + 2 + columns.agent + 2 + columns.event + 2;
  if (note_column + kNarrowestNote > look.width)
    return shown + "\n" + hanging(std::string(4 + columns.number + 4, ' '), text, look.width);
  const std::string notes = hanging(std::string(note_column, ' '), text, look.width);
  const std::size_t used = width(lead);
  if (used + 2 > note_column) return shown + "\n" + notes;
  return shown + notes.substr(used);
}

std::string render_steps(const Scenario& scenario, const Execution& execution, const Look& look) {
  const Columns columns(execution.steps);
  std::string text;
  for (const TraceStep& step : execution.steps)
    if (step.is_shown()) text += render_step(scenario, step, columns, look);
  return text;
}

std::string render_waits(const Scenario& scenario, const Execution& execution, const Look& look) {
  if (execution.waits.empty()) return {};
  std::size_t agent = 0;
  for (const Wait& wait : execution.waits) agent = std::max(agent, width(wait.agent));
  std::string text = std::string(kIndent) + (execution.waits_in_a_cycle ? "A cycle of waits:\n" : "Who waits:\n");
  for (const Wait& wait : execution.waits) {
    std::string words = wait.words;
    if (const std::string where = place(scenario, wait.at); !where.empty()) words += " (" + where + ")";
    text += hanging("    " + padded(printable(wait.agent), agent) + "  ", printable(words), look.width);
  }
  if (execution.waits_in_a_cycle) text += "    and so round again.\n";
  return text;
}

std::string render_missing(const Execution& execution, const Look& look) {
  std::string text;
  std::string_view lead = "  Missing: ";
  for (const std::string& missing : execution.missing) {
    text += hanging(lead, printable(missing), look.width);
    lead = "           ";
  }
  return text;
}

// What is claimed about its length: nothing is said when a search has proved that none is shorter.
std::string render_length(const Execution& execution, const Look& look) {
  std::string text;
  const bool folded =
      std::any_of(execution.steps.begin(), execution.steps.end(), [](const TraceStep& s) { return s.repeats > 1; });
  if (folded) text += std::to_string(execution.length) + " steps in all; alike ones are folded. ";
  if (!execution.minimal) text += "Not proved to be a shortest execution";
  if (execution.minimal && !execution.minimal_note.empty()) text += "A shortest execution";
  if (!execution.minimal_note.empty()) text += ": " + printable(execution.minimal_note);
  if (!execution.minimal || !execution.minimal_note.empty()) text += ".";
  return text.empty() ? text : hanging(kIndent, text, look.width);
}

}  // namespace

std::string place(const Scenario& scenario, const Span& at) {
  if (!at.known()) return {};
  const std::string& name = scenario.source.name;
  return printable(name.substr(name.rfind('/') + 1)) + ":" + std::to_string(at.line);
}

std::string render(const Scenario& scenario, const Reason& reason) {
  const std::string text = printable(reason.text);
  const std::string by = reason.kind == Reason::Kind::rule ? reason.rule : place(scenario, reason.at);
  if (by.empty() || text.find("(" + by + ")") != std::string::npos) return text;
  return text.empty() ? by : text + " (" + by + ")";
}

std::string render(const Scenario& scenario, const Execution& execution, const Look& look) {
  std::string text;
  if (!execution.headline.empty()) text += hanging(kIndent, printable(execution.headline), look.width);
  const auto paragraph = [&](const std::string& more) {
    if (!more.empty()) text.append(text.empty() ? "" : "\n").append(more);
  };
  paragraph(render_steps(scenario, execution, look));
  paragraph(render_waits(scenario, execution, look));
  paragraph(render_missing(execution, look) + render_length(execution, look));
  return text;
}

}  // namespace afterlife
