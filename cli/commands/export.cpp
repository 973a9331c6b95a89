#include "cli/commands/export.hpp"

#include <unistd.h>

#include <filesystem>
#include <set>
#include <string>

#include "cli/commands/each_reading.hpp"
#include "cli/input/input.hpp"
#include "cli/report/export.hpp"
#include "cli/terminal/layout.hpp"
#include "cli/terminal/whole_file.hpp"
#include "solver/export.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {
namespace {

namespace fs = std::filesystem;

// What may stand in the name of a file everywhere.
std::string plain(const std::string& text) {
  std::string name;
  for (const char c : text) {
    const bool good =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    name += good ? c : '-';
  }
  return name;
}

class Exporter {
 public:
  Exporter(const Options& options, const std::atomic<bool>& interrupted)
      : options_(options), interrupted_(interrupted), each_reading_(options, interrupted) {}

  ExitCode run() {
    return each_reading_.of(options_.files.front(), [&](const Scenario& scenario, const Framework& framework) {
      return one(scenario, framework);
    });
  }

 private:
  // Two framework files may go by one name.
  std::string own_name(const std::string& stem) {
    std::string name = stem;
    for (int again = 2; !taken_.insert(name).second; ++again) name = stem + "-again" + std::to_string(again);
    return name;
  }

  ExitCode one(const Scenario& scenario, const Framework& framework) {
    const std::string stem =
        own_name(plain(fs::path(scenario.source.name).stem().string() + "-" + shown_name(framework)));
    CheckOptions asked = options_.check;
    asked.interrupted = &interrupted_;
    ExportedFiles written;
    ExitCode code = ExitCode::expected;
    try {
      export_questions(scenario, framework, asked, [&](const ExportedQuestion& question) {
        const fs::path file = fs::path(options_.smt2) / (stem + "-" + std::to_string(++written.number) + ".smt2");
        fs::create_directories(file.parent_path());
        write_whole(file, question.smt2);
        if (!question.excluded) code = ExitCode::unknown;
        out_.write(render(question, file.string()));
      });
    } catch (const fs::filesystem_error& failure) {
      err_.write("afterlife: " + printable(in_words(failure)) + "\n");
      return ExitCode::bad_input;
    } catch (const Stopped& stopped) {
      if (!stopped.by_deadline()) throw;
      written.stopped = stopped;
      code = ExitCode::unknown;
    }
    out_.write(render(written, framework));
    return code;
  }

  const Options& options_;
  const std::atomic<bool>& interrupted_;
  Output out_{STDOUT_FILENO}, err_{STDERR_FILENO};
  EachReading each_reading_;
  std::set<std::string> taken_;  // names of files, without what numbers the questions
};

}  // namespace

ExitCode export_smt2(const Options& options, const std::atomic<bool>& interrupted) {
  return Exporter(options, interrupted).run();
}

}  // namespace afterlife
