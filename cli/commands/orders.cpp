#include "cli/commands/orders.hpp"

#include <unistd.h>

#include <string>

#include "cli/commands/each_reading.hpp"
#include "cli/input/input.hpp"
#include "cli/input/named_objects.hpp"
#include "cli/report/dot.hpp"
#include "cli/report/orders.hpp"
#include "cli/report/reading.hpp"
#include "cli/terminal/layout.hpp"
#include "cli/terminal/output.hpp"
#include "solver/orders.hpp"
#include "solver/precedence.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {
namespace {

class Lister {
 public:
  Lister(const Options& options, const std::atomic<bool>& interrupted)
      : options_(options), interrupted_(interrupted), each_reading_(options, interrupted) {}

  ExitCode run() {
    return each_reading_.of_files(
        [&](const Scenario& scenario, const Framework& framework) { return one(scenario, framework); });
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
    const std::string where = printable(scenario.source.name) + " " + in_brackets(framework);
    return options_.count ? tell(orders.count(), framework, where) : tell(list(orders), framework, where);
  }

  ListedOrders list(Orders& orders) {
    ListedOrders listed;
    listed.stopped = orders
                         .each([&](const LifecycleOrder& order) {
                           listed.more = options_.limit > 0 && listed.shown == options_.limit;
                           if (listed.more) return false;
                           out_.write(render(order));
                           ++listed.shown;
                           return true;
                         })
                         .stopped;
    return listed;
  }

  template <class Result>
  ExitCode tell(const Result& result, const Framework& framework, const std::string& where) {
    out_.write(render(result, framework));
    err_.write(render_refusal(result, where));
    return result.stopped ? ExitCode::unknown : ExitCode::expected;
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
      if (matrix.is_decided()) return ExitCode::expected;
      err_.write("afterlife: not all pairs were decided in time; the graph lacks orders\n");
    } catch (const Stopped& stopped) {
      if (!stopped.by_deadline()) throw;
      err_.write("afterlife: " + why_ended(stopped) + " before the orders were known\n");
    }
    return ExitCode::unknown;
  }

  const Options& options_;
  const std::atomic<bool>& interrupted_;
  Output out_{STDOUT_FILENO}, err_{STDERR_FILENO};
  EachReading each_reading_;
};

}  // namespace

ExitCode print_orders(const Options& options, const std::atomic<bool>& interrupted) {
  return Lister(options, interrupted).run();
}

}  // namespace afterlife
