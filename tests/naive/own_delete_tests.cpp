// Objects that are deleted by a run of their own entry callback.
#include <doctest/doctest.h>

#include "tests/naive/verdicts.hpp"

namespace afterlife::naive {
namespace {

TEST_CASE("a work item that deletes itself") {
  Make m;
  const int parent = m.object("Parent"), item = m.typed("WDFWORKITEM", "Item", parent);
  m.teardown = {enqueue(item)};
  m.never(Hazard::deadlock);
  m.never(Hazard::leak);
  m.never(Hazard::use_after_cleanup);
  m.never(Hazard::use_after_destroy);
  SUBCASE("goes on at once; in the source it is cleaned up inside the call") {
    m.entry(item, "EvtWorkItem", {delete_(self(item))});
    CHECK(verdicts(m) == "vacuous, holds, holds, holds");
    CHECK(verdicts(m, "wdf-source") == "holds, holds, holds, holds");
  }
  SUBCASE("and uses itself then") {
    m.entry(item, "EvtWorkItem", {delete_(self(item)), use(self(item))});
    CHECK(verdicts(m) == "vacuous, holds, holds, holds");
    // enqueue, run, delete, cleanup, use; its destroy waits for the run
    CHECK(verdicts(m, "wdf-source") == "holds, holds, violated 5, holds");
  }
  SUBCASE("by its parent's deletion") {
    m.entry(item, "EvtWorkItem", {delete_(parent)});
    CHECK(verdicts(m) == "vacuous, holds, holds, holds");
    CHECK(verdicts(m, "wdf-source") == "holds, holds, holds, holds");
  }
  SUBCASE("queued again before: the source spares that run too, and drops it") {
    m.entry(item, "EvtWorkItem", {enqueue(self(item)), delete_(self(item))});
    m.possible(runs(item, "EvtWorkItem"), runs(item, "EvtWorkItem"));
    CHECK(verdicts(m, "wdf-source") == "holds, holds, holds, holds, violated");
  }
  SUBCASE("by another object's deletion, which waits or not as any") {
    const int other = m.object("Other");
    m.entry(item, "EvtWorkItem", {delete_(other)});
    CHECK(verdicts(m) == "holds, holds, vacuous, holds");
  }
}

TEST_CASE("an older run deletes the object, which remembers the newer one") {
  Make m;
  m.flags = {"Second"};
  m.signals = {"Started", "Go"};
  const int parent = m.object("Parent"), item = m.typed("WDFWORKITEM", "Item", parent);
  m.objects[item].overlapping_runs = 2;
  m.entry(item, "EvtWorkItem", {test_and_set(0, {signal(0), wait(1), delete_(self(item))}, {signal(1)})});
  m.teardown = {enqueue(item), wait(0), enqueue(item)};
  m.never(Hazard::deadlock);
  CHECK(verdicts(m) == "holds");
  CHECK(verdicts(m, "wdf-source") == "violated 11");
}

TEST_CASE("the newer run deletes the object, which remembers it") {
  Make m;
  m.flags = {"Second"};
  m.signals = {"Started", "Gone"};
  const int parent = m.object("Parent"), item = m.typed("WDFWORKITEM", "Item", parent);
  m.objects[item].overlapping_runs = 2;
  m.entry(item, "EvtWorkItem", {test_and_set(0, {signal(0), wait(1)}, {delete_(self(item)), signal(1)})});
  m.teardown = {enqueue(item), wait(0), enqueue(item)};
  m.never(Hazard::deadlock);
  m.never(Hazard::leak);
  m.possible(cleaned(item), deleted(parent));
  CHECK(verdicts(m, "wdf-source") == "holds, holds, violated");
}

TEST_CASE("the newer run deletes the object, but the older one has ended since") {
  Make m;
  m.flags = {"Second"};
  m.signals = {"Started", "Go", "Go on"};
  const int parent = m.object("Parent"), item = m.typed("WDFWORKITEM", "Item", parent);
  m.objects[item].overlapping_runs = 2;
  m.entry(item, "EvtWorkItem", {test_and_set(0, {signal(0), wait(1)}, {signal(1), delete_(self(item))})});
  m.teardown = {enqueue(item), wait(0), enqueue(item)};
  m.never(Hazard::deadlock);
  // enqueue, run, test, signal, wait, enqueue, run, test, signal, wait (and the first ends), delete
  CHECK(verdicts(m, "wdf-source") == "violated 11");
}

TEST_CASE("a timer that deletes itself") {
  Make m;
  const int parent = m.object("Parent"), timer = m.typed("WDFTIMER", "Timer", parent);
  m.teardown = {enqueue(timer)};
  m.never(Hazard::deadlock);
  m.never(Hazard::leak);
  SUBCASE("at DISPATCH_LEVEL it goes on at once") {
    m.entry(timer, "EvtTimerFunc", {delete_(self(timer))});
    CHECK(verdicts(m) == "vacuous, holds");
    CHECK(verdicts(m, "wdf-source") == "vacuous, holds");
  }
  SUBCASE("at PASSIVE_LEVEL it waits for itself") {
    m.objects[timer].execution_level = Irql::passive;
    m.entry(timer, "EvtTimerFunc", {delete_(self(timer))});
    CHECK(verdicts(m) == "violated 3, violated 3");
    CHECK(verdicts(m, "wdf-source") == "violated 3, violated 3");
  }
  SUBCASE("so it does where it deletes its parent") {
    m.objects[timer].execution_level = Irql::passive;
    m.entry(timer, "EvtTimerFunc", {delete_(parent)});
    CHECK(verdicts(m) == "violated 3, violated 3");
  }
  SUBCASE("but not where somebody has asked before") {
    m.objects[timer].execution_level = Irql::passive;
    m.entry(timer, "EvtTimerFunc", {delete_(self(timer))});
    m.assuming(deleted(parent), deleted(timer));
    m.thread("T", {delete_(parent)});
    CHECK(verdicts(m) == "holds, holds");
  }
}

}  // namespace
}  // namespace afterlife::naive
