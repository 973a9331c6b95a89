#include "cli/report/export.hpp"

#include "cli/report/reading.hpp"
#include "cli/terminal/layout.hpp"

namespace afterlife {
namespace {

std::string answer_of(const ExportedQuestion& question) {
  if (!question.excluded) return "unknown";
  return *question.excluded ? "unsat" : "sat";
}

}  // namespace

std::string render(const ExportedQuestion& question, const std::string& file) {
  return padded(answer_of(question), 8) + " " + printable(file) + "  " + printable(question.check->text) + "\n";
}

std::string render(const ExportedFiles& files, const Framework& framework) {
  return counted(files.number, "question", "questions") +
         (files.stopped ? " so far, then " + why_ended(*files.stopped) : "") + under(framework);
}

}  // namespace afterlife
