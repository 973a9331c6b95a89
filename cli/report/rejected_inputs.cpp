#include "cli/report/rejected_inputs.hpp"

#include <utility>

#include "cli/report/diagnostic.hpp"
#include "cli/terminal/layout.hpp"

namespace afterlife {

RejectedInputs::RejectedInputs(std::function<void(std::string_view)> err, bool colour)
    : err_(std::move(err)), colour_(colour) {}

void RejectedInputs::show(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    const std::string text = render(diagnostic, colour_);
    if (!shown_.insert(text).second) continue;  // every reading of a file has the same ones
    err_(shown_.size() > 1 ? "\n" + text : text);
  }
}

void RejectedInputs::not_begun(const std::string& file) {
  err_("afterlife: interrupted before " + printable(file) + " was checked\n");
}

void RejectedInputs::stopped(const std::string& where, const Stopped& stopped) {
  std::string text = "afterlife: " + printable(where) + ": " + (stopped.is_broken() ? "internal error: " : "") +
                     printable(stopped.text()) + "\n";
  if (stopped.is_broken()) text += "  help: please report this, together with the file\n";
  if (stopped.kind() == Stopped::Kind::too_large)
    text += "  help: leave out threads, callbacks and objects that the question is not about\n";
  err_(text);
}

}  // namespace afterlife
