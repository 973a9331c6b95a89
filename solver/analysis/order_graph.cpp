#include "solver/analysis/order_graph.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>

#include "solver/analysis/must_analysis.hpp"

namespace afterlife {
namespace {

using Bits = std::vector<std::uint64_t>;

bool test(const Bits& bits, int i) { return (bits[i / 64] >> (i % 64) & 1) != 0; }
void put(Bits& bits, int i) { bits[i / 64] |= std::uint64_t{1} << (i % 64); }

bool merge(Bits& into, const Bits& more) {
  bool grew = false;
  for (std::size_t w = 0; w < into.size(); ++w) {
    grew = grew || (more[w] & ~into[w]) != 0;
    into[w] |= more[w];
  }
  return grew;
}

// Everything that has happened once the need is met. Several ways: what they have in common.
Bits met(const Need& need, const std::vector<Bits>& before) {
  const std::size_t words = before.empty() ? 0 : before.front().size();
  if (need.kind == Need::Kind::event) {
    Bits bits = before[need.event];
    put(bits, need.event);
    return bits;
  }
  if (need.kind == Need::Kind::all) {
    Bits bits(words, 0);
    for (const Need& part : need.parts) merge(bits, met(part, before));
    return bits;
  }
  Bits bits(words, ~std::uint64_t{0});
  for (const Need& part : need.parts) {
    const Bits one = met(part, before);
    for (std::size_t w = 0; w < words; ++w) bits[w] &= one[w];
  }
  return bits;  // no way at all: everything, so the event is before itself, and impossible
}

}  // namespace

struct OrderGraph::Graph {
  using Edges = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, int>;
  Edges edges;
  std::vector<Reason> reasons;  // by edge property

  void add(int then, int first, const Reason& reason) {
    boost::add_edge(then, first, static_cast<int>(reasons.size()), edges);
    reasons.push_back(reason);
  }
};

OrderGraph::OrderGraph(Kept<Events> kept, Knows knows, const Deadline& deadline)
    : events_(kept), graph_(std::make_unique<Graph>()) {
  const Events& events = events_;
  MustAnalysis needs = must_analysis(events, MayAnalysis(events, deadline), deadline);
  if (knows == Knows::structure) needs = structure_of(std::move(needs));
  needs_ = std::move(needs.of);
  ordered_pairs_ = std::move(needs.ordered_pairs);
  graph_->edges = Graph::Edges(events.size());
  for (int then = 0; then < events.size(); ++then) {
    deadline.keep();
    // Those that hold without a case distinction, as edges from `then` back to what it needs.
    std::deque<const Need*> simple;
    for (const Need& need : needs_[then]) simple.push_back(&need);
    for (; !simple.empty(); simple.pop_front()) {
      const Need& need = *simple.front();
      if (need.kind == Need::Kind::event)
        graph_->add(then, need.event, need.reason);
      else if (need.kind == Need::Kind::all || need.parts.size() == 1)
        for (const Need& part : need.parts) simple.push_back(&part);
    }
  }
  close(deadline);
}

OrderGraph::~OrderGraph() = default;

void OrderGraph::close(const Deadline& deadline) {
  const int n = events_.size();
  before_.assign(n, Bits((n + 63) / 64, 0));
  // Events are made roughly in the order of bodies, so few rounds reach the fixpoint.
  for (bool grew = true; grew;) {
    grew = false;
    for (int e = 0; e < n; ++e)
      for (const Need& need : needs_[e]) {
        deadline.keep();
        grew = merge(before_[e], met(need, before_)) || grew;
      }
  }
  std::map<Agent, int> agents;
  agent_.assign(n, -1);
  for (const Event& event : events_.all())
    if (event.agent.kind != Agent::Kind::framework)
      agent_[event.id] = agents.try_emplace(event.agent, static_cast<int>(agents.size())).first->second;
  events_of_.resize(agents.size());
  for (int e = 0; e < n; ++e)
    if (agent_[e] >= 0) events_of_[agent_[e]].push_back(e);
  ordered_after_.resize(n);
  for (const auto& [first, then] : ordered_pairs_) ordered_after_[first].push_back(then);
}

int OrderGraph::latest_required(int then, int agent) const {
  const auto [known, asked_first] = latest_.try_emplace({then, agent}, -1);
  if (asked_first) {
    const std::vector<int>& own = events_of_[agent];
    const auto latest =
        std::find_if(own.rbegin(), own.rend(), [&](int m) { return m == then || test(before_[then], m); });
    if (latest != own.rend()) known->second = *latest;
  }
  return known->second;
}

bool OrderGraph::requires_before(int then, int first) const { return test(before_[then], first); }

bool OrderGraph::impossible(int event) const { return test(before_[event], event); }

bool OrderGraph::ordered(int first, int then) const {
  if (first == then) return false;
  if (test(before_[then], first)) return true;
  if (agent_[first] >= 0) {
    // Events of one agent are numbered in program order, members of one `each` excepted.
    const int latest = latest_required(then, agent_[first]);
    const bool members =
        latest >= 0 && events_.at(latest).group >= 0 && events_.at(latest).group == events_.at(first).group;
    if (latest > first && !members) return true;
  }
  return std::ranges::any_of(ordered_after_[first],
                             [&](int later) { return later == then || test(before_[then], later); });
}

std::vector<Reason> OrderGraph::why(int first, int then) const {
  const auto& edges = graph_->edges;
  std::vector<int> next(boost::num_vertices(edges), -1);
  auto recorder = boost::record_predecessors(next.data(), boost::on_tree_edge{});
  boost::breadth_first_search(edges, then, boost::visitor(boost::make_bfs_visitor(recorder)));
  if (next[first] < 0) return {};
  std::vector<Reason> chain;
  for (int e = first; e != then; e = next[e]) {
    const auto [edge, found] = boost::edge(next[e], e, edges);
    if (found) chain.push_back(graph_->reasons[edges[edge]]);
  }
  return chain;
}

std::uint64_t OrderGraph::edges() const { return graph_->reasons.size() + ordered_pairs_.size(); }

}  // namespace afterlife
