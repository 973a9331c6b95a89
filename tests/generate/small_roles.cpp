// Each action of the language on each type of a framework of one's own: types without an entry callback, that say
// nothing of their runs, or have several roles. The reader refuses many of them; what it takes has to be answered.
#include "tests/generate/actions.hpp"
#include "tests/generate/own_framework.hpp"
#include "tests/generate/settle.hpp"
#include "tests/generate/small_family.hpp"

namespace afterlife {
namespace {

using K = ActionKind;

constexpr int kParent = 0, kOne = 1, kPartner = 2;  // the partner: what is sent, added, or goes into it

// What is done to the object, where the partner has a part in it of which type that is, and what is done before.
struct DeedOfRole {
  Body does;
  const char* partner = nullptr;
  Body before = {};
};

std::vector<DeedOfRole> deeds() {
  std::vector<DeedOfRole> all;
  for (const K kind : {K::use, K::context, K::reference, K::dereference, K::delete_, K::complete, K::remove, K::unload,
                       K::close, K::enqueue, K::cancel, K::cancel_and_wait, K::flush, K::lock}) {
    all.push_back({{on_object(kind, kOne)}});
    all.push_back({{on_each(kind, kOne)}});
    all.push_back({{on_object(kind, kOne)}, nullptr, {on_object(K::enqueue, kOne)}});
    all.push_back({{on_object(kind, kOne)}, "BARE-TARGET", {sent(kOne, kPartner)}});
    all.push_back({{on_object(kind, kOne)}, "BARE-REQUEST", {sent(kPartner, kOne)}});
  }
  all.push_back({{on_object(K::lock, kOne), on_object(K::use, kOne), on_object(K::unlock, kOne)}});
  all.push_back({{on_each(K::lock, kOne), on_each(K::unlock, kOne)}});
  all.push_back({{bounded(on_object(K::cancel_and_wait, kOne))}, nullptr, {on_object(K::enqueue, kOne)}});
  all.push_back({{added(kOne, kPartner), taken(kOne, kPartner)}, "BARE-COLLECTION"});
  all.push_back({{added(kOne, kPartner)}, "COLLECTING-TARGET"});
  all.push_back({{added(kPartner, kOne), taken(kPartner, kOne)}, "WDFOBJECT"});
  all.push_back({{sent(kOne, kPartner)}, "BARE-TARGET"});
  all.push_back({{sent(kOne, kPartner)}, "COLLECTING-TARGET"});
  all.push_back({{sent(kPartner, kOne)}, "BARE-REQUEST"});
  all.push_back({{short_create(kOne), on_object(K::enqueue, kOne)}});
  return all;
}

// In the teardown, a thread, a loop of one, the cleanup of the parent.
void put(Scenario& s, std::uint64_t place, const Body& does) {
  switch (place) {
    case 0: s.teardown.insert(s.teardown.end(), does.begin(), does.end()); return;
    case 1: add_thread(s, "T", does); return;
    case 2: add_thread(s, "T", {structured(K::loop, {does})}); return;
    default: set_cleanup(s.objects[kParent], does);
  }
}

std::optional<Scenario> role_scenario(const Numbers& n) {
  static const std::vector<DeedOfRole> all = deeds();
  const DeedOfRole& deed = all[n[1]];
  Scenario s = bare_scenario();
  s.title = "role";
  add_object(s, "WDFOBJECT");
  ObjectDecl& one = add_object(s, own_types()[n[0]]);
  one.count = 1 + static_cast<int>(n[3]);
  if (n[4] != 0) one.parent = kParent;
  if (deed.partner != nullptr) add_object(s, deed.partner);
  s.teardown = deed.before;
  put(s, n[2], deed.does);
  s.teardown.push_back(on_object(K::delete_, kParent));
  return with_hazards(std::move(s));
}

}  // namespace

Family family_of_roles() { return {{own_types().size(), deeds().size(), 4, 2, 2}, role_scenario}; }

}  // namespace afterlife
