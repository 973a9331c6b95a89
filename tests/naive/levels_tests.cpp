// PASSIVE_LEVEL and DISPATCH_LEVEL: waits, deletions and the callbacks that come of them.
#include <doctest/doctest.h>

#include "tests/naive/verdicts.hpp"

namespace afterlife::naive {
namespace {

TEST_CASE("an agent at DISPATCH_LEVEL must not come to a wait") {
  Make m;
  m.signals = {"Never"};
  m.never(Hazard::wait_at_dispatch);
  SUBCASE("with its first action") {
    m.dispatch_thread("T", {wait(0)});
    CHECK(verdicts(m) == "violated 0");
  }
  SUBCASE("bounded or not") {
    m.dispatch_thread("T", {wait(0, true)});
    CHECK(verdicts(m) == "violated 0");
  }
  SUBCASE("at PASSIVE_LEVEL it may") {
    m.thread("T", {wait(0)});
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("nobody comes to a wait") {
    m.locks = {"L"};
    m.dispatch_thread("T", {lock(0), unlock(0)});
    CHECK(verdicts(m) == "vacuous");
  }
  SUBCASE("inside of at-irql alone") {
    const int t = m.thread("T", {});
    m.teardown = {at_irql(Irql::dispatch, {signal(0)}), join(t)};
    CHECK(verdicts(m) == "holds");
    m.teardown = {at_irql(Irql::dispatch, {signal(0), join(t)})};
    CHECK(verdicts(m) == "violated 1");
    m.teardown = {at_irql(Irql::dispatch, {at_irql(Irql::passive, {join(t)})})};
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("what is done to nothing is no wait") {
    const int item = m.typed("WDFWORKITEM", "Item"), bin = m.typed("WDFCOLLECTION", "Bin"), x = m.object("X");
    m.dispatch_thread("T", {flush(item), cancel_and_wait(each(item)), take(x, bin)});
    m.objects[item].created = m.objects[bin].created = true;
    CHECK(verdicts(m) == "vacuous");
    m.objects[bin].created = false;
    CHECK(verdicts(m) == "violated 1");
  }
  SUBCASE("stop, flush and cancel-and-wait") {
    const int timer = m.typed("WDFTIMER", "Timer");
    for (const Action& wait : {stop(m.thread("T", {})), flush(timer), cancel_and_wait(timer)}) {
      m.teardown = {at_irql(Irql::dispatch, {wait})};
      CHECK(verdicts(m) == "violated 0");
    }
  }
}

TEST_CASE("the level of runs") {
  Make m;
  m.signals = {"Go"};
  m.never(Hazard::wait_at_dispatch);
  const auto runs_a = [&](const std::string& type, std::optional<Irql> level = {}) {
    const int x = m.typed(type, type);
    m.objects[x].execution_level = level;
    m.entry(x, "Run", {wait(0)});
    m.teardown = {enqueue(x)};
    return verdicts(m);
  };
  CHECK(runs_a("WDFWORKITEM") == "holds");
  CHECK(runs_a("WDFWORKITEM", Irql::dispatch) == "holds");
  CHECK(runs_a("WDFDPC") == "violated 2");
  CHECK(runs_a("WDFDPC", Irql::passive) == "violated 2");
  CHECK(runs_a("WDFTIMER") == "violated 2");
  CHECK(runs_a("WDFTIMER", Irql::passive) == "holds");
}

TEST_CASE("the level of a cleanup or destroy callback is that of its deletion, unless the object is passive") {
  Make m;
  m.signals = {"Go"};
  const int x = m.object("X");
  m.cleanup(x, {wait(0)});
  m.thread("S", {signal(0)});
  m.never(Hazard::wait_at_dispatch);
  SUBCASE("asked for at PASSIVE_LEVEL") {
    m.teardown = {delete_(x)};
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("asked for at DISPATCH_LEVEL") {
    m.dispatch_thread("T", {delete_(x)});
    CHECK(verdicts(m) == "violated 2");
    CHECK(verdicts(m, "wdf-source") == "violated 2");
    SUBCASE("of a passive object, by what it says or by its pool") {
      m.objects[x].execution_level = Irql::passive;
      CHECK(verdicts(m) == "holds");
      m.objects[x].execution_level = Irql::dispatch;
      CHECK(verdicts(m) == "violated 2");
      m.objects[x].pool = "paged";
      CHECK(verdicts(m) == "holds");
    }
    SUBCASE("with something passive below: the source puts all of it off") {
      const int below = m.object("Below", x);
      m.typed("WDFSTRING", "String", below);
      CHECK(verdicts(m) == "violated 4");  // delete, and three cleanups
      CHECK(verdicts(m, "wdf-source") == "holds");
    }
    SUBCASE("the destroy callback too") {
      m.objects[x].cleanup.reset();
      m.destroy(x, {wait(0)});
      CHECK(verdicts(m) == "violated 3");
    }
  }
  SUBCASE("asked for by the framework, whoever calls it") {
    const int device = m.typed("WDFDEVICE", "Device"), child = m.object("Child", device);
    m.cleanup(child, {wait(0)});
    m.dispatch_thread("T", {remove(device)});
    CHECK(verdicts(m) == "holds");
    m.threads.back().does = {delete_(device)};
    CHECK(verdicts(m) == "violated 2");
    CHECK(verdicts(m, "wdf-source") == "holds");
  }
  SUBCASE("of the root that it belongs to when the callback begins") {
    const int parent = m.object("Parent");
    m.objects[x].parent = parent;
    const int t = m.dispatch_thread("T", {delete_(x)});
    m.teardown = {delete_(parent)};
    CHECK(verdicts(m) == "violated 2");
    // Once the parent's deletion has taken it, it is no root any more.
    m.assuming(deleted(parent), deleted(x));
    CHECK(verdicts(m) == "holds");
    m.threads[t].does = {at_irql(Irql::passive, {delete_(x)})};
    m.assume.clear();
    CHECK(verdicts(m) == "holds");
  }
}

TEST_CASE("a delete at DISPATCH_LEVEL returns at once where something passive is deleted") {
  Make m;
  const int x = m.object("X"), y = m.object("Y");
  m.never(Hazard::use_after_cleanup);
  m.always(cleaned(x), deleted(y));
  m.never(Hazard::deadlock);
  const Body body = {delete_(x), use(x), delete_(y)};
  SUBCASE("at DISPATCH_LEVEL, something passive") {
    m.objects[m.object("Child", x)].execution_level = Irql::passive;
    m.dispatch_thread("T", body);
    CHECK(verdicts(m, "wdf-source") == "violated 4, violated 3, holds");
  }
  SUBCASE("at DISPATCH_LEVEL, something passive that is gone by then") {
    const int child = m.object("Child", x);
    m.objects[child].execution_level = Irql::passive;
    Body after = body;
    after.insert(after.begin(), at_irql(Irql::passive, {delete_(child)}));
    m.dispatch_thread("T", after);
    CHECK(verdicts(m, "wdf-source") == "violated 7, holds, holds");
  }
  SUBCASE("at DISPATCH_LEVEL, nothing passive") {
    m.dispatch_thread("T", body);
    CHECK(verdicts(m, "wdf-source") == "violated 4, holds, holds");
    CHECK(verdicts(m) == "violated 3, violated 3, holds");  // there it may wait, too
  }
  SUBCASE("at PASSIVE_LEVEL") {
    m.thread("T", body);
    CHECK(verdicts(m, "wdf-source") == "violated 4, holds, holds");
  }
}

TEST_CASE("a request that is deleted at DISPATCH_LEVEL does not wait for its passive children") {
  Make m;
  const int request = m.typed("WDFREQUEST", "Request"), string = m.typed("WDFSTRING", "String", request);
  m.possible(cleaned(request), cleaned(string));
  SUBCASE("completed there") {
    m.dispatch_thread("T", {complete(request)});
    CHECK(verdicts(m) == "holds 3");
    CHECK(verdicts(m, "wdf-source") == "holds 3");
  }
  SUBCASE("deleted there: the source puts it off") {
    m.dispatch_thread("T", {delete_(request)});
    CHECK(verdicts(m) == "holds 3");
    CHECK(verdicts(m, "wdf-source") == "violated");
  }
  SUBCASE("completed at PASSIVE_LEVEL") {
    m.thread("T", {complete(request)});
    CHECK(verdicts(m) == "violated");
  }
  SUBCASE("a child that is not passive") {
    m.objects[string].type = "WDFOBJECT";
    m.dispatch_thread("T", {complete(request)});
    CHECK(verdicts(m) == "violated");
  }
  SUBCASE("something else than a request") {
    m.objects[request].type = "WDFOBJECT";
    m.dispatch_thread("T", {delete_(request)});
    CHECK(verdicts(m) == "violated");
  }
}

TEST_CASE("a rule that does not reach across objects of a type") {
  Make m;
  const int top = m.object("Top"), a = m.object("A", top), b = m.object("B", top);
  const int device = m.typed("WDFDEVICE", "Device", b), x = m.object("X", device), y = m.object("Y", b);
  const int earlier = m.object("Earlier", device), later = m.object("Later", device);
  m.teardown = {delete_(top)};
  m.always(cleaned(a), cleaned(x));            // Device is between X and what A is below of
  m.always(cleaned(a), cleaned(y));            // nothing is
  m.always(cleaned(earlier), cleaned(later));  // Device is above both
  Framework f = reading("wdf");
  f.rules.push_back(f.rules.back());
  Rule& rule = f.rules.back();
  rule.id = "preceding-first";
  rule.axis = Axis::preceding;
  rule.first = rule.then = Phase::cleanup;
  rule.where.emplace();
  rule.where->not_across = {"WDFDEVICE"};
  CHECK(verdicts(m, f) == "violated 2, holds, holds");
  rule.unless = rule.where;
  rule.where.reset();
  // Now it speaks of pairs across Device alone: A before X and Later.
  CHECK(verdicts(m, f) == "holds, violated 2, violated 3");
}

TEST_CASE("conditions on the level and on what must be passive speak of each pair") {
  Make m;
  const int parent = m.object("Parent"), child = m.object("Child", parent);
  m.always(cleaned(child), cleaned(parent));
  Framework f = reading("wdf");
  f.rules[0].unless.reset();
  f.rules[0].where.emplace();
  SUBCASE("deletion-irql: passive") {
    f.rules[0].where->deletion_irql = Irql::passive;
    m.teardown = {delete_(parent)};
    CHECK(verdicts(m, f) == "holds");
    m.teardown = {at_irql(Irql::dispatch, {delete_(parent)})};
    CHECK(verdicts(m, f) == "violated 2");
  }
  SUBCASE("first: passive") {
    f.rules[0].where->first_passive = true;
    m.teardown = {delete_(parent)};
    CHECK(verdicts(m, f) == "violated 2");
    m.objects[child].pool = "paged";
    CHECK(verdicts(m, f) == "holds");
  }
}

}  // namespace
}  // namespace afterlife::naive
