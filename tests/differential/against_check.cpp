#include "solver/check.hpp"
#include "tests/differential/compare.hpp"

namespace afterlife::differential {
namespace {

naive::NaiveAnswer further_on(Scenario scenario, const Framework& framework, std::size_t limit) {
  ++scenario.bounds.loop;
  ++scenario.bounds.runs;
  return naive::answer(scenario, framework, scenario.bounds.loop, limit);
}

}  // namespace

std::vector<Difference> against_check(const Scenario& scenario, const Framework& framework,
                                      const naive::NaiveAnswer& expected, Engine engine, double timeout,
                                      std::size_t& unknowns) {
  CheckOptions options;
  options.timeout_seconds = timeout;
  options.engine = engine == Engine::z3 ? CheckOptions::Engine::z3 : CheckOptions::Engine::graph_then_z3;
  options.slice = engine != Engine::whole;
  const std::vector<Verdict> verdicts = check_all(scenario, framework, options);
  if (verdicts.size() != scenario.checks.size()) return {{0, "one verdict for each check was expected"}};
  std::vector<Difference> differences;
  std::optional<naive::NaiveAnswer> further;  // with one more round and run: what is exact must hold there too
  for (std::size_t c = 0; c < verdicts.size(); ++c) {
    const Verdict& v = verdicts[c];
    const naive::CheckAnswer& a = expected.checks[c];
    if (v.kind == VerdictKind::error) {
      differences.push_back({c, "the checker broke off: " + v.reason});
      continue;
    }
    if (a.verdict == VerdictKind::unknown) continue;
    if (v.kind == VerdictKind::unknown) {
      ++unknowns;
      continue;
    }
    std::optional<std::uint64_t> length;
    if (v.execution) length = v.execution->length;
    if (a.verdict != v.kind || a.length != length)
      differences.push_back({c, "naive: " + in_words(a.verdict, a.length) + "; checker: " + in_words(v.kind, length)});
    if (length || !v.exact) continue;
    if (!further) further = further_on(scenario, framework, 4 * expected.states + 1000);
    const naive::CheckAnswer& b = further->checks[c];
    if (b.verdict != VerdictKind::unknown && b.length)
      differences.push_back({c, "said to be exact, but with one more round and run: " + in_words(b.verdict, b.length)});
  }
  return differences;
}

}  // namespace afterlife::differential
