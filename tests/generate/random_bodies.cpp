#include "tests/generate/random_bodies.hpp"

#include "tests/generate/actions.hpp"
#include "tests/generate/settle.hpp"

namespace afterlife {

Mention RandomBodies::mention(const Place& place, int index) {
  Mention m;
  if (place.object >= 0 && index < 0) {
    const ObjectDecl& own = s_.objects[place.object];
    if (chance(50))
      index = place.object;
    else if (own.from && chance(30))
      index = *own.from;
    else if (own.parent && chance(30))
      index = *own.parent;
  }
  m.index = index >= 0 ? index : below(static_cast<int>(s_.objects.size()));
  if (m.index == place.object && chance(60)) {
    m.which = Mention::Which::self;
  } else if (s_.objects[m.index].count > 1 && chance(35)) {
    m.which = Mention::Which::numbered;
    m.number = 1 + below(s_.objects[m.index].count);
  } else if (chance(s_.objects[m.index].count > 1 ? 20 : 4)) {
    m.which = Mention::Which::each;
  }
  return m;
}

Mention RandomBodies::mention_of_one(const Place& place, int index) {
  Mention m = mention(place, index);
  if (m.which == Mention::Which::each) m.which = Mention::Which::bare;
  return m;
}

Action RandomBodies::on_object(ActionKind kind, const Place& place, int index) {
  Action a;
  a.kind = kind;
  a.target = removes(kind) ? mention_of_one(place, index) : mention(place, index);
  return a;
}

Action RandomBodies::on_name(ActionKind kind, EntityKind entity, int count) { return on(kind, entity, below(count)); }

Action RandomBodies::create(int object) {
  Action a;
  a.kind = ActionKind::create;
  a.target.index = object;
  a.short_form = chance(55);
  return a;
}

ActionKind RandomBodies::deletion_of(int object) {
  const ObjectDecl& o = s_.objects[object];
  if (has_role(o, "device") && chance(80)) return ActionKind::remove;
  if (has_role(o, "driver") && chance(80)) return ActionKind::unload;
  if (has_role(o, "file") && chance(80)) return ActionKind::close;
  if (has_role(o, "request") && chance(30)) return ActionKind::complete;
  return ActionKind::delete_;
}

Body RandomBodies::body(const Place& place, int most) {
  Body made;
  const int length = below(most + 1);
  while (static_cast<int>(made.size()) < length && budget_ > 0) add_action(made, place);
  return made;
}

Body RandomBodies::inner(const Place& place, int most) {
  Place deeper = place;
  ++deeper.depth;
  return body(deeper, most);
}

void RandomBodies::add_action(Body& out, const Place& place) {
  --budget_;
  const int signals = static_cast<int>(s_.signals.size());
  switch (pick({46, 12, 14, place.depth < 2 ? 20 : 0, 5, 4})) {
    case 0: return touching(out, place);
    case 1:
      if (signals == 0) return touching(out, place);
      out.push_back(on_name(chance(50) ? ActionKind::signal : ActionKind::wait, EntityKind::signal, signals));
      out.back().may_time_out = out.back().kind == ActionKind::wait && chance(20);
      return;
    case 2: return about_threads(out, place);
    case 3: return structured(out, place);
    case 4: return locking(out, place);
    default: return births(out, place);
  }
}

void RandomBodies::births(Body& out, const Place& place) {
  for (int i = 0; i < static_cast<int>(s_.objects.size()); ++i)
    if (s_.objects[i].created && chance(50)) {
      out.push_back(create(i));
      if (!out.back().short_form) out.back().bodies = {inner(place, 1)};
      return;
    }
  touching(out, place);
}

void RandomBodies::touching(Body& out, const Place& place) {
  if (place.in_destroy && chance(45)) {  // what a destroy callback may do
    out.push_back(on_object(chance(75) ? ActionKind::context : ActionKind::dereference, place, place.object));
    return;
  }
  const int object = mention(place).index;
  if (chance(55) && of_its_role(out, place, object)) return;
  switch (pick({30, 10, 12, 12, 18, 10})) {
    case 0: out.push_back(on_object(ActionKind::use, place, object)); return;
    case 1: out.push_back(on_object(ActionKind::context, place, object)); return;
    case 2: out.push_back(on_object(ActionKind::reference, place, object)); return;
    case 3: out.push_back(on_object(ActionKind::dereference, place, object)); return;
    case 4: out.push_back(on_object(deletion_of(object), place, object)); return;
    default: {  // a reference and its end, around a use
      const Mention m = mention(place, object);
      for (const ActionKind kind : {ActionKind::reference, ActionKind::use, ActionKind::dereference}) {
        out.emplace_back().kind = kind;
        out.back().target = m;
      }
    }
  }
}

int RandomBodies::some(const std::string& role) {
  std::vector<int> found;
  for (int i = 0; i < static_cast<int>(s_.objects.size()); ++i)
    if (has_role(s_.objects[i], role)) found.push_back(i);
  return found.empty() ? -1 : dice_.one_of(found);
}

// What only objects of its role can be asked for.
bool RandomBodies::of_its_role(Body& out, const Place& place, int object) {
  const ObjectDecl& o = s_.objects[object];
  if (has_role(o, "work-item")) return runs(out, place, object, true);
  if (has_role(o, "timer") || has_role(o, "dpc")) return runs(out, place, object, false);
  if (has_role(o, "request") || has_role(o, "io-target")) return sends(out, place, object);
  const int collection = has_role(o, "collection") ? object : some("collection");
  if (collection >= 0) return collects(out, place, object);
  if (!has_role(o, "device") && !has_role(o, "driver") && !has_role(o, "file")) return false;
  out.push_back(on_object(deletion_of(object), place, object));
  if (out.back().kind == ActionKind::remove) out.back().failed_add = chance(15);
  return true;
}

bool RandomBodies::runs(Body& out, const Place& place, int object, bool may_flush) {
  ActionKind kind = ActionKind::enqueue;
  if (chance(45)) kind = may_flush ? ActionKind::flush : ActionKind::cancel_and_wait;
  if (kind == ActionKind::cancel_and_wait && chance(35)) kind = ActionKind::cancel;
  out.push_back(on_object(kind, place, object));
  out.back().may_time_out = kind == ActionKind::cancel_and_wait && chance(20);
  return true;
}

bool RandomBodies::sends(Body& out, const Place& place, int object) {
  const bool is_target = has_role(s_.objects[object], "io-target");
  const int request = is_target ? some("request") : object, target = is_target ? object : some("io-target");
  if (request >= 0 && target >= 0 && chance(50)) {
    Action a = sent(request, target);
    a.target = mention_of_one(place, request);
    a.other = mention_of_one(place, target);
    if (place.depth < 2 && chance(25)) a.bodies = {inner(place, 1)};
    out.push_back(a);
    return true;
  }
  if (!is_target) {
    out.push_back(on_object(chance(75) ? ActionKind::complete : ActionKind::cancel, place, object));
    return true;
  }
  static constexpr ActionKind kKinds[] = {ActionKind::cancel, ActionKind::cancel_and_wait, ActionKind::flush};
  out.push_back(on_object(kKinds[pick({1, 2, 2})], place, object));
  out.back().may_time_out = out.back().kind == ActionKind::cancel_and_wait && chance(15);
  return true;
}

bool RandomBodies::collects(Body& out, const Place& place, int object) {
  const bool is_collection = has_role(s_.objects[object], "collection");
  const int collection = is_collection ? object : some("collection");
  const int item = is_collection ? below(static_cast<int>(s_.objects.size())) : object;
  Action a = chance(60) ? added(item, collection) : taken(item, collection);
  if (a.kind == ActionKind::add) a.target = mention(place, item);
  a.other = mention_of_one(place, collection);
  out.push_back(a);
  return true;
}

void RandomBodies::about_threads(Body& out, const Place& place) {
  const int threads = static_cast<int>(s_.threads.size());
  if (threads == 0) return touching(out, place);
  static constexpr ActionKind kKinds[] = {ActionKind::start, ActionKind::stop, ActionKind::join,
                                          ActionKind::request_stop};
  Action a = on_name(kKinds[pick({2, 4, 3, 2})], EntityKind::thread, threads);
  if (a.target.index == place.thread && a.kind != ActionKind::request_stop) return touching(out, place);
  a.may_time_out = (a.kind == ActionKind::stop || a.kind == ActionKind::join) && chance(15);
  out.push_back(a);
}

void RandomBodies::structured(Body& out, const Place& place) {
  switch (pick({5, 5, 4, 3, s_.flags.empty() ? 0 : 12})) {
    case 0: out.push_back(afterlife::structured(ActionKind::loop, {inner(place, 2)})); return;
    case 1: out.push_back(afterlife::structured(ActionKind::maybe, {inner(place, 2)})); return;
    case 2: {
      const Body first = inner(place, 1);
      out.push_back(afterlife::structured(ActionKind::choose, {first, inner(place, 2)}));
      return;
    }
    case 3: out.push_back(at_level(chance(75) ? Irql::dispatch : Irql::passive, inner(place, 2))); return;
    default: break;
  }
  if (chance(40)) {
    out.push_back(on_name(chance(75) ? ActionKind::set : ActionKind::clear, EntityKind::flag, 1));
    return;
  }
  Action a = on_name(chance(50) ? ActionKind::if_ : ActionKind::test_and_set, EntityKind::flag, 1);
  a.bodies.push_back(inner(place, 2));
  a.bodies.push_back(inner(place, 1));
  out.push_back(a);
}

void RandomBodies::locking(Body& out, const Place& place) {
  std::vector<Mention> locks;
  for (int i = 0; i < static_cast<int>(s_.locks.size()); ++i)
    locks.push_back({EntityKind::lock, i, Mention::Which::bare, 0, {}});
  for (int i = 0; i < static_cast<int>(s_.objects.size()); ++i)
    if (s_.objects[i].is_lock) locks.push_back(mention(place, i));
  if (locks.empty()) return touching(out, place);
  const Mention chosen = dice_.one_of(locks);
  out.emplace_back().kind = ActionKind::lock;
  out.back().target = chosen;
  Place flat = place;  // nothing inside that has branches, and might give the lock back
  flat.depth = 2;
  touching(out, flat);
  if (chance(15)) return;
  out.emplace_back().kind = ActionKind::unlock;
  out.back().target = chosen;
}

}  // namespace afterlife
