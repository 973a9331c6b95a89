// Orders of cleanup and destroy in the four readings, and order questions.
#include <doctest/doctest.h>

#include "tests/naive/verdicts.hpp"

namespace afterlife::naive {
namespace {

TEST_CASE("a lone object: delete, cleanup, destroy") {
  Make m;
  const int x = m.object("X");
  m.teardown = {delete_(x)};
  m.possible(cleaned(x), destroyed(x));
  m.always(cleaned(x), destroyed(x));
  m.always(deleted(x), cleaned(x));
  m.never(Hazard::leak);
  SUBCASE("without callbacks") { CHECK(verdicts(m) == "holds 3, holds, holds, holds"); }
  SUBCASE("an empty callback is begun in a printed step and ends silently") {
    m.cleanup(x, {});
    CHECK(verdicts(m) == "holds 3, holds, holds, holds");
  }
  SUBCASE("a callback's actions are printed") {
    m.cleanup(x, {use(self(x))});
    CHECK(verdicts(m) == "holds 4, holds, holds, holds");
  }
}

TEST_CASE("child and parent") {
  Make m;
  const int parent = m.object("Parent"), child = m.object("Child", parent);
  m.teardown = {delete_(parent)};
  m.always(cleaned(child), cleaned(parent));
  m.possible(cleaned(parent), cleaned(child));
  m.possible(destroyed(child), cleaned(parent));
  m.possible(destroyed(parent), destroyed(child));
  CHECK(verdicts(m, "wdf-immediate") == "holds, violated, holds 4, holds 5");
  CHECK(verdicts(m, "wdf") == "holds, violated, violated, holds 5");
  CHECK(verdicts(m, "wdf-book") == "holds, violated, violated, holds 5");
  CHECK(verdicts(m, "wdf-source") == "holds, violated, violated, violated");
}

TEST_CASE("siblings have no order, but in the source they have that of their creation") {
  Make m;
  const int parent = m.object("Parent"), a = m.object("A", parent), b = m.object("B", parent);
  m.teardown = {delete_(parent)};
  m.possible(cleaned(a), cleaned(b));
  m.possible(cleaned(b), cleaned(a));
  m.always(destroyed(a), destroyed(b));
  CHECK(verdicts(m) == "holds 3, holds 3, violated 5");
  CHECK(verdicts(m, "wdf-source") == "holds 3, violated, holds");
}

TEST_CASE("only the book waits with the destroy for every ancestor's cleanup") {
  Make m;
  const int top = m.object("Top"), parent = m.object("Parent", top), child = m.object("Child", parent);
  m.teardown = {delete_(top)};
  m.possible(destroyed(child), cleaned(top));
  CHECK(verdicts(m) == "holds 5");
  CHECK(verdicts(m, "wdf-book") == "violated");
  CHECK(verdicts(m, "wdf-source") == "violated");
}

TEST_CASE("preceding means everything below an earlier sibling too") {
  Make m;
  const int top = m.object("Top"), a = m.object("A", top), below = m.object("Below", a), b = m.object("B", top);
  m.teardown = {delete_(top)};
  m.always(cleaned(below), cleaned(b));
  m.always(cleaned(a), cleaned(b));
  CHECK(verdicts(m) == "violated 2, violated 2");
  CHECK(verdicts(m, "wdf-source") == "holds, holds");
}

TEST_CASE("a child that was deleted first is the root of its own deletion") {
  Make m;
  const int parent = m.object("Parent"), child = m.object("Child", parent);
  m.teardown = {delete_(child), delete_(parent)};
  m.possible(destroyed(child), cleaned(parent));
  m.possible(cleaned(parent), cleaned(child));
  m.always(cleaned(parent), destroyed(child));
  SUBCASE("the contract keeps it on its parent's list") { CHECK(verdicts(m) == "holds 5, violated, violated 3"); }
  SUBCASE("the source takes it off, but its delete waits here") {
    CHECK(verdicts(m, "wdf-source") == "holds 5, violated, violated 3");
  }
}

TEST_CASE("off its parent's list, a child can be cleaned up after the parent") {
  Make m;
  const int parent = m.object("Parent"), child = m.object("Child", parent);
  m.thread("T", {delete_(child)});
  m.teardown = {delete_(parent)};
  m.possible(cleaned(parent), cleaned(child));
  CHECK(verdicts(m) == "violated");
  CHECK(verdicts(m, "wdf-source") == "holds 4");
}

TEST_CASE("a delete has an effect until the walk has reached the parent") {
  Make m;
  const int top = m.object("Top"), a = m.object("A", top), parent = m.object("Parent", top);
  const int child = m.object("Child", parent);
  m.thread("T", {delete_(child)});
  m.teardown = {delete_(top)};
  m.possible(cleaned(parent), cleaned(child));
  SUBCASE("A is not cleaned up yet: Parent is not reached") {
    m.assuming(deleted(top), deleted(child));
    CHECK(verdicts(m) == "violated");
    CHECK(verdicts(m, "wdf-source") == "holds 5");
  }
  SUBCASE("A is cleaned up: Parent is reached") {
    m.assuming(cleaned(a), deleted(child));
    CHECK(verdicts(m, "wdf-source") == "violated");
  }
}

TEST_CASE("delete goes on at once or waits for the cleanup; in the source it waits for the destroy too") {
  Make m;
  const int x = m.object("X");
  m.teardown = {delete_(x), use(x)};
  m.never(Hazard::use_after_cleanup);
  m.never(Hazard::use_after_destroy);
  CHECK(verdicts(m) == "violated 3, violated 4");
  CHECK(verdicts(m, "wdf-source") == "violated 4, violated 4");
  SUBCASE("but not for what a reference holds back") {
    m.signals = {"Never"};
    m.thread("T", {wait(0)}, {x});
    CHECK(verdicts(m) == "violated 3, vacuous");
    CHECK(verdicts(m, "wdf-source") == "violated 3, vacuous");
  }
}

TEST_CASE("an allocation holds its allocator") {
  Make m;
  const int parent = m.object("Parent"), list = m.object("List", parent), memory = m.object("Memory", parent);
  m.objects[memory].from = list;
  m.teardown = {delete_(parent)};
  m.always(destroyed(memory), destroyed(list));
  m.never(Hazard::leak);
  m.possible(destroyed(memory), destroyed(parent));
  CHECK(verdicts(m) == "violated 5, holds, holds 6");
  // Once Memory is gone nothing references List any more: Parent then waits for List's destroy too.
  CHECK(verdicts(m, "wdf-source") == "holds, holds, holds 7");
}

TEST_CASE("a referenced child is gone by") {
  Make m;
  const int parent = m.object("Parent"), child = m.object("Child", parent);
  m.teardown = {delete_(parent)};
  m.thread("T", {}, {child});
  m.possible(destroyed(parent), destroyed(child));
  m.never(Hazard::leak);
  CHECK(verdicts(m) == "holds 6, holds");
  CHECK(verdicts(m, "wdf-source") == "holds 6, holds");
}

TEST_CASE("what the destroy pass went by, no rule constrains") {
  Make m;
  const int parent = m.object("Parent"), a = m.object("A", parent), b = m.object("B", parent);
  const int first = m.thread("First", {}, {a});
  m.thread("Second", {join(first)}, {b});  // B is released after A
  m.teardown = {delete_(parent)};
  m.possible(destroyed(b), destroyed(a));
  Framework source = reading("wdf-source");
  CHECK(verdicts(m, source) == "holds 9");
  source.deletion.destroy_pass = false;
  CHECK(verdicts(m, source) == "violated");
}

TEST_CASE("other axes") {
  Make m;
  const int parent = m.object("Parent"), a = m.object("A", parent), b = m.object("B", parent);
  m.objects[a].from = b;
  m.teardown = {delete_(parent)};
  m.always(cleaned(b), cleaned(a));
  m.always(cleaned(a), cleaned(b));
  Framework f = reading("wdf");
  CHECK(verdicts(m, f) == "violated 2, violated 2");
  for (const Axis axis : {Axis::following_sibling, Axis::following, Axis::allocator}) {
    f.rules.back().axis = axis;
    f.rules.back().then = Phase::cleanup;
    CHECK(verdicts(m, f) == "holds, violated 2");
  }
  for (const Axis axis : {Axis::preceding_sibling, Axis::preceding, Axis::allocation}) {
    f.rules.back().axis = axis;
    CHECK(verdicts(m, f) == "violated 2, holds");
  }
}

TEST_CASE("a condition on types") {
  Make m;
  const int parent = m.object("Parent"), child = m.object("Child", parent);
  m.teardown = {delete_(parent)};
  m.always(cleaned(child), cleaned(parent));
  Framework f = reading("wdf");
  f.rules[0].where.emplace();
  f.rules[0].where->first_type = "WDFSPINLOCK";
  CHECK(verdicts(m, f) == "violated 2");
  m.objects[child].type = "WDFSPINLOCK";
  CHECK(verdicts(m, f) == "holds");
  f.rules[0].unless = f.rules[0].where;
  CHECK(verdicts(m, f) == "violated 2");
}

TEST_CASE("assume") {
  Make m;
  const int a = m.object("A"), b = m.object("B");
  m.thread("T", {delete_(b)});
  SUBCASE("an order from outside") {
    m.assuming(destroyed(a), cleaned(b));
    m.teardown = {delete_(a)};
    m.always(destroyed(a), cleaned(b));
    m.possible(deleted(b), deleted(a));
    CHECK(verdicts(m) == "holds, holds 2");
  }
  SUBCASE("who is held back by it is in no deadlock") {
    m.assuming(deleted(a), deleted(b));
    m.teardown = {join(m.thread("U", {}))};
    m.never(Hazard::deadlock);
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("but who waits for the one held back is") {
    m.assuming(deleted(a), deleted(b));
    m.teardown = {join(0)};
    m.never(Hazard::deadlock);
    CHECK(verdicts(m) == "violated 0");
  }
  SUBCASE("what is unborn constrains nothing, unless it is its creation") {
    const int y = m.created("Y");
    m.possible(created_at(b), deleted(b));
    SUBCASE("cleanup") {
      m.assuming(cleaned(y), deleted(b));
      CHECK(verdicts(m) == "holds 1");
    }
    SUBCASE("create") {
      m.assuming(created_at(y), deleted(b));
      CHECK(verdicts(m) == "violated");
    }
  }
}

TEST_CASE("threads in orders") {
  Make m;
  const int x = m.object("X");
  const int t = m.thread("T", {});
  SUBCASE("joined") {
    m.teardown = {join(t), delete_(x)};
    m.always(ends(t), deleted(x));
    m.possible(ends(t), deleted(x));
    CHECK(verdicts(m) == "holds, holds 2");
  }
  SUBCASE("not joined; what runs from the start has started before the first step and never begins") {
    m.teardown = {delete_(x)};
    m.always(ends(t), deleted(x));
    m.possible(starts(t), deleted(x));
    m.possible(deleted(x), starts(t));
    m.always(deleted(x), starts(t));
    m.always(deleted(x), ends(t));
    CHECK(verdicts(m) == "violated 1, holds 1, violated, vacuous, violated 0");
  }
  SUBCASE("a second start does not start") {
    m.threads[t].started = true;
    m.teardown = {start(t), start(t)};
    m.possible(starts(t), starts(t));
    m.never(starts(t), starts(t));
    CHECK(verdicts(m) == "violated, holds");
  }
}

TEST_CASE("deletes are instants, each of them") {
  Make m;
  const int parent = m.object("Parent"), child = m.object("Child", parent);
  m.teardown = {delete_(parent), delete_(child), delete_(parent)};
  m.possible(deleted(parent), deleted(parent));
  m.possible(deleted(child), cleaned(child));
  m.always(deleted(child), cleaned(child));
  CHECK(verdicts(m) == "holds 3, holds 3, violated 2");
}

TEST_CASE("vacuous orders") {
  Make m;
  const int x = m.object("X"), y = m.created("Y");
  m.teardown = {choose({{delete_(x)}, {delete_(m.object("Z"))}})};
  m.always(deleted(x), created_at(x));  // an initial object's creation never begins
  m.always(cleaned(y), cleaned(x));     // Y is unborn: constrains nothing, but X.cleanup begins
  m.always(created_at(y), cleaned(x));  // its creation does constrain
  m.never(cleaned(y), cleaned(x));      // Y never ends
  m.never(deleted(x), deleted(2));      // either, never both
  m.never(created_at(x), deleted(x));
  CHECK(verdicts(m) == "vacuous, holds, violated 2, vacuous, holds, violated 1");
}

TEST_CASE("pairs of one instance with itself count only without `count`") {
  Make m;
  const int x = m.object("X", -1, 2);
  m.teardown = {delete_(numbered(x, 1)), delete_(numbered(x, 2))};
  m.always(cleaned(x), destroyed(x));     // X#2 is not cleaned up when X#1 is destroyed
  m.always(cleaned(x, 1), destroyed(x));  // X#1 before X#2 alone
  m.never(destroyed(x, 2), destroyed(x));
  m.always(cleaned(x, 1), destroyed(x, 1));  // with their numbers it is a fair question
  CHECK(verdicts(m) == "violated 3, violated 4, violated 6, holds");
}

}  // namespace
}  // namespace afterlife::naive
