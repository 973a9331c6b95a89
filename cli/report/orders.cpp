#include "cli/report/orders.hpp"

#include "cli/report/reading.hpp"
#include "cli/terminal/layout.hpp"

namespace afterlife {
namespace {

// Never a bound that nobody hears of.
std::string refusal(const std::optional<Stopped>& stopped, const std::string& where, const std::string& to_be_done,
                    const std::string& more_help) {
  if (!stopped || stopped->by_deadline()) return "";
  const bool of_states = stopped->kind() == Stopped::Kind::too_many_states;
  return "afterlife: " + where + ": too large to be " + to_be_done + ": " + stopped->detail() + "\n  help: " +
         (of_states ? "leave out threads, callbacks and objects that the question is not about"
                    : "--of NAMES looks at the callbacks of some objects only") +
         more_help + "\n";
}

}  // namespace

std::string render(const LifecycleOrder& order) {
  std::string line;
  for (const LifecycleEvent& event : order.events) line += (line.empty() ? "" : " < ") + printable(event.name);
  if (order.events.empty()) line = "(nothing happens)";
  return line + (order.rests ? "\n" : "  (cut at a bound)\n");
}

std::string render(const ListedOrders& listed, const Framework& framework) {
  const std::string number = counted(listed.shown, "order", "orders");
  if (listed.stopped && listed.stopped->by_deadline())
    return number + " so far, then " + why_ended(*listed.stopped) + under(framework);
  if (listed.stopped) return listed.shown > 0 ? number + " so far, and not all were found" + under(framework) : "";
  return (listed.more ? "the first " + number + ", and there are more" : number) + under(framework);
}

std::string render(const OrdersCounted& counted, const Framework& framework) {
  if (counted.stopped)
    return counted.stopped->by_deadline() ? "not counted: " + why_ended(*counted.stopped) + under(framework) : "";
  const std::string cut = counted.cut == "0" ? "" : ", " + counted.cut + " of them cut at a bound";
  return counted.number + (counted.number == "1" ? " order" : " orders") + cut + under(framework);
}

std::string render_refusal(const ListedOrders& listed, const std::string& where) {
  return refusal(listed.stopped, where, "gone through", "");
}

std::string render_refusal(const OrdersCounted& counted, const std::string& where) {
  return refusal(counted.stopped, where, "counted", "; --limit N may list the first orders");
}

}  // namespace afterlife
