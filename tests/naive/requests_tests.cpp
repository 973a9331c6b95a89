// Requests that were sent to I/O targets.
#include <doctest/doctest.h>

#include "tests/naive/verdicts.hpp"

namespace afterlife::naive {
namespace {

constexpr const char* kCompletion = "EvtRequestCompletionRoutine";

struct Sending : Make {
  int request = typed("WDFREQUEST", "Request");
  int target = typed("WDFIOTARGET", "Target");
  int x = object("X");
  Sending() { entry(request, kCompletion, {}); }
};

TEST_CASE("a request that was sent completes") {
  Sending m;
  m.teardown = {send(m.request, m.target)};
  m.possible(created_at(m.request), runs(m.request, kCompletion));
  m.never(Hazard::deadlock);
  CHECK(verdicts(m) == "holds 2, vacuous");
  SUBCASE("there is no rest before") {
    m.checks.clear();
    const int y = m.created("Y");
    m.teardown.push_back(create(y));
    m.never(Hazard::leak);
    CHECK(verdicts(m) == "violated 3");
    m.objects[m.request].entry.reset();  // also without a completion routine
    CHECK(verdicts(m) == "violated 3");
  }
  SUBCASE("also when it is asked to be cancelled") {
    m.teardown.push_back(cancel(m.request));
    CHECK(verdicts(m) == "holds 2, vacuous");
  }
  SUBCASE("its run is at DISPATCH_LEVEL if it says nothing") {
    m.signals = {"Go"};
    m.entry(m.request, kCompletion, {wait(0)});
    m.never(Hazard::wait_at_dispatch);
    CHECK(verdicts(m) == "holds 2, violated 2, violated 2");
    m.objects[m.request].execution_level = Irql::passive;
    CHECK(verdicts(m) == "holds 2, violated 2, holds");
  }
}

TEST_CASE("what is sent to a closed target is refused") {
  Sending m;
  m.teardown = {cancel(m.target), send(m.request, m.target, {delete_(m.x)})};
  m.possible(created_at(m.request), runs(m.request, kCompletion));
  m.possible(created_at(m.request), deleted(m.x));
  SUBCASE("closed by cancel") { CHECK(verdicts(m) == "violated, holds 3"); }
  SUBCASE("closed by cancel-and-wait") {
    m.teardown[0] = cancel_and_wait(m.target);
    CHECK(verdicts(m) == "violated, holds 3");
  }
  SUBCASE("flush closes nothing") {
    m.teardown[0] = flush(m.target);
    CHECK(verdicts(m) == "holds 3, violated");
  }
  SUBCASE("where its cleanup has begun") {
    m.teardown = {delete_(m.target)};
    m.thread("T", {send(m.request, m.target, {delete_(m.x)})});
    CHECK(verdicts(m) == "holds 2, holds 4");
    m.assuming(cleaned(m.target), deleted(m.x));
    m.assuming(deleted(m.x), runs(m.request, kCompletion));
    CHECK(verdicts(m) == "violated, holds 4");
  }
}

TEST_CASE("a request that is deleted in flight") {
  Sending m;
  m.never(Hazard::use_after_cleanup, m.request);
  m.never(Hazard::unreferenced_use_after_cleanup, m.request);
  m.never(Hazard::use_after_destroy, m.request);
  m.never(Hazard::leak);
  SUBCASE("is touched by its completion all the same") {
    m.teardown = {send(m.request, m.target), delete_(m.request)};
    CHECK(verdicts(m) == "violated 4, violated 4, violated 5, holds");
    // Its flight holds a reference, but none that is explicit.
    CHECK(verdicts(m, "wdf-source") == "violated 4, violated 4, holds, holds");
  }
  SUBCASE("not when the target is purged before") {
    m.teardown = {send(m.request, m.target), cancel_and_wait(m.target), delete_(m.request)};
    CHECK(verdicts(m) == "holds, holds, holds, holds");
  }
  SUBCASE("nor when it is flushed") {
    m.teardown = {send(m.request, m.target), flush(m.target), delete_(m.request)};
    CHECK(verdicts(m) == "holds, holds, holds, holds");
  }
  SUBCASE("closing alone does not help") {
    m.teardown = {send(m.request, m.target), cancel(m.target), delete_(m.request)};
    CHECK(verdicts(m) == "violated 5, violated 5, violated 6, holds");
  }
  SUBCASE("nor does a bounded wait") {
    m.teardown = {send(m.request, m.target), cancel_and_wait(m.target, true), delete_(m.request)};
    CHECK(verdicts(m) == "violated 5, violated 5, violated 6, holds");
  }
}

TEST_CASE("a request occupies its target until its completion routine has returned") {
  Sending m;
  m.entry(m.request, kCompletion, {delete_(m.x)});
  m.teardown = {send(m.request, m.target), flush(m.target), delete_(m.request)};
  m.always(deleted(m.x), deleted(m.request));
  CHECK(verdicts(m) == "holds");
  m.teardown[1] = flush(m.typed("WDFIOTARGET", "Other"));
  CHECK(verdicts(m) == "violated 3");
}

TEST_CASE("a request that is in flight already stays where it was sent to") {
  Sending m;
  const int other = m.typed("WDFIOTARGET", "Other");
  m.never(Hazard::use_after_cleanup, m.request);
  m.teardown = {send(m.request, m.target), send(m.request, other), flush(other), delete_(m.request)};
  CHECK(verdicts(m) == "violated 6");
  m.teardown.insert(m.teardown.begin() + 3, flush(m.target));
  CHECK(verdicts(m) == "holds");
}

TEST_CASE("a completion waits for the one before") {
  Sending m;
  m.objects[m.request].execution_level = Irql::passive;
  m.possible(runs(m.request, kCompletion), runs(m.request, kCompletion));
  m.never(Hazard::deadlock);
  SUBCASE("sent again by itself") {
    m.entry(m.request, kCompletion, {send(self(m.request), m.target)});
    m.teardown = {send(m.request, m.target)};
    CHECK(verdicts(m) == "holds 4, vacuous");
  }
  SUBCASE("which waits for what it sent itself") {
    m.entry(m.request, kCompletion, {send(self(m.request), m.target), flush(m.target)});
    m.teardown = {send(m.request, m.target)};
    CHECK(verdicts(m) == "violated, violated 3");
  }
}

TEST_CASE("completions have a bound too, and what is cut off there is no rest") {
  Sending m;
  const int y = m.created("Y");
  m.entry(m.request, kCompletion, {send(self(m.request), m.target)});
  m.teardown = {create(y), send(m.request, m.target)};
  m.possible(runs(m.request, kCompletion), runs(m.request, kCompletion));
  m.never(Hazard::leak);
  CHECK(verdicts(m) == "holds 5, holds");
  m.bounds.runs = 1;
  CHECK(verdicts(m) == "violated, holds");
}

TEST_CASE("where the target's deletion waits for what was sent to it") {
  Sending m;
  const int parent = m.object("Parent"), y = m.object("Y");
  m.objects[m.target].parent = parent;
  m.teardown = {send(m.request, m.target), delete_(parent), delete_(y)};
  m.always(runs(m.request, kCompletion), cleaned(m.target));  // its own cleanup never waits
  m.always(runs(m.request, kCompletion), cleaned(parent));
  m.always(runs(m.request, kCompletion), destroyed(m.target));
  m.always(runs(m.request, kCompletion), deleted(y));
  m.never(Hazard::leak);
  CHECK(verdicts(m) == "violated 3, violated 4, violated 5, violated 3, holds");
  CHECK(verdicts(m, "wdf-source") == "violated 3, holds, holds, holds, holds");
}

TEST_CASE("a send of which one end is not born does nothing and touches nothing") {
  Sending m;
  m.objects[m.request].created = true;
  m.thread("T", {send(m.request, m.target, {delete_(m.x)})});
  m.teardown = {delete_(m.target)};
  m.never(Hazard::use_after_cleanup);
  m.possible(created_at(m.target), deleted(m.x));
  m.never(Hazard::deadlock);
  CHECK(verdicts(m) == "vacuous, violated, holds");
}

TEST_CASE("a request that its completion routine deletes") {
  Sending m;
  m.never(Hazard::deadlock);
  m.never(Hazard::leak);
  m.entry(m.request, kCompletion, {delete_(self(m.request))});
  m.objects[m.request].execution_level = Irql::passive;
  m.teardown = {send(m.request, m.target)};
  CHECK(verdicts(m) == "holds, holds");  // its cleanup may run inside that call
  CHECK(verdicts(m, "wdf-source") == "holds, holds");
}

}  // namespace
}  // namespace afterlife::naive
