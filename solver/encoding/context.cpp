#include "solver/encoding/context.hpp"

#include <algorithm>
#include <string>

#include "solver/encoding/cone.hpp"

namespace afterlife {

EncodingContext::EncodingContext(Kept<EventGraph> graph, Kept<OrderGraph> orders, z3::context& z3, bool waits_matter,
                                 Kept<Deadline> deadline, TrackedReasons* tracked, Cone& cone)
    : graph_(graph),
      orders_(orders),
      z3_(z3),
      waits_matter_(waits_matter),
      deadline_(deadline),
      tracked_(tracked),
      cone_(cone),
      definitions_(z3, cone) {
  for (int e = 0; e < graph->events.size(); ++e) {
    happens_.push_back(z3.bool_const(("happens!" + std::to_string(e)).c_str()));
    position_.push_back(z3.int_const(("at!" + std::to_string(e)).c_str()));
    mentions_.emplace(happens_.back().id(), e);
  }
}

// Positions count back from the end. What an event needs follows from the event, so Z3 comes to the orders of a body
// from its end; each one then moves a single position, and not all of those that it has placed before.
z3::expr EncodingContext::precedes(int first, int then) const { return position_[first] > position_[then]; }

// `event` is before the moment. Where the order graph knows the answer, there is nothing to choose.
z3::expr EncodingContext::before(int event, int moment) {
  deadline_.keep();
  if (moment == kEnd) return happens_[event];
  if (event == moment) return z3_.bool_val(false);
  const bool always = orders_.ordered(event, moment);
  if (always || orders_.ordered(moment, event)) {
    const int first = always ? event : moment, then = always ? moment : event;
    if (settled_.emplace(first, then).second)
      cone_.add_condition(z3::implies(happens_[first] && happens_[then], precedes(first, then)));
    return always ? happens_[event] : z3_.bool_val(false);
  }
  const int low = std::min(event, moment), high = std::max(event, moment);
  auto found = earlier_.find({low, high});
  if (found == earlier_.end()) {
    const std::string name = "before!" + std::to_string(low) + "!" + std::to_string(high);
    const z3::expr earlier = z3_.bool_const(name.c_str());
    cone_.add_condition(z3::ite(earlier, precedes(low, high), precedes(high, low)));
    found = earlier_.emplace(std::pair{low, high}, earlier).first;
  }
  return happens_[event] && (event == low ? found->second : !found->second);
}

int EncodingContext::event_of(const z3::expr& constant) const {
  const auto found = mentions_.find(constant.id());
  return found == mentions_.end() ? -1 : found->second;
}

}  // namespace afterlife
