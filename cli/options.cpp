#include "cli/options.hpp"

#include "cli/commands/commands.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdint>

#include "cli/terminal/layout.hpp"
#include "model/hazard.hpp"

namespace afterlife {
namespace {

constexpr std::size_t kHelpWidth = 100;
constexpr std::size_t kHelpColumn = 32;
constexpr double kLongestTimeout = 1e6;
constexpr int kLargestBound = 1000000;

std::string exit_codes() {
  std::string text = "Exit codes (when several apply: 130, then 4, 2, 1, 3):\n";
  for (const ExitCodeFacts& facts : kExitCodes)
    text += hanging("  " + padded(std::to_string(static_cast<int>(facts.code)), 3) + "  ", facts.says, kHelpWidth);
  return text;
}

std::string hazard_list() {
  std::string text = "Hazards that a scenario can rule out (never: HAZARD):\n";
  for (const HazardFacts& facts : hazards()) {
    text += hanging("  " + padded(facts.id, 30) + "  ", std::string(facts.says), kHelpWidth);
  }
  return text;
}

// Options whose values are words, as they are given.
struct Words {
  std::string engine = "auto";
  std::string colour = "auto";
};

std::string above_zero(const std::string& text) {
  double seconds = 0;
  const bool good = CLI::detail::lexical_cast(text, seconds) && seconds > 0 && seconds <= kLongestTimeout;
  return good ? "" : "'" + text + "' is not a number of seconds above 0";
}

template <std::uint64_t kLeast>
std::string counting_from(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool good = error == std::errc() && end == text.data() + text.size() && number >= kLeast;
  return good ? "" : "'" + text + "' is not a whole number from " + std::to_string(kLeast) + " on";
}

void add_files(CLI::App& command, Options& options) {
  command.add_option("FILE", options.files, "Scenario files; - is standard input")->required()->type_name("");
}

void add_one_file(CLI::App& command, Options& options) {
  const auto take = [&options](const std::string& file) { options.files = {file}; };
  command.add_option_function<std::string>("FILE", take, "A scenario file; - is standard input")
      ->required()
      ->type_name("");
}

CLI::Option* add_of(CLI::App& command, Options& options, const std::string& what) {
  return command.add_option("--of", options.of, what)->type_name("NAMES")->delimiter(',')->allow_extra_args(false);
}

void add_without(CLI::App& command, Options& options) {
  command.add_option("--without", options.without, "Take this rule away, to see what it is good for; repeatable")
      ->type_name("RULE")
      ->allow_extra_args(false);
}

void add_frameworks(CLI::App& command, Options& options, const std::string& what) {
  command.add_option("--framework", options.frameworks, what)->type_name("NAME")->allow_extra_args(false);
  add_without(command, options);
}

void add_one_framework(CLI::App& command, Options& options, const std::string& what) {
  const auto take = [&options](const std::string& name) { options.frameworks = {name}; };
  command.add_option_function<std::string>("--framework", take, what)->type_name("NAME");
  add_without(command, options);
}

// What every command that goes through the executions of a scenario takes.
void add_common(CLI::App& command, Options& options, Words& words) {
  command.add_option("--bound", options.check.loop_bound, "Rounds of a loop, where fewer are not exact")
      ->type_name("N")
      ->check(CLI::Range(1, kLargestBound).description(""));
  command.add_option("--color", words.colour, "auto: on a terminal, unless NO_COLOR is set")
      ->type_name("{auto,always,never}")
      ->check(CLI::IsMember({"auto", "always", "never"}).description(""));
  command.footer("\n" + exit_codes());
}

void add_timeout(CLI::App& command, Options& options,
                 const std::string& what = "Give up a check after this time: unknown. Default: 60") {
  command.add_option("--timeout", options.timeout_seconds, what)->type_name("SECONDS")->check(above_zero);
}

void add_self_check(CLI::App& command, Options& options) {
  command.add_flag("--self-check", options.check.self_check,
                   "Confirm every answer by a second, independent check; executions are always replayed");
}

CLI::App* add_command(CLI::App& app, Command command) {
  const CommandFacts& row = facts(command);
  return app.add_subcommand(std::string(row.name), std::string(row.help));
}

void add_check_command(CLI::App& app, Options& options, Words& words) {
  CLI::App* check = add_command(app, Command::check);
  add_files(*check, options);
  add_frameworks(*check, options, "Check under this reading, or framework file; repeatable");
  add_timeout(*check, options);
  add_common(*check, options, words);
  check->add_option("--engine", words.engine, "auto: the order graph first, then Z3; z3: Z3 alone")
      ->type_name("{auto,z3}")
      ->check(CLI::IsMember({"auto", "z3"}).description(""));
  check->add_flag("--explain", options.check.explain,
                  "Give what holds a smallest set of reasons: rules with their sources, lines of the scenario");
  add_self_check(*check, options);
  check->add_flag("--stats", options.stats, "Say how each check was decided, and how long it took");
  check->add_flag("-q,--quiet", options.quiet, "Show only what is not as expected, and the total");
}

void add_compare_command(CLI::App& app, Options& options, Words& words) {
  CLI::App* compare = add_command(app, Command::compare);
  add_files(*compare, options);
  add_frameworks(*compare, options,
                 "Compare this reading, or framework file; repeatable. Default: every shipped reading");
  add_timeout(*compare, options);
  add_common(*compare, options, words);
  add_self_check(*compare, options);
  compare->add_flag("-q,--quiet", options.quiet,
                    "Show only files of which something is not as expected, and the total");
  compare->callback([&options] { options.command = Command::compare; });
}

void add_ask_command(CLI::App& app, Options& options, Words& words) {
  CLI::App* ask = add_command(app, Command::ask);
  add_one_file(*ask, options);
  const CLI::Option* question =
      ask->add_option(
             "QUESTION", options.question,
             "For instance 'Child.cleanup before Memory.destroy'. Without one: every two cleanups and destroys")
          ->type_name("");
  add_of(*ask, options, "Without a question: only the callbacks of these objects")->excludes("QUESTION");
  add_frameworks(*ask, options, "Ask under this reading, or framework file; repeatable");
  add_timeout(*ask, options);
  add_common(*ask, options, words);
  add_self_check(*ask, options);
  ask->add_flag("-q,--quiet", options.quiet, "Show only the answers, no executions and reasons");
  ask->callback([&options, question] {
    options.command = question->count() == 0 ? Command::matrix : Command::ask;
    options.check.explain = true;
  });
}

void add_orders_command(CLI::App& app, Options& options, Words& words) {
  CLI::App* orders = add_command(app, Command::orders);
  add_one_file(*orders, options);
  add_frameworks(*orders, options, "The orders of this reading, or framework file; repeatable");
  add_of(*orders, options, "Only the callbacks of these objects");
  orders->add_option("--limit", options.limit, "Stop after so many orders")->type_name("N")->check(counting_from<1>);
  orders->add_flag("--count", options.count, "Print only how many there are")->excludes("--limit");
  orders->add_flag("--graph", options.graph, "Print what is ordered in all of them as a graph: a Hasse diagram, as DOT")
      ->excludes("--count")
      ->excludes("--limit");
  orders->add_flag("--all-instances", options.all_instances, "Also orders that only exchange alike instances");
  add_timeout(*orders, options, "Stop after this time. Default: 60 with --graph, otherwise never");
  add_common(*orders, options, words);
  orders
      ->add_flag("--self-check", options.check.self_check,
                 "With --graph: confirm what Z3 answers by a second, independent check")
      ->needs("--graph");
  orders->callback([&options] { options.command = Command::orders; });
}

void add_conform_command(CLI::App& app, Options& options, Words& words) {
  CLI::App* conform = add_command(app, Command::conform);
  add_one_file(*conform, options);
  conform->add_option("EVENTS", options.events, "The log: a JSON array, or an object on each line; - is standard input")
      ->required()
      ->type_name("");
  add_frameworks(*conform, options, "Hold it against this reading, or framework file; repeatable");
  conform->add_flag("--complete", options.complete, "The log has every cleanup and destroy: none happened unrecorded");
  conform->add_flag("--allow-empty", options.allow_empty, "A log without any event is permitted, and no mistake");
  add_timeout(*conform, options, "Give up after this time: unknown. Default: never");
  add_common(*conform, options, words);
  conform->callback([&options] {
    options.command = Command::conform;
    if (options.files.front() == "-" && options.events == "-")
      throw CLI::ValidationError("EVENTS", "standard input is the scenario already; name a file");
  });
}

void add_export_command(CLI::App& app, Options& options, Words& words) {
  CLI::App* exported = add_command(app, Command::export_);
  add_one_file(*exported, options);
  exported->add_option("--smt2", options.smt2, "The folder for the files, in SMT-LIB 2; made if it is not there")
      ->required()
      ->type_name("DIR");
  add_frameworks(*exported, options, "The questions under this reading, or framework file; repeatable");
  add_timeout(*exported, options);
  add_common(*exported, options, words);
  add_self_check(*exported, options);
  exported->callback([&options] { options.command = Command::export_; });
}

void add_simulate_command(CLI::App& app, Options& options, Words& words) {
  CLI::App* simulate = add_command(app, Command::simulate);
  add_one_file(*simulate, options);
  add_one_framework(*simulate, options, "Under this reading, or framework file");
  CLI::Option* steps = simulate->add_option("--steps", options.steps, "Take so many steps by chance, and ask nobody")
                           ->type_name("N")
                           ->check(counting_from<1>);
  simulate->add_option("--seed", options.seed, "Of the dice; the same seed takes the same steps. Default: 1")
      ->type_name("S")
      ->check(counting_from<0>)
      ->needs(steps);
  simulate->add_option("--save", options.save, "Save the run as a log that 'afterlife conform' reads")
      ->type_name("EVENTS")
      ->check([](const std::string& file) { return file.empty() ? std::string("a file has a name") : std::string(); });
  simulate->add_flag("-q,--quiet", options.quiet, "With --steps: show only how it ended")->needs(steps);
  add_timeout(*simulate, options,
              "Stop taking steps, or waiting for one to be chosen, after this time. Default: never");
  add_common(*simulate, options, words);
  simulate->callback([&options] { options.command = Command::simulate; });
}

void settle(const Words& words, Options& options) {
  options.check.timeout_seconds = options.timeout_seconds.value_or(options.check.timeout_seconds);
  if (words.engine == "z3") options.check.engine = CheckOptions::Engine::z3;
  if (words.colour != "auto") options.colour = words.colour == "always" ? Colour::always : Colour::never;
}

std::string missing_command(const CLI::App& app, int argc, const char* const* argv) {
  std::string names;
  for (const CLI::App* command : app.get_subcommands({})) names += (names.empty() ? "" : ", ") + command->get_name();
  if (argc < 2) return "no command given; there are: " + names + ". For example: afterlife check lookaside.yaml";
  return "'" + std::string(argv[1]) + "' is not a command; there are: " + names;
}

Answer mistake(const CLI::App& app, const std::string& why, int argc, const char* const* argv) {
  const std::vector<CLI::App*> given = app.get_subcommands();
  const std::string what = given.empty() ? missing_command(app, argc, argv) : why;
  const std::string command = given.empty() ? "check" : given.front()->get_name();
  return {ExitCode::bad_input,
          "afterlife: " + printable(what) + "\nRun 'afterlife --help' or 'afterlife " + command + " --help'.\n"};
}

}  // namespace

Parsed parse_options(int argc, const char* const* argv) {
  Options options;
  Words words;
  CLI::App app("Afterlife: finds the orders in which objects outlive, or fail to outlive, their users.", "afterlife");
  app.set_version_flag("--version", "afterlife " AFTERLIFE_VERSION);
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.require_subcommand(1);
  app.footer("\nExample: afterlife check lookaside.yaml\n\n" + exit_codes() + "\n" + hazard_list());
  app.get_formatter()->column_width(kHelpColumn);
  add_check_command(app, options, words);
  add_compare_command(app, options, words);
  add_ask_command(app, options, words);
  add_orders_command(app, options, words);
  add_conform_command(app, options, words);
  add_export_command(app, options, words);
  add_simulate_command(app, options, words);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForVersion& version) {
    return tl::unexpected(Answer{ExitCode::expected, std::string(version.what()) + "\n"});
  } catch (const CLI::CallForHelp&) {
    return tl::unexpected(Answer{ExitCode::expected, app.help()});
  } catch (const CLI::ParseError& error) {
    return tl::unexpected(mistake(app, error.what(), argc, argv));
  }
  settle(words, options);
  return options;
}

}  // namespace afterlife
