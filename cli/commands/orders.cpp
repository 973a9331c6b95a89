#include "cli/commands/orders.hpp"

#include <unistd.h>

#include <string>

#include "cli/commands/each_reading.hpp"
#include "cli/input/input.hpp"
#include "cli/input/named_objects.hpp"
#include "cli/report/dot.hpp"
#include "cli/terminal/layout.hpp"
#include "cli/terminal/output.hpp"
#include "solver/orders.hpp"
#include "solver/precedence.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {
namespace {

std::string as_line(const LifecycleOrder& order) {
  std::string line;
  for (const LifecycleEvent& event : order.events) line += (line.empty() ? "" : " < ") + printable(event.name);
  if (order.events.empty()) line = "(nothing happens)";
  return line + (order.rests ? "\n" : "  (cut at a bound)\n");
}

class Lister {
 public:
  Lister(const Options& options, const std::atomic<bool>& interrupted)
      : options_(options), interrupted_(interrupted), each_reading_(options, interrupted) {}

  ExitCode file(const std::string& name) {
    return each_reading_.of(
        name, [&](const Scenario& scenario, const Framework& framework) { return one(scenario, framework); });
  }

 private:
  ExitCode one(const Scenario& scenario, const Framework& framework) {
    OrderOptions asked;
    asked.all_instances = options_.all_instances;
    asked.loop_bound = options_.check.loop_bound;
    asked.interrupted = &interrupted_;
    asked.timeout_seconds = options_.timeout_seconds.value_or(Deadline::kNever);
    if (!named_objects(scenario, options_.of, err_, asked.of)) return ExitCode::bad_input;
    if (options_.graph) return graph(scenario, framework, asked.of);
    Orders orders(scenario, framework, asked);
    const std::string reading = "[" + printable(shown_name(framework)) + "]", under = "  " + reading + "\n";
    where_ = printable(scenario.source.name) + " " + reading;
    return options_.count ? count(orders, under) : list(orders, under);
  }

  ExitCode count(Orders& orders, const std::string& under) {
    const OrdersCounted counted = orders.count();
    if (counted.stopped && counted.stopped->by_deadline()) return out_of_time("not counted: ", *counted.stopped, under);
    if (counted.stopped) return refused(*counted.stopped, 0, under);
    const std::string cut = counted.cut == "0" ? "" : ", " + counted.cut + " of them cut at a bound";
    out_.write(counted.number + (counted.number == "1" ? " order" : " orders") + cut + under);
    return ExitCode::expected;
  }

  ExitCode list(Orders& orders, const std::string& under) {
    std::uint64_t shown = 0;
    bool more = false;
    const OrdersSeen seen = orders.each([&](const LifecycleOrder& order) {
      more = options_.limit > 0 && shown == options_.limit;
      if (more) return false;
      out_.write(as_line(order));
      ++shown;
      return true;
    });
    const std::string so_far = counted(shown, "order", "orders") + " so far";
    if (seen.stopped && seen.stopped->by_deadline()) return out_of_time(so_far + ", then ", *seen.stopped, under);
    if (seen.stopped) return refused(*seen.stopped, shown, under);
    out_.write((more ? "the first " : "") + counted(shown, "order", "orders") + (more ? ", and there are more" : "") +
               under);
    return ExitCode::expected;
  }

  // What is ordered whatever happens, each edge with the rules that say so.
  ExitCode graph(const Scenario& scenario, const Framework& framework, const std::vector<int>& of) {
    PrecedenceOptions asked;
    asked.of = of;
    asked.loop_bound = options_.check.loop_bound;
    asked.timeout_seconds = options_.check.timeout_seconds;
    asked.self_check = options_.check.self_check;
    asked.interrupted = &interrupted_;
    try {
      const PrecedenceMatrix matrix(scenario, framework, asked);
      out_.write(as_dot(matrix, hasse_diagram(matrix, scenario, framework, asked),
                        printable(scenario.title + " [" + shown_name(framework) + "]")));
      for (int i = 0; i < matrix.size(); ++i)
        for (int j = 0; j < i; ++j)
          if (matrix.at(i, j) == Relation::unknown) {
            err_.write("afterlife: not all pairs were decided in time; the graph lacks orders\n");
            return ExitCode::unknown;
          }
      return ExitCode::expected;
    } catch (const Stopped& stopped) {
      if (!stopped.by_deadline()) throw;
      err_.write(std::string("afterlife: ") + (interrupted_ ? "interrupted" : "the time was over") +
                 " before the orders were known\n");
      return interrupted_ ? ExitCode::interrupted : ExitCode::unknown;
    }
  }

  ExitCode out_of_time(const std::string& what, const Stopped& stopped, const std::string& under) {
    const bool interrupted = stopped.kind() == Stopped::Kind::interrupted;
    out_.write(what + (interrupted ? "interrupted" : "the time was over") + under);
    return interrupted ? ExitCode::interrupted : ExitCode::unknown;
  }

  // Never a bound that nobody hears of.
  ExitCode refused(const Stopped& why, std::uint64_t shown, const std::string& under) {
    if (shown > 0) out_.write(counted(shown, "order", "orders") + " so far, and not all were found" + under);
    const bool of_states = why.kind() == Stopped::Kind::too_many_states;
    err_.write("afterlife: " + where_ + ": too large to be " + (options_.count ? "counted" : "gone through") + ": " +
               why.detail() + "\n  help: " +
               (of_states ? "leave out threads, callbacks and objects that the question is not about"
                          : "--of NAMES looks at the callbacks of some objects only") +
               (options_.count ? "; --limit N may list the first orders\n" : "\n"));
    return ExitCode::unknown;
  }

  const Options& options_;
  const std::atomic<bool>& interrupted_;
  std::string where_;  // file and reading
  Output out_{STDOUT_FILENO}, err_{STDERR_FILENO};
  EachReading each_reading_;
};

}  // namespace

ExitCode print_orders(const Options& options, const std::atomic<bool>& interrupted) {
  Lister lister(options, interrupted);
  ExitCode code = ExitCode::expected;
  for (const std::string& file : options.files) code = worse(code, lister.file(file));
  return code;
}

}  // namespace afterlife
