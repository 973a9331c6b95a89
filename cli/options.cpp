#include "cli/options.hpp"

#include <map>

#include <CLI/CLI.hpp>

#include "cli/layout.hpp"
#include "model/hazard.hpp"

namespace afterlife {
namespace {

constexpr std::size_t kHelpWidth = 100;

std::string exit_codes() {
  std::string text = "Exit codes (when several apply: 130, then 4, 2, 1, 3):\n";
  for (const ExitCodeFacts& facts : kExitCodes)
    text += hanging("  " + padded(std::to_string(static_cast<int>(facts.code)), 3) + "  ", facts.says, kHelpWidth);
  return text;
}

std::string hazard_list() {
  std::string text = "Hazards that a scenario can rule out (never: HAZARD):\n";
  for (const HazardFacts& facts : hazards()) {
    const std::string says = std::string(facts.says) + (facts.decided ? "" : " (not decided yet)");
    text += hanging("  " + padded(facts.id, 30) + "  ", says, kHelpWidth);
  }
  return text;
}

void add_check_command(CLI::App& app, Options& options) {
  CLI::App* check = app.add_subcommand("check", "Decide every check of the scenarios");
  check->add_option("FILE", options.files, "Scenario files; - is standard input")->required();
  check->add_option("--framework", options.frameworks,
                    "Check under this reading: a shipped one, or a path to a framework file. Can be given several "
                    "times. Default: what the scenario says")
      ->type_name("NAME")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  check->add_option("--timeout", options.check.timeout_seconds, "Give up a check after this long and answer unknown")
      ->type_name("SECONDS")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  check->add_option("--bound", options.check.loop_bound,
                    "How often a loop is gone round, where fewer are not exact. Default: the scenario's bounds")
      ->type_name("N")
      ->check(CLI::Range(1, 1000000));
  static const std::map<std::string, CheckOptions::Engine> kEngines = {{"auto", CheckOptions::Engine::graph_then_z3},
                                                                       {"z3", CheckOptions::Engine::z3}};
  check->add_option("--engine", options.check.engine,
                    "auto: the order graph decides what it can, Z3 the rest; z3: Z3 decides everything")
      ->type_name("{auto,z3}")
      ->transform(CLI::CheckedTransformer(kEngines).description(""));
  static const std::map<std::string, Colour> kColours = {
      {"auto", Colour::automatic}, {"always", Colour::always}, {"never", Colour::never}};
  check->add_option("--color", options.colour, "Colour the report; auto: on a terminal, unless NO_COLOR is set")
      ->type_name("{auto,always,never}")
      ->transform(CLI::CheckedTransformer(kColours).description(""));
  check->add_flag("--stats", options.stats, "Say how each check was decided, and how long it took");
  check->add_flag("-q,--quiet", options.quiet, "Show only what is not as expected, and the total");
  check->footer("\n" + exit_codes());
}

// A word that only looks like an option is named; the usual lines of a help text would bury it.
Answer mistake(const std::string& what) {
  return {ExitCode::bad_input, "afterlife: " + printable(what) + "\nRun 'afterlife --help' or 'afterlife check --help'.\n"};
}

}  // namespace

Parsed parse_options(int argc, const char* const* argv) {
  Options options;
  CLI::App app("Afterlife: finds the orders in which objects outlive, or fail to outlive, their users.", "afterlife");
  app.set_version_flag("--version", "afterlife " AFTERLIFE_VERSION);
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.require_subcommand(1);
  app.footer("\nExample: afterlife check lookaside.yaml\n\n" + exit_codes() + "\n" + hazard_list());
  add_check_command(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForVersion& version) {
    return tl::unexpected(Answer{ExitCode::expected, std::string(version.what()) + "\n"});
  } catch (const CLI::CallForHelp&) {
    return tl::unexpected(Answer{ExitCode::expected, app.help()});
  } catch (const CLI::ParseError& error) {
    return tl::unexpected(mistake(error.what()));
  }
  return options;
}

}  // namespace afterlife
