#include "solver/precedence.hpp"

#include <cstdint>

#include "solver/check.hpp"

namespace afterlife {
namespace {

// By event, those that always come after it, as bits.
using Rows = std::vector<std::vector<std::uint64_t>>;

Rows rows_of(const PrecedenceMatrix& matrix) {
  const auto words = static_cast<std::size_t>(matrix.size()) / 64 + 1;
  Rows after(static_cast<std::size_t>(matrix.size()), std::vector<std::uint64_t>(words));
  for (int i = 0; i < matrix.size(); ++i)
    for (int j = 0; j < matrix.size(); ++j)
      if (i != j && matrix.at(i, j) == Relation::before) after[i][j / 64] |= std::uint64_t{1} << (j % 64);
  return after;
}

void explain(std::vector<HasseEdge>& edges, const PrecedenceMatrix& matrix, const Scenario& scenario,
             const Framework& framework, const PrecedenceOptions& options) {
  Scenario asking = scenario;
  asking.checks.clear();
  for (const HasseEdge& edge : edges) {
    Check check;
    check.kind = Check::Kind::always;
    check.order = {matrix.event(edge.first).name, matrix.event(edge.then).name, {}};
    check.text = "always " + check.order.first.text + " before " + check.order.then.text;
    asking.checks.push_back(std::move(check));
  }
  CheckOptions asked;
  asked.loop_bound = options.loop_bound;
  asked.timeout_seconds = options.timeout_seconds;
  asked.total_seconds = options.timeout_seconds;
  asked.shortest = false;
  asked.explain = true;
  asked.self_check = options.self_check;
  asked.interrupted = options.interrupted;
  std::size_t at = 0;
  check_all(asking, framework, asked, [&](const Verdict& verdict) {
    HasseEdge& edge = edges[at++];
    if (verdict.kind == VerdictKind::holds) edge.because = verdict.because;
  });
}

}  // namespace

std::vector<HasseEdge> hasse_diagram(const PrecedenceMatrix& matrix, const Scenario& scenario,
                                     const Framework& framework, const PrecedenceOptions& options,
                                     std::size_t most_explained) {
  const Rows after = rows_of(matrix);
  std::vector<HasseEdge> edges;
  for (int i = 0; i < matrix.size(); ++i) {
    // What comes after something that comes after it follows from that.
    std::vector<std::uint64_t> direct = after[i];
    for (int k = 0; k < matrix.size(); ++k)
      if ((after[i][k / 64] >> (k % 64) & 1) != 0)
        for (std::size_t w = 0; w < direct.size(); ++w) direct[w] &= ~after[k][w];
    for (int j = 0; j < matrix.size(); ++j)
      if ((direct[j / 64] >> (j % 64) & 1) != 0) edges.push_back({i, j, {}});
  }
  if (!edges.empty() && edges.size() <= most_explained) explain(edges, matrix, scenario, framework, options);
  return edges;
}

}  // namespace afterlife
