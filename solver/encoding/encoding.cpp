#include "solver/encoding/encoding.hpp"

#include "solver/encoding/terms.hpp"

#include <algorithm>
#include <utility>

namespace afterlife {

Encoding::Encoding(Kept<EventGraph> graph, Kept<OrderGraph> orders, z3::context& z3, bool waits_matter,
                   Kept<Deadline> deadline, TrackedReasons* tracked)
    : events_(graph->events),
      instances_(graph->instances),
      may_(graph->may),
      orders_(orders),
      z3_(z3),
      waits_matter_(waits_matter),
      deadline_(deadline),
      tracked_(tracked),
      reasons_(instances_) {
  for (int e = 0; e < events_.size(); ++e) {
    happens_.push_back(z3.bool_const(("happens!" + std::to_string(e)).c_str()));
    position_.push_back(z3.int_const(("at!" + std::to_string(e)).c_str()));
    mentions_.emplace(happens_.back().id(), e);
  }
  in_cone_.assign(events_.size(), false);
}

z3::expr Encoding::happens(int event) { return happens_[event]; }

// Positions count back from the end. What an event needs follows from the event, so Z3 comes to the orders of a body from
// its end; each one then moves a single position, and not all of those that it has placed before.
z3::expr Encoding::precedes(int first, int then) const { return position_[first] > position_[then]; }

// `event` is before the moment. Where the order graph knows the answer, there is nothing to choose.
z3::expr Encoding::before(int event, int moment) {
  deadline_.keep();
  if (moment == kEnd) return happens_[event];
  if (event == moment) return no();
  const bool always = orders_.ordered(event, moment);
  if (always || orders_.ordered(moment, event)) {
    const int first = always ? event : moment, then = always ? moment : event;
    if (settled_.emplace(first, then).second)
      side_conditions_.push_back(z3::implies(happens_[first] && happens_[then], precedes(first, then)));
    return always ? happens_[event] : no();
  }
  const int low = std::min(event, moment), high = std::max(event, moment);
  auto found = earlier_.find({low, high});
  if (found == earlier_.end()) {
    const std::string name = "before!" + std::to_string(low) + "!" + std::to_string(high);
    const z3::expr earlier = z3_.bool_const(name.c_str());
    side_conditions_.push_back(z3::ite(earlier, precedes(low, high), precedes(high, low)));
    found = earlier_.emplace(std::pair{low, high}, earlier).first;
  }
  return happens_[event] && (event == low ? found->second : !found->second);
}

// A constant that means the formula. Difference logic gives up where Z3 has to make one of its own, which it does for
// whatever is counted and is none.
z3::expr Encoding::named(const z3::expr& meaning) {
  if (meaning.is_const()) return meaning;
  if (const auto found = named_.find(meaning.id()); found != named_.end()) return found->second;
  const z3::expr constant = z3_.bool_const(("counted!" + std::to_string(named_.size())).c_str());
  named_.emplace(meaning.id(), constant);
  definitions_.emplace(constant.id(), Definition{constant, meaning, true});
  side_conditions_.push_back(constant == meaning);
  return constant;
}

}  // namespace afterlife
