#include "tests/generate/shrink.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/generate/print_scenario.hpp"
#include "tests/generate/settle.hpp"

namespace afterlife {
namespace {

using Candidates = std::vector<Scenario>;

template <class T>
void erase_at(std::vector<T>& list, int index) {
  list.erase(list.begin() + index);
}

std::optional<ActionKind> simpler_than(ActionKind kind) {
  using K = ActionKind;
  switch (kind) {
    case K::context:
    case K::reference:
    case K::flush: return K::use;
    case K::complete:
    case K::remove:
    case K::unload:
    case K::close: return K::delete_;
    case K::cancel_and_wait: return K::cancel;
    case K::stop: return K::join;
    default: return std::nullopt;
  }
}

// Every way to take one action away, put its inner actions in its place, or empty one of its bodies.
void smaller_bodies(const Body& body, std::vector<Body>& out) {
  for (int i = 0; i < static_cast<int>(body.size()); ++i) {
    out.push_back(body);
    erase_at(out.back(), i);
    for (const Body& inner : body[i].bodies) {
      out.push_back(body);
      erase_at(out.back(), i);
      out.back().insert(out.back().begin() + i, inner.begin(), inner.end());
    }
    if (body[i].kind == ActionKind::choose && body[i].bodies.size() > 1)
      for (int b = 0; b < static_cast<int>(body[i].bodies.size()); ++b) {
        out.push_back(body);
        erase_at(out.back()[i].bodies, b);
      }
    for (std::size_t b = 0; b < body[i].bodies.size(); ++b) {
      std::vector<Body> inner;
      smaller_bodies(body[i].bodies[b], inner);
      for (Body& smaller : inner) {
        out.push_back(body);
        out.back()[i].bodies[b] = std::move(smaller);
      }
    }
    if (body[i].may_time_out) {
      out.push_back(body);
      out.back()[i].may_time_out = false;
    }
    if (body[i].failed_add) {
      out.push_back(body);
      out.back()[i].failed_add = false;
    }
    if (body[i].target.which == Mention::Which::each) {
      out.push_back(body);
      out.back()[i].target.which = Mention::Which::bare;
    }
    if (const std::optional<ActionKind> simpler = simpler_than(body[i].kind)) {
      out.push_back(body);
      out.back()[i].kind = *simpler;
      out.back()[i].failed_add = out.back()[i].may_time_out = false;
    }
  }
}

void with_smaller_bodies(const Scenario& s, Candidates& out) {
  int number = 0;
  for_each_body(s, [&](const Body& body) {
    std::vector<Body> smaller;
    smaller_bodies(body, smaller);
    for (Body& replacement : smaller) {
      Scenario made = s;
      int at = 0;
      for_each_body(made, [&](Body& other) {
        if (at++ == number) other = replacement;
      });
      made.default_teardown = made.default_teardown && number != 0;
      out.push_back(std::move(made));
    }
    ++number;
  });
}

bool speaks_of(const EventName& e, bool of_thread, int index) {
  const bool thread = e.kind == EventKind::thread_start || e.kind == EventKind::thread_end;
  return thread == of_thread && e.index == index;
}

void drop_mentions(Body& body, EntityKind entity, int index) {
  const auto is_it = [&](const Mention& m) { return m.entity == entity && m.index == index; };
  const auto renumber = [&](Mention& m) {
    if (m.entity == entity && m.index > index) --m.index;
  };
  std::erase_if(body, [&](const Action& a) { return is_it(a.target) || (a.other && is_it(*a.other)); });
  for (Action& a : body) {
    renumber(a.target);
    if (a.other) renumber(*a.other);
    for (Body& inner : a.bodies) drop_mentions(inner, entity, index);
  }
}

// Takes an object or thread away, with every action, assumption and check that names it.
Scenario without(Scenario s, EntityKind entity, int index) {
  const bool thread = entity == EntityKind::thread;
  for_each_body(s, [&](Body& body) { drop_mentions(body, entity, index); });
  const auto names_it = [&](const Order& o) {
    return speaks_of(o.first, thread, index) || speaks_of(o.then, thread, index);
  };
  std::erase_if(s.assume, names_it);
  std::erase_if(s.checks, [&](const Check& c) {
    if (c.kind != Check::Kind::never_hazard) return names_it(c.order);
    return !thread && c.of && c.of->index == index;
  });
  const auto renumber = [&](EventName& e) {
    const bool of_thread = e.kind == EventKind::thread_start || e.kind == EventKind::thread_end;
    if (of_thread == thread && e.index > index) --e.index;
  };
  for (Order& o : s.assume) renumber(o.first), renumber(o.then);
  for (Check& c : s.checks) {
    if (c.kind != Check::Kind::never_hazard) renumber(c.order.first), renumber(c.order.then);
    if (c.of && !thread && c.of->index > index) --c.of->index;
  }
  if (thread) {
    erase_at(s.threads, index);
    return s;
  }
  const std::optional<int> parent = s.objects[index].parent;
  for (ObjectDecl& o : s.objects) {
    if (o.parent == index) o.parent = parent;
    if (o.from == index) o.from.reset();
    if (o.parent && *o.parent > index) --*o.parent;
    if (o.from && *o.from > index) --*o.from;
  }
  for (ThreadDecl& t : s.threads) {
    std::erase_if(t.holds, [&](const Mention& m) { return m.index == index; });
    for (Mention& m : t.holds)
      if (m.index > index) --m.index;
  }
  erase_at(s.objects, index);
  return s;
}

template <class Change>
void changed(const Scenario& s, Candidates& out, const Change& change) {
  out.push_back(s);
  change(out.back());
}

// Without one of its properties or callbacks, or of the general type.
void simpler_object(const Scenario& s, int i, Candidates& out) {
  const ObjectDecl& o = s.objects[i];
  const auto with = [&](const auto& change) { changed(s, out, [&](Scenario& x) { change(x.objects[i]); }); };
  if (o.cleanup) with([](ObjectDecl& x) { x.cleanup.reset(); });
  if (o.destroy) with([](ObjectDecl& x) { x.destroy.reset(); });
  if (o.entry) with([](ObjectDecl& x) { x.entry.reset(); });
  for (int r = 0; r < static_cast<int>(o.removals.size()); ++r) with([&](ObjectDecl& x) { erase_at(x.removals, r); });
  if (o.from) with([](ObjectDecl& x) { x.from.reset(); });
  if (o.parent) with([](ObjectDecl& x) { x.parent.reset(); });
  if (o.count > 1) with([](ObjectDecl& x) { --x.count; });
  if (!o.pool.empty()) with([](ObjectDecl& x) { x.pool.clear(); });
  if (o.execution_level) with([](ObjectDecl& x) { x.execution_level.reset(); });
  if (o.periodic) with([](ObjectDecl& x) { x.periodic = false; });
  if (o.overlapping_runs > 1) with([](ObjectDecl& x) { --x.overlapping_runs; });
  if (o.type != "WDFOBJECT") with([](ObjectDecl& x) { x.type = "WDFOBJECT"; });
}

void without_parts(const Scenario& s, Candidates& out) {
  for (int i = 0; s.checks.size() > 1 && i < static_cast<int>(s.checks.size()); ++i)
    changed(s, out, [&](Scenario& x) { erase_at(x.checks, i); });
  for (int t = 0; t < static_cast<int>(s.threads.size()); ++t) out.push_back(without(s, EntityKind::thread, t));
  for (int o = 0; o < static_cast<int>(s.objects.size()); ++o) out.push_back(without(s, EntityKind::object, o));
  for (int i = 0; i < static_cast<int>(s.assume.size()); ++i)
    changed(s, out, [&](Scenario& x) { erase_at(x.assume, i); });
  for (int t = 0; t < static_cast<int>(s.threads.size()); ++t)
    for (int h = 0; h < static_cast<int>(s.threads[t].holds.size()); ++h)
      changed(s, out, [&](Scenario& x) { erase_at(x.threads[t].holds, h); });
  for (int i = 0; i < static_cast<int>(s.objects.size()); ++i) simpler_object(s, i, out);
  for (int t = 0; t < static_cast<int>(s.threads.size()); ++t)
    if (s.threads[t].irql != Irql::passive) changed(s, out, [&](Scenario& x) { x.threads[t].irql = Irql::passive; });
  for (int i = 0; i < static_cast<int>(s.checks.size()); ++i)
    if (s.checks[i].of) changed(s, out, [&](Scenario& x) { x.checks[i].of.reset(); });
  if (s.bounds.loop > 1) changed(s, out, [](Scenario& x) { --x.bounds.loop; });
  if (s.bounds.runs > 1) changed(s, out, [](Scenario& x) { --x.bounds.runs; });
}

// A number above the count, or one where there is no count any more.
void mend_numbers(Scenario& s) {
  const auto mend = [&](Mention& m) {
    if (m.entity != EntityKind::object || m.which != Mention::Which::numbered) return;
    m.number = std::min(m.number, s.objects[m.index].count);
    if (s.objects[m.index].count == 1) m.which = Mention::Which::bare, m.number = 0;
  };
  const auto mend_event = [&](EventName& e) {
    if (e.number == 0) return;
    e.number = s.objects[e.index].count == 1 ? 0 : std::min(e.number, s.objects[e.index].count);
  };
  for_each_mention(s, mend);
  for (ThreadDecl& t : s.threads)
    for (Mention& m : t.holds) mend(m);
  for (Order& o : s.assume) mend_event(o.first), mend_event(o.then);
  for (Check& c : s.checks) {
    if (c.kind != Check::Kind::never_hazard) mend_event(c.order.first), mend_event(c.order.then);
    if (c.of) mend_event(*c.of);
  }
}

// Names that nothing mentions any more.
void drop_unused_names(Scenario& s) {
  const auto used = [&](EntityKind entity) {
    bool found = false;
    for_each_mention(s, [&](const Mention& m) { found = found || m.entity == entity; });
    return found;
  };
  if (!used(EntityKind::lock)) s.locks.clear();
  if (!used(EntityKind::signal)) s.signals.clear();
  if (!used(EntityKind::flag)) s.flags.clear();
}

}  // namespace

Scenario shrink(Scenario failing, const std::function<bool(const Scenario&)>& still_fails) {
  for (bool smaller = true; smaller;) {
    smaller = false;
    const std::string text = print_scenario(failing);
    Candidates candidates;
    without_parts(failing, candidates);
    with_smaller_bodies(failing, candidates);
    for (Scenario& candidate : candidates) {
      mend_numbers(candidate);
      drop_unused_names(candidate);
      settle(candidate);
      // What follows from the rest comes back by itself.
      if (print_scenario(candidate) == text || !still_fails(candidate)) continue;
      failing = std::move(candidate);
      smaller = true;
      break;
    }
  }
  return failing;
}

std::string keep(const std::string& directory, const Scenario& scenario, const std::string& why) {
  const std::string text = print_scenario(scenario);
  std::filesystem::create_directories(directory);
  char name[32];
  std::snprintf(name, sizeof name, "%016zx.yaml", std::hash<std::string>()(text));
  const std::string path = directory + "/" + name;
  std::ofstream(path) << "# " << why << '\n' << text;
  return path;
}

}  // namespace afterlife
