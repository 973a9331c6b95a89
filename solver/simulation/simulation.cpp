#include "solver/simulation.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "model/hazard.hpp"
#include "solver/instances/instances.hpp"
#include "solver/machine/machine.hpp"

namespace afterlife {
namespace {

bool begins_callback(const Step& step) {
  return step.kind == Step::Kind::begin || step.kind == Step::Kind::run || step.kind == Step::Kind::call;
}

}  // namespace

struct Simulation::Impl {
  Impl(const Scenario& scenario, Kept<Framework> framework, int loop_bound)
      : scenario_(with_loop_bound(scenario, loop_bound)),
        instances_(scenario_, framework),
        machine_(instances_, loop_bound > 0 ? Machine::Rounds::bounded : Machine::Rounds::any),
        now_(machine_.initial()) {
    look();
  }

  void look();
  void take(std::size_t choice);
  bool undo();
  bool to_next_callback(const Deadline&);
  [[nodiscard]] std::vector<ObjectView> objects() const;
  [[nodiscard]] std::vector<AgentView> agents() const;
  [[nodiscard]] std::optional<AtRest> at_rest() const;
  [[nodiscard]] std::vector<Recorded> recorded(const Step&, const Effects&) const;
  [[nodiscard]] Recorded act(const Step&) const;

