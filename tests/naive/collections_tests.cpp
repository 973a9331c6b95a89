// Collections, and references that the framework holds.
#include <doctest/doctest.h>

#include "tests/naive/verdicts.hpp"

namespace afterlife::naive {
namespace {

TEST_CASE("a collection holds what is in it") {
  Make m;
  const int bin = m.typed("WDFCOLLECTION", "Bin"), x = m.object("X");
  m.never(Hazard::leak);
  m.possible(cleaned(x), destroyed(x));
  SUBCASE("for ever") {
    m.teardown = {add(x, bin), delete_(x)};
    CHECK(verdicts(m) == "violated 3, violated");
  }
  SUBCASE("until it is gone") {
    m.teardown = {add(x, bin), delete_(x), delete_(bin)};
    m.always(destroyed(bin), destroyed(x));
    CHECK(verdicts(m) == "holds, holds 7, holds");
  }
  SUBCASE("until it is taken out") {
    m.teardown = {add(x, bin), take(x, bin), delete_(x)};
    CHECK(verdicts(m) == "holds, holds 5");
  }
  SUBCASE("until it is taken out as often as it was put in") {
    m.teardown = {add(x, bin), add(x, bin), take(x, bin), delete_(x)};
    CHECK(verdicts(m) == "violated 5, violated");
    m.teardown.insert(m.teardown.begin(), take(x, bin));
    m.thread("T", {add(x, bin)});
    CHECK(verdicts(m) == "violated 7, violated");
    m.teardown.insert(m.teardown.begin() + 1, take(x, bin));
    CHECK(verdicts(m, "wdf-immediate") == "vacuous, violated");
  }
  SUBCASE("not where its destroy has begun") {
    m.signals = {"Going", "Go"};
    m.destroy(x, {signal(0), wait(1)});
    m.teardown = {delete_(x)};
    m.thread("T", {wait(0), add(x, bin), signal(1)});
    m.never(Hazard::deadlock);
    CHECK(verdicts(m) == "holds, holds 3, holds");
    m.threads[0].does.push_back(take(x, bin));
    CHECK(verdicts(m) == "holds, holds 3, violated 8");
  }
  SUBCASE("in a framework that says so") {
    m.teardown = {add(x, bin), delete_(x)};
    Framework f = reading("wdf");
    f.held_references.clear();
    CHECK(verdicts(m, f) == "holds, holds 4");
  }
}

TEST_CASE("adding and taking touch the collection; adding touches the item too") {
  Make m;
  const int bin = m.typed("WDFCOLLECTION", "Bin"), x = m.object("X");
  m.never(Hazard::use_after_cleanup, bin);
  m.never(Hazard::use_after_cleanup, x);
  SUBCASE("add") {
    m.thread("T", {add(x, bin)});
    m.teardown = {delete_(bin), delete_(x)};
    CHECK(verdicts(m) == "violated 3, violated 4");
  }
  SUBCASE("take") {
    m.thread("T", {take(x, bin)});
    m.teardown = {add(x, bin), delete_(bin), delete_(x)};
    CHECK(verdicts(m) == "violated 4, holds");
  }
  SUBCASE("an unborn collection does nothing") {
    m.objects[bin].created = true;
    m.thread("T", {add(x, bin), take(x, bin)});
    m.teardown = {delete_(x)};
    m.never(Hazard::deadlock);
    CHECK(verdicts(m) == "vacuous, vacuous, holds");
  }
}

TEST_CASE("taking waits until there is one, and the name then means it") {
  Make m;
  m.signals = {"Going"};
  const int bin = m.typed("WDFCOLLECTION", "Bin"), x = m.object("X", -1, 2);
  m.never(Hazard::deadlock);
  SUBCASE("nothing comes") {
    m.teardown = {take(x, bin)};
    CHECK(verdicts(m) == "violated 0");
  }
  SUBCASE("something comes") {
    m.teardown = {take(x, bin), delete_(x)};
    m.thread("T", {add(numbered(x, 2), bin)});
    m.possible(created_at(bin), deleted(x, 1));
    m.possible(created_at(bin), deleted(x, 2));
    CHECK(verdicts(m) == "holds, violated, holds 3");
  }
  SUBCASE("some instance of those that are in it") {
    m.teardown = {add(each(x), bin), take(x, bin), delete_(x)};
    m.possible(created_at(x, 2), deleted(x, 1));
    m.possible(created_at(x, 1), deleted(x, 2));
    CHECK(verdicts(m) == "holds, holds 4, holds 4");
  }
  SUBCASE("nothing is left where the collection is gone") {
    m.destroy(bin, {signal(0)});
    m.teardown = {add(numbered(x, 1), bin), delete_(bin), wait(0), take(x, bin)};
    CHECK(verdicts(m) == "violated 6");
  }
}

TEST_CASE("how long a collection holds what is in it is the framework's to say") {
  Make m;
  const int bin = m.typed("WDFCOLLECTION", "Bin"), x = m.object("X");
  m.cleanup(bin, {});
  m.teardown = {add(x, bin), delete_(x), delete_(bin)};
  m.always(destroyed(bin), destroyed(x));
  m.always(cleaned(bin), destroyed(x));
  m.always(deleted(bin), destroyed(x));
  Framework f = reading("wdf");
  CHECK(verdicts(m, f) == "holds, holds, holds");
  f.held_references[0].until = HeldReference::Until::cleanup_ends;
  CHECK(verdicts(m, f) == "violated 6, holds, holds");
  f.held_references[0].until = HeldReference::Until::cleanup_begins;
  CHECK(verdicts(m, f) == "violated 6, violated 6, holds");
  f.held_references[0].types = {"WDFOBJECT"};
  CHECK(verdicts(m, f) == "violated 4, violated 4, violated 4");
}

TEST_CASE("a queued or running entry callback holds its object where the framework says so") {
  Make m;
  const int dpc = m.typed("WDFDPC", "Dpc");
  m.entry(dpc, "EvtDpcFunc", {context(dpc)});
  m.teardown = {enqueue(dpc), delete_(dpc)};
  m.never(Hazard::use_after_destroy);
  m.never(Hazard::leak);
  Framework f = reading("wdf");
  CHECK(verdicts(m, f) == "violated 6, holds");  // enqueue, run, delete, cleanup, destroy, context
  f.held_references.emplace_back();
  f.held_references.back().relation = HeldReference::Relation::run_on_object;
  f.held_references.back().until = HeldReference::Until::run_ends;
  CHECK(verdicts(m, f) == "holds, holds");
}

}  // namespace
}  // namespace afterlife::naive
