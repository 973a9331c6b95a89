// Hazards: hand-derived verdicts and lengths of tiny scenarios.
#include <doctest/doctest.h>

#include "tests/naive/verdicts.hpp"

namespace afterlife::naive {
namespace {

void never_all(Make& m, std::initializer_list<Hazard> hazards) {
  for (const Hazard h : hazards) m.never(h);
}

TEST_CASE("a use by a thread: after delete, cleanup (3) and after delete, cleanup, destroy (4)") {
  Make m;
  const int x = m.object("X");
  m.thread("T", {use(x)});
  m.teardown = {delete_(x)};
  never_all(m, {Hazard::use_after_cleanup, Hazard::unreferenced_use_after_cleanup, Hazard::use_after_destroy});
  CHECK(verdicts(m) == "violated 3, violated 3, violated 4");
}

TEST_CASE("a reference that the thread holds protects from destroy, not from cleanup") {
  Make m;
  const int x = m.object("X");
  m.thread("T", {use(x)}, {x});
  m.teardown = {delete_(x)};
  never_all(m, {Hazard::use_after_cleanup, Hazard::unreferenced_use_after_cleanup, Hazard::use_after_destroy,
                Hazard::over_dereference, Hazard::leak});
  CHECK(verdicts(m) == "violated 3, holds, holds, holds, holds");
}

TEST_CASE("a use while the cleanup callback still runs does not count") {
  Make m;
  m.signals = {"Used"};
  const int x = m.object("X");
  m.cleanup(x, {wait(0)});
  m.thread("T", {use(x), signal(0)});
  m.teardown = {delete_(x)};
  never_all(m, {Hazard::use_after_cleanup, Hazard::deadlock});
  CHECK(verdicts(m) == "holds, holds");
}

TEST_CASE("a destroy callback may touch its context and drop a reference, nothing more") {
  Make m;
  const int x = m.object("X");
  m.teardown = {delete_(x)};
  never_all(m,
            {Hazard::use_in_destroy, Hazard::over_dereference, Hazard::use_after_cleanup, Hazard::use_after_destroy});
  SUBCASE("use") {
    m.destroy(x, {use(self(x))});
    CHECK(verdicts(m) == "violated 4, vacuous, vacuous, holds");
  }
  SUBCASE("context and dereference") {
    m.destroy(x, {context(self(x)), dereference(self(x))});
    CHECK(verdicts(m) == "holds, violated 5, vacuous, holds");
  }
  SUBCASE("delete of itself") {
    m.destroy(x, {delete_(self(x))});
    CHECK(verdicts(m) == "violated 4, vacuous, vacuous, holds");
  }
  SUBCASE("nothing with itself") {
    m.destroy(x, {});
    CHECK(verdicts(m) == "vacuous, vacuous, vacuous, holds");
  }
}

TEST_CASE("a dereference without a reference") {
  Make m;
  const int x = m.object("X");
  m.never(Hazard::over_dereference);
  SUBCASE("at once") {
    m.thread("T", {dereference(x)});
    CHECK(verdicts(m) == "violated 1");
  }
  SUBCASE("balanced") {
    m.thread("T", {reference(x), dereference(x)});
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("two threads, each balanced") {
    m.thread("T", {reference(x), dereference(x)});
    m.thread("U", {reference(x), dereference(x)});
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("after the destroy it is both over-dereference and use after destroy") {
    m.signals = {"Gone"};
    m.destroy(x, {signal(0)});
    m.thread("T", {wait(0), dereference(x)});
    m.teardown = {delete_(x)};
    m.never(Hazard::use_after_destroy);
    CHECK(verdicts(m) == "violated 6, violated 6");
  }
}

TEST_CASE("references count nothing once the destroy has begun") {
  Make m;
  m.signals = {"Going", "Go"};
  const int x = m.object("X");
  m.destroy(x, {signal(0), wait(1)});
  m.thread("T", {wait(0), reference(x), dereference(x)});
  m.teardown = {delete_(x)};
  m.never(Hazard::over_dereference);
  CHECK(verdicts(m) == "violated 7");
}

TEST_CASE("leak") {
  Make m;
  const int x = m.object("X");
  m.never(Hazard::leak);
  SUBCASE("a reference that nobody drops") {
    m.thread("T", {reference(x)});
    m.teardown = {delete_(x)};
    CHECK(verdicts(m) == "violated 3");
  }
  SUBCASE("nothing is torn down: nothing is expected to be gone") { CHECK(verdicts(m) == "vacuous"); }
  SUBCASE("created and never deleted") {
    const int y = m.created("Y");
    m.teardown = {create(y)};
    CHECK(verdicts(m) == "violated 1");
  }
  SUBCASE("narrowed to another object") {
    m.checks.clear();
    m.never(Hazard::leak, m.object("Y"));
    m.thread("T", {reference(x)});
    m.teardown = {delete_(x)};
    CHECK(verdicts(m) == "vacuous");
  }
  SUBCASE("a thread that goes round for ever is at rest") {
    const int y = m.created("Y");
    m.thread("T", {loop({context(x)})});
    m.teardown = {create(y)};
    CHECK(verdicts(m) == "violated 1");
  }
  SUBCASE("so is one with an empty loop") {
    const int y = m.created("Y");
    m.thread("T", {loop({})});
    m.teardown = {create(y)};
    CHECK(verdicts(m) == "violated 1");
  }
  SUBCASE("a loop that gives its reference back lets the destroy come") {
    m.thread("T", {loop({reference(x), dereference(x)})});
    m.teardown = {delete_(x)};
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("a loop that takes references and gives none back never comes to rest, as far as one can see") {
    m.thread("T", {loop({reference(x)})});
    m.teardown = {delete_(x)};
    CHECK(verdicts(m) == "too large");
  }
}

TEST_CASE("deadlock") {
  Make m;
  m.signals = {"Never"};
  m.locks = {"L"};
  const int x = m.object("X");
  m.never(Hazard::deadlock);
  SUBCASE("a wait for what nobody signals") {
    m.teardown = {wait(0)};
    CHECK(verdicts(m) == "violated 0");
  }
  SUBCASE("a bounded wait may have chosen to wait") {
    m.teardown = {wait(0, true)};
    CHECK(verdicts(m) == "violated 0");
  }
  SUBCASE("a signal that comes") {
    m.thread("T", {signal(0)});
    m.teardown = {wait(0)};
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("join of a thread that nobody starts") {
    const int t = m.thread("T", {}, {}, true);
    m.teardown = {join(t)};
    CHECK(verdicts(m) == "violated 0");
  }
  SUBCASE("a waiter beside a thread that goes round") {
    m.thread("Spin", {loop({context(x)})});
    m.thread("T", {wait(0)});
    CHECK(verdicts(m) == "violated 0");
  }
  SUBCASE("nothing waits anywhere") {
    m.thread("T", {use(x)});
    CHECK(verdicts(m) == "vacuous");
  }
  SUBCASE("a lock is not recursive") {
    m.teardown = {lock(0), lock(0)};
    CHECK(verdicts(m) == "violated 1");
  }
  SUBCASE("a thread ends with the lock: it stays taken") {
    const int t = m.thread("T", {lock(0)});
    m.teardown = {join(t), lock(0)};
    CHECK(verdicts(m) == "violated 2");
  }
  SUBCASE("lock and unlock by two threads") {
    m.thread("T", {lock(0), use(x), unlock(0)});
    m.thread("U", {lock(0), use(x), unlock(0)});
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("a cleanup callback that waits for ever") {
    m.cleanup(x, {wait(0)});
    m.teardown = {delete_(x)};
    CHECK(verdicts(m) == "violated 2");
  }
  SUBCASE("delete under a lock that the cleanup callback needs: it may wait, or must") {
    m.cleanup(x, {lock(0), unlock(0)});
    m.teardown = {lock(0), delete_(x), unlock(0)};
    CHECK(verdicts(m) == "violated 3");
    CHECK(verdicts(m, "wdf-source") == "violated 3");
  }
  SUBCASE("a delete from its own cleanup callback is without effect and never waits") {
    m.cleanup(x, {delete_(self(x))});
    m.teardown = {delete_(x)};
    CHECK(verdicts(m) == "holds");
    CHECK(verdicts(m, "wdf-source") == "holds");
  }
}

TEST_CASE("double delete") {
  Make m;
  const int parent = m.object("Parent"), child = m.object("Child", parent);
  m.never(Hazard::double_delete);
  SUBCASE("twice by one agent") {
    m.teardown = {delete_(parent), delete_(parent)};
    CHECK(verdicts(m) == "violated 2");
  }
  SUBCASE("by two agents") {
    m.thread("T", {delete_(parent)});
    m.teardown = {delete_(parent)};
    m.never(Hazard::use_after_destroy);  // delete, two cleanups, destroy, delete
    CHECK(verdicts(m) == "violated 2, violated 5");
  }
  SUBCASE("a child whose parent's deletion takes it: redundant, not double") {
    m.teardown = {delete_(parent), delete_(child)};
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("but twice redundant is double") {
    m.teardown = {delete_(parent), delete_(child), delete_(child)};
    CHECK(verdicts(m) == "violated 3");
  }
  SUBCASE("never asked for") {
    m.checks.clear();
    m.never(Hazard::double_delete, child);
    m.teardown = {delete_(parent)};
    CHECK(verdicts(m) == "vacuous");
  }
  SUBCASE("what is unborn cannot be deleted") {
    m.teardown = {delete_(m.created("Y"))};
    CHECK(verdicts(m) == "vacuous");
  }
}

TEST_CASE("a lock object is used by lock and unlock") {
  Make m;
  const int spin = m.lock_type("Spin");
  SUBCASE("after its cleanup") {
    m.thread("T", {lock_object(spin), unlock_object(spin)});
    m.teardown = {delete_(spin)};
    m.never(Hazard::use_after_cleanup);
    m.never(Hazard::deadlock);
    CHECK(verdicts(m) == "violated 3, holds");
  }
  SUBCASE("twice") {
    m.thread("T", {lock_object(spin), lock_object(spin)});
    m.never(Hazard::deadlock);
    CHECK(verdicts(m) == "violated 1");
  }
  SUBCASE("while it is unborn, locking does nothing") {
    m.objects[spin].created = true;
    m.thread("T", {lock_object(spin), lock_object(spin)});
    m.never(Hazard::deadlock);
    m.never(Hazard::use_after_cleanup);
    CHECK(verdicts(m) == "holds, vacuous");
  }
}

TEST_CASE("starting a thread touches what it holds") {
  Make m;
  const int x = m.object("X");
  const int t = m.thread("T", {}, {x}, true);
  m.never(Hazard::use_after_cleanup);
  SUBCASE("when it starts") {
    m.thread("U", {start(t)});
    m.teardown = {delete_(x)};
    CHECK(verdicts(m) == "violated 3");
  }
  SUBCASE("not when it has been started already") {
    m.teardown = {start(t), delete_(x), start(t)};
    CHECK(verdicts(m) == "holds");
  }
}

TEST_CASE("a held object that is unborn at the start is neither referenced nor released") {
  Make m;
  const int y = m.created("Y");
  const int t = m.thread("T", {}, {y}, true);
  m.teardown = {start(t), create(y)};
  m.never(Hazard::over_dereference);
  CHECK(verdicts(m) == "vacuous");
}

TEST_CASE("a state space above the limit is not decided") {
  Make m;
  const int x = m.object("X");
  m.teardown = {delete_(x)};
  m.never(Hazard::leak);
  const NaiveAnswer all = answer(m.scenario(), reading("wdf"), 2, 3);
  CHECK(all.too_large);
  CHECK(all.checks[0].verdict == VerdictKind::unknown);
}

}  // namespace
}  // namespace afterlife::naive
