#include "tests/generate/settle.hpp"

#include <algorithm>
#include <stdexcept>

#include "tests/generate/own_framework.hpp"
#include "tests/generate/print_scenario.hpp"

namespace afterlife {
namespace {

// The only object of the type that it is below when it names no parent.
std::optional<int> default_parent(const Scenario& s, const ObjectDecl& of) {
  const std::string& wanted = type_of(of).parent.default_type;
  if (wanted.empty()) return std::nullopt;
  std::optional<int> found;
  for (int i = 0; i < static_cast<int>(s.objects.size()); ++i) {
    if (s.objects[i].type != wanted) continue;
    if (found || s.objects[i].count > 1) return std::nullopt;
    found = i;
  }
  return found && &s.objects[*found] != &of ? found : std::nullopt;
}

void settle_object(const Scenario& s, ObjectDecl& o, bool runs) {
  if (!o.parent) o.parent = default_parent(s, o);
  o.is_lock = has_role(o, "lock");
  const CallbackType* entry = type_of(o).entry();
  if (runs && !o.entry)
    o.entry = Callback{entry != nullptr ? entry->name : std::string(kNamelessRun), CallbackKind::entry, {}, {}};
  std::ranges::stable_sort(o.removals, {},
                           [&](const Callback& c) { return std::ranges::find(removal_order(), c.name); });
  std::size_t steps = 0;  // `from` may go in a circle
  for (std::optional<int> from = o.from; from && o.pool.empty() && steps < s.objects.size(); ++steps) {
    o.pool = s.objects[*from].pool;
    from = s.objects[*from].from;
  }
}

}  // namespace

const TypeDecl& type_of(const ObjectDecl& o) {
  const TypeDecl* type = framework_to_generate_for().type(o.type);
  if (type == nullptr) throw std::logic_error("no type " + o.type);
  return *type;
}

bool has_role(const ObjectDecl& o, const std::string& role) { return type_of(o).has_role(role); }

const std::vector<std::string>& removal_order() { return framework_to_generate_for().removal_order; }

void settle(Scenario& s) {
  for (ObjectDecl& o : s.objects) o.created = false;
  for (ThreadDecl& t : s.threads) t.started = false;
  std::vector<bool> runs(s.objects.size());
  for_each_body(s, [&](const Body& body) {
    for_each_action(body, [&](const Action& a) {
      if (a.kind == ActionKind::create) s.objects[a.target.index].created = true;
      if (a.kind == ActionKind::start) s.threads[a.target.index].started = true;
      if (a.kind == ActionKind::enqueue || a.kind == ActionKind::send) runs[a.target.index] = true;
    });
  });
  for (std::size_t i = 0; i < s.objects.size(); ++i) settle_object(s, s.objects[i], runs[i]);
  for (Check& c : s.checks) c.text = print_check(s, c);
}

}  // namespace afterlife
