#include "solver/orders.hpp"

#include <algorithm>
#include <map>
#include <ranges>
#include <utility>

#include "solver/linear_extensions/count.hpp"
#include "solver/machine/determinized.hpp"
#include "solver/orders/static_order.hpp"
#include "solver/reduction/lifecycle_slice.hpp"
#include "solver/reduction/symmetry.hpp"
#include "solver/util/big_integer.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {
struct Orders::Impl {
  Impl(const Scenario& given, Kept<Framework> framework, const OrderOptions& chosen)
      : options(chosen),
        scenario(bounded(given, framework, chosen)),
        instances(scenario, framework),
        machine(instances),
        deadline(chosen.timeout_seconds, chosen.interrupted),
        sets(
            machine, [this](const State&, const Step& step) { return label(step); },
            states_that_fit(instances, chosen.most_states, 2 * kObjectsInStates), deadline) {
    const std::vector<bool> alike = interchangeable(given, framework);
    for (std::size_t d = 0; d < scenario.objects.size(); ++d) {
      folded.push_back(!options.all_instances && alike[d]);
      looked_at.push_back(options.of.empty() || std::ranges::find(options.of, static_cast<int>(d)) != options.of.end());
    }
  }

  static Scenario bounded(Scenario scenario, const Framework& framework, const OrderOptions& options) {
    return slice_for_lifecycle(with_loop_bound(std::move(scenario), options.loop_bound), framework);
  }

  [[nodiscard]] Determinized::Label label(const Step& step) const {
    if (step.kind != Step::Kind::begin || !looked_at[instances[step.object].decl]) return -1;
    return 2 * static_cast<Determinized::Label>(step.object) + (step.phase == Phase::destroy ? 1 : 0);
  }
  [[nodiscard]] LifecycleEvent event(Determinized::Label label) const {
    const int object = static_cast<int>(label / 2);
    const Phase phase = label % 2 == 0 ? Phase::cleanup : Phase::destroy;
    return {phase, object, instances.name(object) + "." + std::string(name(phase))};
  }

  // Where nothing but a deletion happens: what is looked at, as one partial order.
  struct Plain {
    PartialOrder order;
    std::vector<Determinized::Label> labels;  // by element
    [[nodiscard]] int element(Determinized::Label label) const {
      const auto found = std::ranges::find(labels, label);
      return found == labels.end() ? -1 : static_cast<int>(found - labels.begin());
    }
  };
  [[nodiscard]] std::optional<Plain> plain() const;
  [[nodiscard]] CountingLimits limits() const;
  void each_plain(const Plain&, OrdersSeen&, const std::function<bool(const LifecycleOrder&)>& found) const;
  [[nodiscard]] OrdersCounted count_plain(const Plain&) const;
  [[nodiscard]] std::optional<OrdersShare> share_plain(const Plain&, Determinized::Label first,
                                                       Determinized::Label then) const;

  // Of alike instances, the first that comes is called the first one, and so on.
  [[nodiscard]] bool is_first_name(Determinized::Label label, const std::vector<int>& seen) const {
    const Instance& instance = instances[static_cast<int>(label / 2)];
    return !folded[instance.decl] || instance.number <= seen[instance.decl] + 1;
  }
  void note(Determinized::Label label, std::vector<int>& seen) const {
    const Instance& instance = instances[static_cast<int>(label / 2)];
    seen[instance.decl] = std::max(seen[instance.decl], instance.number);
  }

  OrderOptions options;
  Scenario scenario;
  Instances instances;
  Machine machine;
  std::vector<bool> folded, looked_at;  // by declaration
  Deadline deadline;
  Determinized sets;
};

Orders::Orders(const Scenario& scenario, Kept<Framework> framework, const OrderOptions& options)
    : impl_(std::make_unique<Impl>(scenario, framework, options)) {}
Orders::~Orders() = default;