  Scenario scenario_;
  Instances instances_;
  Machine machine_;
  State now_;
  std::vector<Step> steps_;  // permitted now
  std::vector<Step> gone_;   // the steps that have been taken: undoing goes through them again
  std::vector<Choice> choices_;
  std::vector<Taken> taken_;
  std::vector<Begin> begins_;
  std::vector<std::size_t> begins_before_;  // how many there were before each step
};

Simulation::Simulation(const Scenario& scenario, Kept<Framework> framework, int loop_bound)
    : impl_(std::make_unique<Impl>(scenario, framework, loop_bound)) {}
Simulation::~Simulation() = default;

const std::vector<Simulation::Choice>& Simulation::permitted() const { return impl_->choices_; }
const std::vector<Simulation::Taken>& Simulation::taken() const { return impl_->taken_; }
const std::vector<Simulation::Begin>& Simulation::begins() const { return impl_->begins_; }
void Simulation::take(std::size_t choice) { impl_->take(choice); }
bool Simulation::undo() { return impl_->undo(); }
bool Simulation::to_next_callback(const Deadline& deadline) { return impl_->to_next_callback(deadline); }
std::vector<Simulation::ObjectView> Simulation::objects() const { return impl_->objects(); }
std::vector<Simulation::AgentView> Simulation::agents() const { return impl_->agents(); }
std::optional<Simulation::AtRest> Simulation::at_rest() const { return impl_->at_rest(); }

void Simulation::Impl::look() {
  steps_ = machine_.permitted(now_);
  choices_.clear();
  for (const Step& step : steps_) {
    Choice choice{machine_.describe(step.agent), machine_.describe(step), step.printed(), {}, {}};
    if (step.action != nullptr) choice.at = step.action->at;
    choice.why = machine_.reasons(now_, step);
    choices_.push_back(std::move(choice));
  }
}

void Simulation::Impl::take(std::size_t choice) {
  const Step step = steps_.at(choice);
  const Effects effects = machine_.apply(now_, step);
  Taken taken{choices_[choice].agent, choices_[choice].event, {}, recorded(step, effects), begins_callback(step)};
  for (const Hit& hit : effects.hits)
    taken.hits.push_back(std::string(facts(hit.hazard).id) +
                         (hit.object >= 0 ? " of " + instances_.name(hit.object) : ""));
  begins_before_.push_back(begins_.size());
  if (step.kind == Step::Kind::begin) begins_.push_back({step.object, step.phase});
  gone_.push_back(step);
  taken_.push_back(std::move(taken));
  look();
}

bool Simulation::Impl::undo() {
  if (taken_.empty()) return false;
  gone_.pop_back();
  taken_.pop_back();
  now_ = machine_.initial();
  for (const Step& step : gone_) machine_.apply(now_, step);
  begins_.resize(begins_before_.back());
  begins_before_.pop_back();
  look();
  return true;
}

// The shortest way to a state in which a callback can begin: breadth first, so that a loop leads nowhere.
bool Simulation::Impl::to_next_callback(const Deadline& deadline) {
  constexpr std::size_t kMostStates = 20'000;
  const std::size_t most = states_that_fit(instances_, kMostStates, 2 * kObjectsInStates);
  struct Met {
    State state;
    std::size_t from, choice;  // the state before, and which of its steps led here
  };
  std::vector<Met> met{{now_, 0, 0}};
  std::unordered_set<State, StateHash> seen{now_};
  for (std::size_t at = 0; at < met.size() && met.size() < most; ++at) {
    const std::vector<Step> steps = machine_.permitted(met[at].state);
    const auto begin = std::ranges::find_if(steps, begins_callback);
    if (begin != steps.end()) {
      std::vector<std::size_t> way{static_cast<std::size_t>(begin - steps.begin())};
      for (std::size_t back = at; back != 0; back = met[back].from) way.push_back(met[back].choice);
      while (!way.empty()) {
        take(way.back());
        way.pop_back();
      }
      return true;
    }
    for (std::size_t choice = 0; choice < steps.size() && met.size() < most; ++choice) {
      deadline.keep();
      State next = met[at].state;
      machine_.apply(next, steps[choice]);
      if (seen.insert(next).second) met.push_back({std::move(next), at, choice});
    }
  }
  return false;
}

std::vector<Simulation::ObjectView> Simulation::Impl::objects() const {
  const State& state = now_;
  std::vector<ObjectView> views;
  for (int object = 0; object < instances_.size(); ++object) {
    ObjectView view{instances_.name(object), {}, machine_.references(state, object)};
    const auto phase = [&](Phase of, const char* during, const char* after) {
      if (machine_.ended(state, object, of))
        view.condition += after;
      else if (machine_.begun(state, object, of))
        view.condition += during;
    };
    if (!machine_.born(state, object))
      view.condition = "not created";
    else
      view.condition = machine_.in_deletion(state, object) ? "in a deletion" : "in use";
    phase(Phase::cleanup, ", being cleaned up", ", cleaned up");
    phase(Phase::destroy, ", being destroyed", ", destroyed");
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<Simulation::AgentView> Simulation::Impl::agents() const {
  const State& state = now_;
  std::vector<Agent> all{{Agent::Kind::teardown, -1, 0}};
  for (int t = 0; t < static_cast<int>(scenario_.threads.size()); ++t) all.push_back({Agent::Kind::thread, t, 0});
  for (int object = 0; object < instances_.size(); ++object) {
    all.push_back({Agent::Kind::cleanup, object, 0});
    all.push_back({Agent::Kind::destroy, object, 0});
    if (!instances_.decl(object).entry) continue;
    for (int run = 0; run < instances_.decl(object).overlapping_runs; ++run)
      all.push_back({Agent::Kind::run, object, run});
  }
  std::vector<AgentView> views;
  for (const Agent agent : all) {
    if (!machine_.active(state, agent)) continue;
    AgentView view{machine_.describe(agent), "can go on"};
    if (std::ranges::find(steps_, agent, &Step::agent) == steps_.end())
      view.condition = machine_.waiting(state, agent).words;
    views.push_back(std::move(view));
  }
  return views;
}

std::optional<Simulation::AtRest> Simulation::Impl::at_rest() const {
  const State& state = now_;
  const std::optional<Rest> rest = machine_.at_rest(state);
  if (!rest) return std::nullopt;
  AtRest found;
  for (int object = 0; object < instances_.size(); ++object)
    if (machine_.leaked(state, object)) found.leaked.push_back(instances_.name(object));
  for (const Agent agent : rest->waiting) found.waiting.push_back(machine_.describe(agent));
  return found;
}

Simulation::Recorded Simulation::Impl::act(const Step& step) const {
  Recorded made;
  made.event = std::string(word_of(*step.action));
  made.by = machine_.describe(step.agent);
  const Mention& target = step.action->target;
  const std::string name = scenario_.name_of(target);
  switch (target.entity) {
    case EntityKind::object: made.object = step.object >= 0 ? instances_.name(step.object) : name; break;
    case EntityKind::thread: made.thread = name; break;
    case EntityKind::lock: made.lock = name; break;
    case EntityKind::signal: made.signal = name; break;
    case EntityKind::flag: made.flag = name; break;
  }
  return made;
}

std::vector<Simulation::Recorded> Simulation::Impl::recorded(const Step& step, const Effects& effects) const {
  std::vector<Recorded> found;
  bool marked = false;  // the act is a begin of something itself
  for (const Mark& mark : effects.marks) {
    if (mark.kind == EventKind::run && mark.callback->name == kNamelessRun)
      continue;  // nobody is called who could tell
    Recorded made;
    switch (mark.kind) {
      case EventKind::create: made.event = "create"; break;
      case EventKind::delete_: made.event = "delete"; break;
      case EventKind::cleanup: made.event = "cleanup"; break;
      case EventKind::destroy: made.event = "destroy"; break;
      case EventKind::thread_start: made.event = "start"; break;
      case EventKind::thread_end: made.event = "end"; break;
      case EventKind::run: made.event = mark.callback->name; break;
    }
    if (made.event.empty()) continue;
    const bool of_thread = is_of_thread(mark.kind);
    (of_thread ? made.thread : made.object) =
        of_thread ? scenario_.threads[mark.index].name : instances_.name(mark.index);
    marked = marked || (step.kind == Step::Kind::act && mark.begins);
    // An instant is written once; what lasts, at both of its ends.
    const bool lasts = is_lifecycle(mark.kind) || mark.kind == EventKind::run;
    made.end = lasts && !mark.begins && mark.ends;
    if (mark.begins || made.end) found.push_back(std::move(made));
  }
  const bool acts = step.kind == Step::Kind::act;
  const bool instant = acts && (step.action->kind == ActionKind::create || requests_deletion(step.action->kind) ||
                                step.action->kind == ActionKind::start);
  if (acts && !marked && !instant) found.push_back(act(step));
  return found;
}

}  // namespace afterlife
