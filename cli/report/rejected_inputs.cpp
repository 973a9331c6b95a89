#include "cli/report/rejected_inputs.hpp"

#include <utility>

#include "cli/terminal/layout.hpp"
#include "cli/report/diagnostic.hpp"

namespace afterlife {

Complaints::Complaints(std::function<void(std::string_view)> err, bool colour)
    : err_(std::move(err)), colour_(colour) {}

void Complaints::show(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    const std::string text = render(diagnostic, colour_);
    if (!shown_.insert(text).second) continue;  // every reading of a file has the same ones
    err_(shown_.size() > 1 ? "\n" + text : text);
  }
}

void Complaints::not_begun(const std::string& file) {
  err_("afterlife: interrupted before " + printable(file) + " was checked\n");
}

void Complaints::stopped(const std::string& where, const Stopped& stopped) {
  const bool broken = stopped.kind == Stopped::Kind::broken;
  std::string text =
      "afterlife: " + printable(where) + ": " + (broken ? "internal error: " : "") + printable(stopped.why) + "\n";
  if (broken) text += "  help: please report this, together with the file\n";
  if (stopped.kind == Stopped::Kind::too_large)
    text += "  help: leave out threads, callbacks and objects that the question is not about\n";
  err_(text);
}

}  // namespace afterlife