OrdersSeen Orders::each(const std::function<bool(const LifecycleOrder&)>& found) {
  OrdersSeen seen;
  LifecycleOrder order;
  struct Level {
    int set;
    std::vector<std::pair<Determinized::Label, int>> next;  // doors
    std::size_t at = 0;
    std::vector<int> named;  // by declaration: the highest number of an instance that was seen
  };
  std::vector<Level> levels;
  // False when nobody wants more.
  const auto enter = [&](int set, std::vector<int> named) {
    const Determinized::End end = impl_->sets.end(set);
    if (end != Determinized::End::none) {
      ++seen.orders;
      order.rests = end == Determinized::End::rest;
      if (!found(order)) return false;
    }
    Level level{set, {}, 0, std::move(named)};
    for (const auto& [label, edge] : impl_->sets.after(set))
      if (impl_->is_first_name(label, level.named)) level.next.emplace_back(label, edge);
    levels.push_back(std::move(level));
    return true;
  };
  try {
    if (const auto plain = impl_->plain()) {
      impl_->each_plain(*plain, seen, found);
      return seen;
    }
    if (!enter(impl_->sets.start(), std::vector<int>(impl_->scenario.objects.size()))) return seen;
    while (!levels.empty()) {
      impl_->deadline.keep();
      Level& top = levels.back();
      if (top.at == top.next.size()) {
        levels.pop_back();
        if (!order.events.empty()) order.events.pop_back();
        continue;
      }
      const auto [label, edge] = top.next[top.at++];
      order.events.push_back(impl_->event(label));
      std::vector<int> named = top.named;
      impl_->note(label, named);
      if (!enter(impl_->sets.target(edge), std::move(named))) return seen;
    }
  } catch (const Stopped& stopped) {
    seen.stopped = stopped;
  }
  return seen;
}

std::optional<Orders::Impl::Plain> Orders::Impl::plain() const {
  const std::optional<StaticOrder> all = static_order(instances, deadline);
  if (!all) return std::nullopt;
  Plain plain;
  std::vector<int> kept;
  for (int object = 0; object < instances.size(); ++object) {
    const int cleanup = all->cleanup[static_cast<std::size_t>(object)];
    if (cleanup < 0 || !looked_at[instances[object].decl]) continue;
    for (const int phase : {0, 1}) {
      kept.push_back(cleanup + phase);
      plain.labels.push_back(2 * static_cast<Determinized::Label>(object) + phase);
    }
  }
  plain.order = options.of.empty() ? all->order : restricted(all->order, kept);
  return plain;
}

CountingLimits Orders::Impl::limits() const {
  CountingLimits limits;
  limits.steps = options.most_steps;
  limits.deadline = &deadline;
  return limits;
}

void Orders::Impl::each_plain(const Plain& plain, OrdersSeen& seen,
                              const std::function<bool(const LifecycleOrder&)>& found) const {
  // Of alike instances the first name comes first.
  PartialOrder order = plain.order;
  for (int e = 0; e + 2 < order.size; e += 2) {
    const Instance &one = instances[static_cast<int>(plain.labels[e] / 2)],
                   &next = instances[static_cast<int>(plain.labels[e + 2] / 2)];
    if (one.decl == next.decl && folded[one.decl]) order.before.emplace_back(e, e + 2);
  }
  LifecycleOrder shown;
  each_linear_extension(order, [&](const std::vector<int>& row, std::size_t same) {
    deadline.keep();
    shown.events.resize(same);
    for (std::size_t at = same; at < row.size(); ++at) shown.events.push_back(event(plain.labels[row[at]]));
    ++seen.orders;
    return found(shown);
  });
}

OrdersCounted Orders::Impl::count_plain(const Plain& plain) const {
  OrdersCounted counted;
  counted.at_once = true;
  const Counted all = count_linear_extensions(plain.order, limits());
  if (!all.number) {
    counted.stopped = Stopped(Stopped::Kind::too_large, all.why);
    return counted;
  }
  // Alike instances can be exchanged in every order, and no exchange leaves one as it is.
  std::vector<int> alike(folded.size());
  BigInt number = *all.number;
  for (int e = 0; e < plain.order.size; e += 2)
    if (const int d = instances[static_cast<int>(plain.labels[e] / 2)].decl; folded[d]) number /= ++alike[d];
  counted.number = number.str();
  counted.cut = "0";
  return counted;
}

std::optional<OrdersShare> Orders::Impl::share_plain(const Plain& plain, Determinized::Label first,
                                                     Determinized::Label then) const {
  const Counted all = count_linear_extensions(plain.order, limits());
  if (!all.number) return std::nullopt;
  const int a = plain.element(first), b = plain.element(then);
  const std::string whole = all.number->str(), comes = b < 0 ? "0" : whole;
  if (a < 0 || b < 0) return OrdersShare{"0", comes, whole};
  PartialOrder with = plain.order;
  with.before.emplace_back(a, b);
  const Counted some = count_linear_extensions(with, limits());
  // Where `then` is forced to come first, the pair makes a circle.
  if (!some.number && some.refused != Counted::Refused::goes_in_circles) return std::nullopt;
  return OrdersShare{some.number ? some.number->str() : "0", comes, whole};
}

