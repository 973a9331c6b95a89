#include "solver/analysis/must_analysis.hpp"

#include <algorithm>

#include "solver/instances/event_names.hpp"
#include "solver/instances/reasons.hpp"

namespace afterlife {
namespace {

class MustAnalyser {
 public:
  MustAnalyser(const Events& events, const MayAnalysis& may, const Deadline& deadline)
      : events_(events),
        instances_(events.instances()),
        may_(may),
        scenario_(instances_.scenario()),
        reasons_(instances_),
        deadline_(deadline) {
    made_.of.resize(events.size());
  }

  MustAnalysis make() {
    for (const Event& event : events_.all()) {
      deadline_.keep();
      control(event);
      switch (event.kind) {
        case Event::Kind::cleanup_begins: cleanup_begins(event); break;
        case Event::Kind::destroy_begins: destroy_begins(event); break;
        case Event::Kind::passes_over: passes_over(event); break;
        case Event::Kind::run_begins: run_begins(event); break;
        case Event::Kind::act: act(event); break;
        case Event::Kind::resume: resume(event); break;
        default: break;
      }
    }
    assumptions();
    return std::move(made_);
  }

 private:
  static Need event_need(int event, Reason reason) { return {Need::Kind::event, event, {}, std::move(reason)}; }

  static Need any_of(const std::vector<int>& events, const Reason& reason) {
    Need need{Need::Kind::any, -1, {}, reason};
    for (const int e : events) need.parts.push_back(event_need(e, reason));
    return need;
  }

  void require(const Event& event, Need need) {
    deadline_.keep();
    made_.of[event.id].push_back(std::move(need));
  }

  // Program order: one of the ways into the event was gone, and what that way presupposes has happened.
  void control(const Event& event) {
    if (event.entries.empty()) return;
    const Reason order = reasons_.program_order(event.agent);
    Need ways{Need::Kind::any, -1, {}, order};
    for (const Entry& entry : event.entries) {
      Need way{Need::Kind::all, -1, {}, order};
      if (entry.from >= 0) way.parts.push_back(event_need(entry.from, order));
      for (const Literal& literal : entry.when)
        if (std::optional<Need> more = presupposes(literal)) way.parts.push_back(std::move(*more));
      ways.parts.push_back(std::move(way));
    }
    require(event, std::move(ways));
  }

  std::optional<Need> presupposes(const Literal& literal) const {
    if (literal.kind == Literal::Kind::started) {
      const auto& starts = events_.acts(ActionKind::start, EntityKind::thread, literal.id);
      return any_of(starts, reasons_.started(literal.id));
    }
    if (literal.kind != Literal::Kind::outcome) return std::nullopt;
    const Event& event = events_.at(literal.id);
    if (event.kind == Event::Kind::head && literal.value == 1)
      return any_of(stop_requests(event.agent.index), reasons_.asked_to_stop(event.agent.index));
    if (event.action != nullptr && event.action->target.entity == EntityKind::flag && literal.value == 1)
      return any_of(writers(event), reasons_.clear_at_first(event.action->target.index));
    return std::nullopt;
  }

  std::vector<int> stop_requests(int thread) const {
    std::vector<int> requests = events_.acts(ActionKind::request_stop, EntityKind::thread, thread);
    const auto& stops = events_.acts(ActionKind::stop, EntityKind::thread, thread);
    requests.insert(requests.end(), stops.begin(), stops.end());
    return requests;
  }

  std::vector<int> writers(const Event& test) const {
    const int flag = test.action->target.index;
    std::vector<int> found = events_.acts(ActionKind::set, EntityKind::flag, flag);
    for (const int e : events_.acts(ActionKind::test_and_set, EntityKind::flag, flag))
      if (e != test.id) found.push_back(e);
    return found;
  }

  void act(const Event& event) {
    const Action& action = *event.action;
    if (action.may_time_out) return;
    if (action.kind == ActionKind::join)
      require(event, event_need(events_.thread_end(action.target.index), reasons_.waits(action)));
    if (action.kind == ActionKind::wait)
      require(event, any_of(events_.acts(ActionKind::signal, EntityKind::signal, action.target.index),
                            reasons_.waits(action)));
  }

  void resume(const Event& event) {
    const Action& action = *event.action;
    if (action.kind == ActionKind::stop) {
      if (!action.may_time_out)
        require(event, event_need(events_.thread_end(action.target.index), reasons_.waits(action)));
      return;
    }
    if (!requests_deletion(action.kind)) return;
    if (event.targets.size() != 1 || event.targets.front().binding.kind != Binding::Kind::instance) return;
    const int root = event.targets.front().binding.id;
    if (!instances_[root].born_at_start) return;
    for (const int below : may_.subtree(root)) {
      if (!always_on_list(below, root)) continue;
      require(event, event_need(events_.end_of(below, Phase::cleanup), reasons_.waits(action, root, Phase::cleanup)));
      if (!may_.may_be_referenced(below))
        require(event, event_need(events_.end_of(below, Phase::destroy), reasons_.waits(action, root, Phase::destroy)));
    }
  }

  bool always_on_list(int below, int root) const {
    return std::ranges::all_of(may_.path(below, root), [&](int o) {
      return instances_[o].born_at_start && !(instances_.framework().deletion.leaves_list && may_.deletable(o));
    });
  }

  void cleanup_begins(const Event& event) {
    const int self = event.object;
    if (!instances_[self].born_at_start) require(event, any_of(may_.births_of(self), reasons_.created(self)));
    std::vector<int> requests;
    for (const int up : may_.path(self, -1))
      requests.insert(requests.end(), may_.deletes_of(up).begin(), may_.deletes_of(up).end());
    std::ranges::sort(requests);
    requests.erase(std::unique(requests.begin(), requests.end()), requests.end());
    require(event, any_of(requests, reasons_.in_deletion(self)));
    rules(event, Phase::cleanup);
  }

