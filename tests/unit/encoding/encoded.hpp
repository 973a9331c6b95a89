// A small scenario, and what can be in it by the encoding alone: each question is asked of an encoding of its own.
//
//   const Encoded of(ScenarioBuilder().object("A").thread("T", {use("A")}));
//   CHECK(of.where(of.act(ActionKind::use, 0), [](Encoding& e, int now) { return e.deletions.cleaned(0, now); }) ==
//         Can{true, true});
#pragma once

#include <string>
#include <utility>

#include "model/reader/reader.hpp"
#include "solver/encoding/encoding.hpp"
#include "solver/encoding/z3_context.hpp"
#include "tests/support/build.hpp"

namespace afterlife {

using Can = std::pair<bool, bool>;  // it can be so; it can be otherwise

struct Encoded {
  Encoded(Scenario of, Framework under)
      : scenario(std::move(of)), framework(std::move(under)), graph(scenario, framework) {}
  explicit Encoded(const build::ScenarioBuilder& builder, Framework under = build::contract())
      : Encoded(builder.build(), std::move(under)) {}
  explicit Encoded(const std::string& text)
      : Encoded(read_scenario({"test.yaml", "scenario: x\n" + text}, read_framework("wdf").value()).value(),
                read_framework("wdf").value()) {}

  [[nodiscard]] int act(ActionKind kind, int object, int which = 0) const {
    return graph.events.acts(kind, EntityKind::object, object)[which];
  }

  template <class Ask>
  [[nodiscard]] bool possible(Ask ask) const {
    Z3Context context;
    Encoding encoding(graph, graph.orders, *context, false, deadline);
    z3::solver solver = solver_of_positions(*context);
    const z3::expr asked = ask(encoding);
    encoding.cone.add_to(solver, asked);
    solver.add(asked);
    return solver.check() == z3::sat;
  }
  // The same of executions that have come to rest.
  template <class Ask>
  [[nodiscard]] bool possible_at_rest(Ask ask) const {
    Z3Context context;
    Encoding encoding(graph, graph.orders, *context, true, deadline);
    z3::solver solver = solver_of_positions(*context);
    const z3::expr asked = ask(encoding) && encoding.end.is_at_rest();
    encoding.cone.add_everything_to(solver, asked);
    solver.add(asked);
    return solver.check() == z3::sat;
  }
  // Just before the event, where it happens.
  template <class Fact>
  [[nodiscard]] Can where(int event, Fact fact) const {
    return {possible([&](Encoding& e) { return e.context.happens(event) && fact(e, event); }),
            possible([&](Encoding& e) { return e.context.happens(event) && !fact(e, event); })};
  }

  const Scenario scenario;
  const Framework framework;
  const EventGraph graph;
  const Deadline deadline;
};

}  // namespace afterlife