std::optional<OrdersShare> Orders::share(const EventName& first, const EventName& then) {
  const auto label = [&](const EventName& name) {
    const int object = impl_->instances.id(name.index, std::max(name.number, 1));
    return 2 * static_cast<Determinized::Label>(object) + (name.kind == EventKind::destroy ? 1 : 0);
  };
  const Determinized::Label a = label(first), b = label(then);
  try {
    if (const auto plain = impl_->plain()) return impl_->share_plain(*plain, a, b);
    // Every set has seen a fixed number of events, so the sets of one length come after all longer ones.
    std::vector<std::vector<int>> lengths{{impl_->sets.start()}};
    while (!lengths.back().empty()) {
      std::vector<int> longer;
      for (const int set : lengths.back())
        for (const auto& [event, edge] : impl_->sets.after(set)) longer.push_back(impl_->sets.target(edge));
      std::ranges::sort(longer);
      longer.erase(std::unique(longer.begin(), longer.end()), longer.end());
      lengths.push_back(std::move(longer));
    }
    struct Continuations {
      BigInt all = 0;       // orders that go on from here
      BigInt with_b = 0;    // in which b is still to come
      BigInt a_then_b = 0;  // in which both are, in this order
    };
    std::map<int, Continuations> known;
    for (const std::vector<int>& sets : lengths | std::views::reverse)
      for (const int set : sets) {
        Continuations sum;
        if (impl_->sets.end(set) != Determinized::End::none) sum.all = 1;
        for (const auto& [event, edge] : impl_->sets.after(set)) {
          const Continuations& further = known[impl_->sets.target(edge)];
          sum.all += further.all;
          sum.with_b += event == b ? further.all : further.with_b;
          if (event != b) sum.a_then_b += event == a ? further.with_b : further.a_then_b;
        }
        known[set] = std::move(sum);
      }
    const Continuations& whole = known.at(impl_->sets.start());
    return OrdersShare{whole.a_then_b.str(), whole.with_b.str(), whole.all.str()};
  } catch (const Stopped&) {
    return std::nullopt;
  }
}

OrdersCounted Orders::count() {
  struct Sum {
    BigInt all = 0, cut = 0;
  };
  // What is still to come depends on the set alone: the instances that were seen are seen in each of its states.
  std::map<int, Sum> known;
  struct Level {
    int set;
    std::vector<int> named;  // as in `each`
    std::vector<std::pair<Determinized::Label, int>> next;
    Sum sum;
  };
  std::vector<Level> levels;
  const auto enter = [&](int set, std::vector<int> named) {
    Level level{set, std::move(named), {}, {}};
    const Determinized::End end = impl_->sets.end(set);
    if (end != Determinized::End::none) level.sum.all = 1;
    if (end == Determinized::End::cut) level.sum.cut = 1;
    for (const auto& [label, edge] : impl_->sets.after(set))
      if (impl_->is_first_name(label, level.named)) level.next.emplace_back(label, edge);
    levels.push_back(std::move(level));
  };
  OrdersCounted counted;
  try {
    if (const auto plain = impl_->plain()) return impl_->count_plain(*plain);
    const int start = impl_->sets.start();
    enter(start, std::vector<int>(impl_->scenario.objects.size()));
    while (!levels.empty()) {
      Level& top = levels.back();
      if (top.next.empty()) {
        known[top.set] = std::move(top.sum);
        levels.pop_back();
        continue;
      }
      const auto [label, edge] = top.next.back();
      const int next = impl_->sets.target(edge);
      if (const auto found = known.find(next); found != known.end()) {
        top.sum.all += found->second.all;
        top.sum.cut += found->second.cut;
        top.next.pop_back();
        continue;
      }
      std::vector<int> named = top.named;
      impl_->note(label, named);
      enter(next, std::move(named));  // and come back to this edge, with what is behind it known
    }
    counted.number = known.at(start).all.str();
    counted.cut = known.at(start).cut.str();
  } catch (const Stopped& stopped) {
    counted.stopped = stopped;
  }
  return counted;
}

}  // namespace afterlife
