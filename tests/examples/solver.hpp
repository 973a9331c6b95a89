// What the examples of solver/ use without declaring it.
//
//   const Instances& instances = examples::instances;
#pragma once

#include <atomic>
#include <fstream>
#include <functional>
#include <unordered_set>

#include "solver/check/proof.hpp"
#include "solver/check/whole_scenario.hpp"
#include "solver/conformance/actors.hpp"
#include "solver/conformance/obstacles.hpp"
#include "solver/conformance/resolved_event.hpp"
#include "solver/encoding/decoding.hpp"
#include "solver/encoding/encoding.hpp"
#include "solver/encoding/goal_formula.hpp"
#include "solver/encoding/z3_context.hpp"
#include "solver/explain/explain.hpp"
#include "solver/instances/event_names.hpp"
#include "solver/linear_extensions/budget.hpp"
#include "solver/linear_extensions/polynomials.hpp"
#include "solver/linear_extensions/poset.hpp"
#include "solver/linear_extensions/residues.hpp"
#include "solver/linear_extensions/two_core.hpp"
#include "solver/machine/query/queries.hpp"
#include "solver/machine/state.hpp"
#include "solver/machine/steps/steps.hpp"
#include "solver/precedence.hpp"
#include "solver/search/search.hpp"
#include "solver/search/unsat_core.hpp"
#include "tests/examples/model.hpp"

namespace afterlife::examples {

extern const Instances instances;
extern const Instances whole, reduced;
extern const Machine machine;
extern const Machine whole_machine;
extern const MachineFacts machine_facts;
extern const Moment now;
extern Moment later;
extern const Standing at;
extern const Queries queries;
extern const Actions actions;
extern const Program program;
extern Effects effects;
extern const Rest rest;
extern const State here;
extern const Taking taking;
extern const Events events;
extern const MayAnalysis may;
extern const OrderGraph orders, structure;
extern const Deadline deadline;
extern const std::atomic<bool> interrupted;
extern z3::context z3;
extern SharedZ3 shared_z3;
extern z3::solver solver;
extern z3::expr question;
extern z3::expr_vector switches;
extern Encoding encoding;
extern TrackedReasons tracked;
extern Search search;
extern const EventGraph graph;
extern const IdleReduction reduction;
extern Found found;
extern RecordedEvent recorded;
extern bool possible_under(const Framework&);
Found search_in(const std::vector<Goal>&);
extern std::function<std::optional<bool>(const Framework&)> excludes;
extern int worker;
extern Agent step_agent;
extern CheckStats stats;
extern std::vector<Goal> goals, open;
extern Goal goal;
extern Lifted lifted;
extern Check check;
extern Verdict verdict;
extern Step step;
extern std::vector<Step> steps;
extern ThreadDecl thread;
extern ResolvedEvent event;
extern std::vector<const State*> states;
extern std::vector<Happened> happened;
extern Rule rule;
extern Action action;
extern PrecedenceMatrix matrix;
extern std::string head;
extern int memory, parent, child, object, declaration, a, b, e, o, pc;

extern PartialOrder order;
extern Hasse hasse;
extern Poset poset;
extern TwoCore core;
extern CountingLimits limits;
extern Budget budget;
extern Field field;
extern Fractions fractions;
extern std::vector<int> part;
extern std::uint64_t edges;
extern BigInt bound, total;
extern Residue volume;

std::vector<Step> an_execution_of(const Scenario&);
std::int64_t label_of(const Step&);
int dice();
Residue count_in(const Field&);
template <class... T>
void visit(const T&...);
template <class... T>
void draw(const T&...);
template <class... T>
void write(const T&...);
bool possible(const std::vector<Goal>&);

// Names that mean something else in these headers.
namespace solver_precedence {
extern PrecedenceOptions options;
}  // namespace solver_precedence
namespace solver_encoding_terms {
extern std::vector<int> events;
}  // namespace solver_encoding_terms
namespace solver_encoding_smt2 {
extern std::ofstream file;
}  // namespace solver_encoding_smt2

}  // namespace afterlife::examples
