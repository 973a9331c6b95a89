// Runs of entry callbacks: work items, timers, DPCs. Verdicts and lengths are derived by hand.
#include <doctest/doctest.h>

#include "tests/naive/verdicts.hpp"

namespace afterlife::naive {
namespace {

constexpr const char* kWorkItem = "EvtWorkItem";
constexpr const char* kTimer = "EvtTimerFunc";
constexpr const char* kDpc = "EvtDpcFunc";

TEST_CASE("a queued work item runs before its cleanup") {
  Make m;
  const int parent = m.object("Parent"), item = m.typed("WDFWORKITEM", "Item", parent);
  m.entry(item, kWorkItem, {use(parent)});
  m.teardown = {enqueue(item), delete_(parent)};
  m.always(runs(item, kWorkItem), cleaned(item));
  m.possible(runs(item, kWorkItem), cleaned(item));
  m.possible(cleaned(item), runs(item, kWorkItem));
  m.never(Hazard::use_after_cleanup, parent);
  m.never(Hazard::leak);
  m.never(Hazard::deadlock);
  CHECK(verdicts(m) == "holds, holds 5, violated, holds, holds, holds");
  CHECK(verdicts(m, "wdf-source") == "holds, holds 5, violated, holds, holds, holds");
}

TEST_CASE("a pending run of a timer is dropped by its cleanup, one in progress is waited for") {
  Make m;
  const int parent = m.object("Parent"), timer = m.typed("WDFTIMER", "Timer", parent);
  m.entry(timer, kTimer, {use(parent)});
  m.teardown = {enqueue(timer), delete_(parent)};
  m.always(runs(timer, kTimer), cleaned(timer));
  m.possible(cleaned(timer), runs(timer, kTimer));
  m.never(Hazard::use_after_cleanup, parent);
  CHECK(verdicts(m) == "violated 3, violated, holds");
}

TEST_CASE("a DPC is not waited for; in the source it is") {
  Make m;
  const int parent = m.object("Parent"), dpc = m.typed("WDFDPC", "Dpc", parent);
  m.entry(dpc, kDpc, {use(parent)});
  m.teardown = {enqueue(dpc), delete_(parent)};
  m.never(Hazard::use_after_cleanup, parent);  // enqueue, run, delete, two cleanups, use
  m.possible(cleaned(dpc), runs(dpc, kDpc));   // but nothing begins after the cleanup has
  CHECK(verdicts(m) == "violated 6, violated");
  CHECK(verdicts(m, "wdf-source") == "holds, violated");
}

TEST_CASE("an enqueue during a deletion") {
  Make m;
  const int parent = m.object("Parent");
  SUBCASE("is a hazard, and runs where the framework does not ignore it") {
    const int item = m.typed("WDFWORKITEM", "Item", parent);
    m.entry(item, kWorkItem, {});
    m.thread("T", {enqueue(item)});
    m.teardown = {delete_(parent)};
    m.never(Hazard::start_after_delete);
    m.never(Hazard::start_after_delete, parent);
    m.never(Hazard::use_after_cleanup);
    m.possible(deleted(parent), runs(item, kWorkItem));
    SUBCASE("after the delete") {
      m.threads[0].does = {wait(0), enqueue(item)};
      m.signals = {"Deleted"};
      m.teardown = {at_irql(Irql::dispatch, {delete_(parent)}), signal(0)};
      CHECK(verdicts(m) == "violated 4, vacuous, violated 5, holds 5");
      CHECK(verdicts(m, "wdf-source") == "violated 4, vacuous, violated 5, violated");
    }
    SUBCASE("at any time") {
      CHECK(verdicts(m) == "violated 2, vacuous, violated 3, holds 3");
      // Enqueued before; the run may still begin.
      CHECK(verdicts(m, "wdf-source") == "violated 2, vacuous, violated 3, holds 3");
    }
  }
  SUBCASE("is not ignored where the walk has not come to it") {
    m.object("Earlier", parent);
    const int item = m.typed("WDFWORKITEM", "Item", parent);
    m.entry(item, kWorkItem, {});
    m.teardown = {at_irql(Irql::dispatch, {delete_(parent)}), enqueue(item)};
    m.possible(deleted(parent), runs(item, kWorkItem));
    CHECK(verdicts(m, "wdf-source") == "holds 3");
  }
}

TEST_CASE("an object without an entry callback is only touched") {
  Make m;
  const int parent = m.object("Parent"), item = m.typed("WDFWORKITEM", "Item", parent);
  m.thread("T", {enqueue(item)});
  m.teardown = {delete_(parent)};
  m.never(Hazard::use_after_cleanup);
  m.never(Hazard::start_after_delete);
  m.never(Hazard::deadlock);
  CHECK(verdicts(m) == "violated 3, violated 2, holds");
}

TEST_CASE("nothing is started, or nothing that is started is deleted") {
  Make m;
  const int parent = m.object("Parent"), item = m.typed("WDFWORKITEM", "Item", parent);
  m.entry(item, kWorkItem, {});
  m.never(Hazard::start_after_delete);
  SUBCASE("only deleted") {
    m.teardown = {delete_(parent)};
    CHECK(verdicts(m) == "vacuous");
  }
  SUBCASE("only started") {
    m.teardown = {enqueue(item)};
    CHECK(verdicts(m) == "vacuous");
  }
  SUBCASE("either") {
    m.teardown = {choose({{enqueue(item)}, {delete_(parent)}})};
    CHECK(verdicts(m) == "holds");
  }
}

TEST_CASE("cancelling a timer that starts itself again") {
  Make m;
  const int parent = m.object("Parent"), timer = m.typed("WDFTIMER", "Timer", parent);
  m.entry(timer, kTimer, {use(parent), enqueue(self(timer))});
  m.never(Hazard::start_after_delete);
  m.never(Hazard::deadlock);
  SUBCASE("cancel does not wait for the run that starts it") {
    m.teardown = {enqueue(timer), cancel(timer), delete_(parent)};
    CHECK(verdicts(m) == "violated 6, holds");
  }
  SUBCASE("cancel-and-wait does, and cancels once more") {
    m.teardown = {enqueue(timer), cancel_and_wait(timer), delete_(parent)};
    CHECK(verdicts(m) == "holds, holds");
  }
  SUBCASE("bounded, it may give up") {
    m.teardown = {enqueue(timer), cancel_and_wait(timer, true), delete_(parent)};
    CHECK(verdicts(m) == "violated 6, holds");
  }
}

TEST_CASE("a flush waits until the pending run has returned") {
  Make m;
  const int parent = m.object("Parent"), item = m.typed("WDFWORKITEM", "Item", parent);
  m.entry(item, kWorkItem, {use(parent)});
  m.always(runs(item, kWorkItem), deleted(parent));
  SUBCASE("flushed") {
    m.teardown = {enqueue(item), flush(item), delete_(parent)};
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("not flushed") {
    m.teardown = {enqueue(item), delete_(parent)};
    CHECK(verdicts(m) == "violated 2");
  }
  SUBCASE("each of two") {
    m.objects[item].count = 2;
    m.teardown = {enqueue(each(item)), flush(each(item)), delete_(parent)};
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("any one of two") {
    m.objects[item].count = 2;
    m.teardown = {enqueue(each(item)), flush(item), delete_(parent)};
    CHECK(verdicts(m) == "violated 6");  // one has run, use included, and the other has not
  }
}

TEST_CASE("waiting for one's own run is waiting for ever") {
  Make m;
  const int parent = m.object("Parent");
  m.never(Hazard::deadlock);
  m.never(Hazard::wait_at_dispatch);
  SUBCASE("flush in a work item") {
    const int item = m.typed("WDFWORKITEM", "Item", parent);
    m.entry(item, kWorkItem, {flush(self(item))});
    m.teardown = {enqueue(item)};
    CHECK(verdicts(m) == "violated 2, holds");
  }
  SUBCASE("cancel-and-wait in a timer") {
    const int timer = m.typed("WDFTIMER", "Timer", parent);
    m.entry(timer, kTimer, {cancel_and_wait(self(timer))});
    m.teardown = {enqueue(timer)};
    CHECK(verdicts(m) == "violated 3, violated 2");
    m.objects[timer].execution_level = Irql::passive;
    CHECK(verdicts(m) == "violated 3, holds");
  }
  SUBCASE("but not for another's") {
    const int item = m.typed("WDFWORKITEM", "Item", parent), other = m.typed("WDFWORKITEM", "Other", parent);
    m.entry(item, kWorkItem, {flush(other)});
    m.entry(other, kWorkItem, {});
    m.teardown = {enqueue(other), enqueue(item)};
    CHECK(verdicts(m) == "holds, holds");
  }
}

TEST_CASE("one run at a time, or as many as may overlap") {
  Make m;
  m.flags = {"Second"};
  m.signals = {"Started", "Go"};
  const int parent = m.object("Parent"), item = m.typed("WDFWORKITEM", "Item", parent);
  m.entry(item, kWorkItem, {test_and_set(0, {signal(0), wait(1)}, {signal(1)})});
  m.teardown = {enqueue(item), wait(0), enqueue(item)};
  m.never(Hazard::deadlock);
  CHECK(verdicts(m) == "violated 6");
  m.objects[item].overlapping_runs = 2;
  CHECK(verdicts(m) == "holds");
}

TEST_CASE("one run is pending, however often it is enqueued") {
  Make m;
  m.signals = {"Enqueued"};
  const int parent = m.object("Parent"), item = m.typed("WDFWORKITEM", "Item", parent);
  m.entry(item, kWorkItem, {});
  const int t = m.thread("T", {wait(0)});
  m.teardown = {enqueue(item), enqueue(item), signal(0)};
  m.possible(runs(item, kWorkItem), runs(item, kWorkItem));
  CHECK(verdicts(m) == "holds 4");  // enqueue, run, enqueue, run
  m.assuming(ends(t), runs(item, kWorkItem));
  CHECK(verdicts(m) == "violated");
}

TEST_CASE("bounds of runs") {
  Make m;
  const int parent = m.object("Parent"), item = m.typed("WDFWORKITEM", "Item", parent), x = m.created("X", -1, 4);
  m.entry(item, kWorkItem, {create(x), enqueue(self(item))});
  m.teardown = {enqueue(item)};
  m.possible(created_at(x, 2), created_at(x, 3));
  CHECK(verdicts(m) == "violated");
  m.bounds.runs = 3;
  CHECK(verdicts(m) == "holds 9");
}

TEST_CASE("what runs for ever never comes to rest") {
  Make m;
  const int parent = m.object("Parent"), timer = m.typed("WDFTIMER", "Timer", parent), y = m.created("Y");
  m.entry(timer, kTimer, {});
  m.never(Hazard::leak);
  m.teardown = {create(y), enqueue(timer)};
  SUBCASE("once") { CHECK(verdicts(m) == "violated 3"); }
  SUBCASE("again and again by itself") {
    m.entry(timer, kTimer, {enqueue(self(timer))});
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("periodic") {
    m.objects[timer].periodic = true;
    CHECK(verdicts(m) == "holds");
    m.teardown.push_back(cancel(timer));
    CHECK(verdicts(m) == "violated 3");
  }
  SUBCASE("periodic, until its cleanup begins") {
    m.objects[timer].periodic = true;
    m.teardown.push_back(delete_(parent));
    CHECK(verdicts(m) == "violated 7");  // create, enqueue, delete, two cleanups, two destroys
  }
  SUBCASE("a thread that starts it again and again") {
    m.thread("T", {loop({enqueue(timer)})});
    m.teardown = {create(y)};
    CHECK(verdicts(m) == "holds");
  }
}

TEST_CASE("an execution that is cut off at the bound of runs is no rest") {
  Make m;
  m.signals = {"Never"};
  const int parent = m.object("Parent"), item = m.typed("WDFWORKITEM", "Item", parent);
  m.entry(item, kWorkItem, {enqueue(self(item))});
  m.teardown = {enqueue(item), wait(0)};
  m.never(Hazard::deadlock);
  CHECK(verdicts(m) == "holds");
  m.entry(item, kWorkItem, {});
  CHECK(verdicts(m) == "violated 2");
}

TEST_CASE("runs as events") {
  Make m;
  const int parent = m.object("Parent"), item = m.typed("WDFWORKITEM", "Item", parent);
  m.entry(item, kWorkItem, {use(parent)});
  SUBCASE("a run that never begins has never ended") {
    m.teardown = {delete_(parent)};
    m.always(runs(item, kWorkItem), cleaned(item));
    m.always(cleaned(item), runs(item, kWorkItem));
    m.never(runs(item, kWorkItem), cleaned(item));
    CHECK(verdicts(m) == "violated 2, vacuous, vacuous");
  }
  SUBCASE("it has not ended while one is in progress") {
    m.objects[item].overlapping_runs = 2;
    m.entry(item, kWorkItem, {enqueue(self(item))});
    m.teardown = {enqueue(item)};
    m.always(runs(item, kWorkItem), runs(item, kWorkItem));
    CHECK(verdicts(m) == "violated 2");
    m.checks.clear();
    m.possible(runs(item, kWorkItem), runs(item, kWorkItem));
    CHECK(verdicts(m) == "holds 4");
  }
  SUBCASE("an assumption on runs") {
    m.thread("T", {enqueue(item)});
    m.teardown = {delete_(parent)};
    m.assuming(runs(item, kWorkItem), deleted(parent));
    m.never(Hazard::start_after_delete);
    m.always(runs(item, kWorkItem), deleted(parent));
    m.possible(deleted(parent), cleaned(parent));
    CHECK(verdicts(m) == "holds, holds, holds 6");
  }
}

}  // namespace
}  // namespace afterlife::naive
