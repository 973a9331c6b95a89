// A collection and what is put into it: beside it, below it, above it, two of it.
#include "tests/generate/actions.hpp"
#include "tests/generate/small_family.hpp"

namespace afterlife {
namespace {

using K = ActionKind;

constexpr std::uint64_t kShapes = 4;

struct Cast {
  int collection, item;
};

Cast cast(std::uint64_t shape) { return shape == 3 ? Cast{1, 0} : Cast{0, 1}; }

Scenario collection_and_item(std::uint64_t shape) {
  Scenario s = bare_scenario();
  add_object(s, shape == 3 ? "WDFOBJECT" : "WDFCOLLECTION");
  add_object(s, shape == 3 ? "WDFCOLLECTION" : "WDFOBJECT");
  if (shape == 1 || shape == 3) s.objects[1].parent = 0;
  if (shape == 2) s.objects[1].count = 2;
  return s;
}

Body actions(const Cast& c) {
  return {added(c.item, c.collection),         taken(c.item, c.collection),    on_object(K::delete_, c.item),
          on_object(K::delete_, c.collection), on_object(K::use, c.item),      on_object(K::reference, c.item),
          on_object(K::dereference, c.item),   on_object(K::use, c.collection)};
}

}  // namespace

void add_families_of_collections(std::vector<Family>& families) {
  for (std::uint64_t shape = 0; shape < kShapes; ++shape) {
    const auto family = [&](Numbers choices, auto make) {
      families.push_back({std::move(choices), [make](const Numbers& n) { return finished(make(n)); }});
    };
    const Cast c = cast(shape);
    const Body all = actions(c);
    const Action add = added(c.item, c.collection);

    family({bodies_of(all, 2), bodies_of(all, 1)}, [=](const Numbers& n) {
      Scenario s = collection_and_item(shape);
      s.teardown = joined({{add}, body_at(all, n[0])});
      add_thread(s, "T", body_at(all, n[1]));
      return s;
    });

    // A callback that puts something in or takes it out.
    family({4, bodies_of(all, 1), bodies_of(all, 1)}, [=](const Numbers& n) {
      Scenario s = collection_and_item(shape);
      ObjectDecl& o = s.objects[n[0] % 2];
      n[0] >= 2 ? set_destroy(o, body_at(all, n[1])) : set_cleanup(o, body_at(all, n[1]));
      s.teardown = joined({{add}, body_at(all, n[2]), {on_object(K::delete_, 0)}});
      return s;
    });

    // Born and put in; taken out under its name, and used.
    family({bodies_of(all, 1), bodies_of(all, 1)}, [=](const Numbers& n) {
      Scenario s = collection_and_item(shape);
      if (shape == 3) s.teardown = {short_create(0)};
      s.teardown = joined({s.teardown, {short_create(1), add}, body_at(all, n[0])});
      add_thread(s, "T", joined({{taken(c.item, c.collection)}, body_at(all, n[1])}));
      return s;
    });
  }
}

}  // namespace afterlife