  // Something made it pending; runs begin one after the other, and, but for requests, before the cleanup of their
  // object. Where the cleanup waits for runs and spares none, it comes after each that happens.
  void run_begins(const Event& event) {
    const int self = event.object;
    const bool request = instances_.type(self).has_role("request");
    const ActionKind kind = request ? ActionKind::send : ActionKind::enqueue;
    require(event, any_of(may_.acts_on(kind, self), reasons_.made_pending(self)));
    const std::vector<Events::Run>& runs = events_.runs(self);
    if (event.run > 1) require(event, event_need(runs[event.run - 2].begins, reasons_.counted(self)));
    if (request) return;
    const Drain& drain = instances_.type(self).drain;
    const bool waits = drain.queued != Drain::Queued::not_drained && drain.own_delete != Drain::OwnDelete::inside;
    made_.ordered_pairs.emplace_back(waits ? runs[event.run - 1].ends : event.id,
                                     events_.begin_of(self, Phase::cleanup));
    if (waits) made_.ordered_pairs.emplace_back(event.id, events_.begin_of(self, Phase::cleanup));
  }

  void destroy_begins(const Event& event) {
    const int self = event.object;
    require(event, event_need(events_.end_of(self, Phase::cleanup), reasons_.cleanup_before_destroy(self)));
    rules(event, Phase::destroy);
    references(event);
  }

  void passes_over(const Event& event) {
    require(event,
            event_need(events_.end_of(event.object, Phase::cleanup), reasons_.cleanup_before_pass(event.object)));
    rules(event, Phase::destroy);
  }

  void rules(const Event& event, Phase then) {
    const int self = event.object;
    for (const Rule& rule : instances_.framework().rules) {
      if (rule.then != then) continue;
      for (const int other : may_.on_axis(rule, self)) {
        deadline_.keep();
        const int end = events_.end_of(other, rule.first);
        if (may_.always_applies(rule, other, self)) {
          require(event, event_need(end, reasons_.rule(rule, other, self)));
        } else if (born_before(rule, other)) {
          made_.ordered_pairs.emplace_back(end, event.id);
        }
      }
    }
  }

  // A child that is created later is born before its parent belongs to a deletion, where a deletion takes all at once.
  bool born_before(const Rule& rule, int other) const {
    const DeletionFacts& deletion = instances_.framework().deletion;
    return rule.axis == Axis::child && !deletion.leaves_list && deletion.takes == DeletionFacts::Takes::at_once &&
           !rule.unless && !instances_[other].born_at_start;
  }

  // As many references at the start as there are places that can drop one: each of these must have been passed.
  void references(const Event& event) {
    const int self = event.object;
    int at_start = 0;
    bool fixed = true;
    for (const int thread : events_.holders(self)) {
      fixed = fixed && !scenario_.threads[thread].started;
      ++at_start;
    }
    std::vector<int> drops = may_.acts_on(ActionKind::dereference, self);
    drops.insert(drops.end(), events_.releases(self).begin(), events_.releases(self).end());
    const bool all_needed =
        fixed && instances_[self].born_at_start && at_start > 0 && static_cast<int>(drops.size()) == at_start;
    if (all_needed)
      for (const int drop : drops) require(event, event_need(drop, reasons_.unreferenced(self)));
    for (const MayAnalysis::Holder& holder : may_.framework_holders(self))
      if (instances_[holder.object].born_at_start)
        require(event, event_need(holder.lets_go, reasons_.holds(*holder.reference, holder.object, self)));
  }

  void assumptions() {
    for (const Order& order : scenario_.assume) {
      const bool lifecycle = is_lifecycle(order.then.kind);
      const bool by_phase = is_lifecycle(order.first.kind);
      if (!lifecycle || !(by_phase || order.first.kind == EventKind::thread_end)) continue;
      const Reason reason = Reasons::assumed(order);
      const auto begin = [&](int then) -> const Event& {
        return events_.at(events_.begin_of(then, phase(order.then)));
      };
      if (!by_phase) {
        for (const int then : instances_of(instances_, order.then))
          require(begin(then), event_need(events_.thread_end(order.first.index), reason));
        continue;
      }
      for (const auto& [first, then] : pairs_of(instances_, order))
        if (instances_[first].born_at_start)
          require(begin(then), event_need(events_.end_of(first, phase(order.first)), reason));
    }
  }

  static Phase phase(const EventName& event) {
    return event.kind == EventKind::cleanup ? Phase::cleanup : Phase::destroy;
  }

  const Events& events_;
  const Instances& instances_;
  const MayAnalysis& may_;
  const Scenario& scenario_;
  const Reasons reasons_;
  const Deadline& deadline_;
  MustAnalysis made_;
};

// Whether something is left of the need. Of several ways one that needs nothing is enough.
bool only_structure(Need& need) {
  if (need.kind == Need::Kind::event) return need.reason.kind == Reason::Kind::program_order;
  std::size_t left = 0;
  for (Need& part : need.parts) left += only_structure(part) ? 1 : 0;
  if (need.kind == Need::Kind::any) return left == need.parts.size();
  std::erase_if(need.parts, [](Need& part) { return !only_structure(part); });
  return left > 0;
}

}  // namespace

MustAnalysis structure_of(MustAnalysis needs) {
  for (std::vector<Need>& of_event : needs.of)
    std::erase_if(of_event, [](Need& need) { return !only_structure(need); });
  needs.ordered_pairs.clear();
  return needs;
}

MustAnalysis must_analysis(const Events& events, const MayAnalysis& may, const Deadline& deadline) {
  return MustAnalyser(events, may, deadline).make();
}

}  // namespace afterlife
