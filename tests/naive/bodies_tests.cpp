// Actions, loops, names and choices.
#include <doctest/doctest.h>

#include "tests/naive/verdicts.hpp"

namespace afterlife::naive {
namespace {

TEST_CASE("a thread's outermost loop is left when it is asked to, and only then") {
  Make m;
  const int x = m.object("X");
  m.never(Hazard::use_after_cleanup);
  m.never(Hazard::deadlock);
  SUBCASE("stop waits until it has") {
    const int t = m.thread("T", {loop({use(x)})});
    m.teardown = {stop(t), delete_(x)};
    CHECK(verdicts(m) == "holds, holds");
  }
  SUBCASE("a bounded stop may give up") {
    const int t = m.thread("T", {loop({use(x)})});
    m.teardown = {stop(t, true), delete_(x)};
    CHECK(verdicts(m) == "violated 4, holds");
  }
  SUBCASE("request-stop does not wait") {
    const int t = m.thread("T", {loop({use(x)})});
    m.teardown = {request_stop(t), delete_(x)};
    CHECK(verdicts(m) == "violated 4, holds");
  }
  SUBCASE("nobody asks: what follows the loop is never reached") {
    m.thread("T", {loop({}), use(x)});
    m.teardown = {delete_(x)};
    CHECK(verdicts(m) == "vacuous, holds");
  }
  SUBCASE("nobody asks, but a choice may pass the loop") {
    m.thread("T", {maybe({loop({})}), use(x)});
    m.teardown = {delete_(x)};
    CHECK(verdicts(m) == "violated 3, holds");
  }
  SUBCASE("an inner loop may be left at any iteration") {
    m.thread("T", {loop({loop({}), use(x)})});
    m.teardown = {delete_(x)};
    CHECK(verdicts(m) == "violated 3, holds");
  }
  SUBCASE("so may any loop of a callback or of the teardown") {
    m.teardown = {loop({context(x)}), delete_(x), loop({}), use(x)};
    CHECK(verdicts(m) == "violated 3, holds");
  }
  SUBCASE("a request before the start is remembered") {
    const int t = m.thread("T", {loop({use(x)})}, {}, true);
    m.teardown = {request_stop(t), start(t), delete_(x)};
    CHECK(verdicts(m) == "vacuous, holds");
  }
}

TEST_CASE("loop bounds count iterations of one entry") {
  Make m;
  const int x = m.created("X", -1, 4);
  SUBCASE("a loop") {
    m.thread("T", {loop({create(x)})});
    m.possible(created_at(x, 2), created_at(x, 3));
    CHECK(verdicts(m, "wdf", 2) == "violated");
    CHECK(verdicts(m, "wdf", 3) == "holds 3");
  }
  SUBCASE("a loop in a loop starts anew") {
    m.teardown = {loop({loop({create(x)})})};
    m.possible(created_at(x, 3), created_at(x, 4));
    CHECK(verdicts(m, "wdf", 1) == "violated");
    CHECK(verdicts(m, "wdf", 2) == "holds 4");
  }
  SUBCASE("one loop after the other") {
    m.teardown = {loop({create(x)}), loop({create(x)})};
    m.possible(created_at(x, 1), created_at(x, 2));
    CHECK(verdicts(m, "wdf", 1) == "holds 2");
  }
}

TEST_CASE("an execution that is cut off at the bound is no rest by itself") {
  Make m;
  m.signals = {"Never"};
  const int x = m.created("X", -1, 9);
  m.thread("T", {loop({create(x), signal(0)})});
  m.teardown = {wait(0)};
  m.never(Hazard::deadlock);
  CHECK(verdicts(m, "wdf", 0) == "holds");
}

TEST_CASE("a join that gives up is a printed step") {
  Make m;
  const int x = m.object("X");
  const int t = m.thread("T", {loop({})});
  m.teardown = {join(t, true), delete_(x)};
  m.possible(created_at(x), deleted(x));
  m.never(Hazard::deadlock);
  CHECK(verdicts(m) == "holds 2, violated 0");
}

TEST_CASE("a test and what follows are two steps, test-and-set is one") {
  Make m;
  m.flags = {"Gone"};
  const int x = m.object("X");
  m.never(Hazard::double_delete);
  SUBCASE("if, set") {
    for (const char* name : {"T", "U"}) m.thread(name, {if_(0, {}, {set(0), delete_(x)})});
    CHECK(verdicts(m) == "violated 6");
  }
  SUBCASE("test-and-set") {
    for (const char* name : {"T", "U"}) m.thread(name, {test_and_set(0, {delete_(x)})});
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("cleared between") {
    for (const char* name : {"T", "U"}) m.thread(name, {test_and_set(0, {delete_(x), clear(0)})});
    CHECK(verdicts(m) == "violated 5");
  }
}

TEST_CASE("create fails under a parent that is being deleted") {
  Make m;
  const int parent = m.object("Parent"), child = m.created("Child", parent), other = m.object("Other");
  m.teardown = {delete_(parent)};
  SUBCASE("the attempt touches the parent") {
    m.thread("T", {create(child)});
    m.never(Hazard::use_after_cleanup, parent);
    CHECK(verdicts(m) == "violated 3");
  }
  SUBCASE("the short form skips the rest") {
    m.thread("T", {maybe({create(child)}), delete_(other)});
    m.assuming(deleted(parent), created_at(child));
    m.assuming(created_at(parent), created_at(child));
    m.possible(deleted(parent), deleted(other));
    CHECK(verdicts(m) == "holds 2");
  }
  SUBCASE("the long form goes on with else") {
    m.thread("T", {create_else(child, {delete_(other)})});
    m.always(deleted(parent), deleted(other));
    m.possible(deleted(parent), deleted(other));
    CHECK(verdicts(m) == "holds, holds 3");
  }
}

TEST_CASE("a short create that fails skips the body, or the iteration of the innermost loop") {
  Make m;
  const int x = m.created("X"), y = m.object("Y");
  m.never(Hazard::double_delete, y);
  SUBCASE("the body") {
    m.teardown = {create(x), create(x), delete_(y)};
    CHECK(verdicts(m) == "vacuous");
  }
  SUBCASE("branches are part of it") {
    m.teardown = {create(x), choose({{create(x)}}), delete_(y)};
    CHECK(verdicts(m) == "vacuous");
  }
  SUBCASE("the iteration") {
    m.teardown = {create(x), loop({create(x)}), delete_(y)};
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("but what the thread holds is released") {
    m.checks.clear();
    m.never(Hazard::leak, y);
    m.thread("T", {create(x), create(x), use(y)}, {y});
    m.teardown = {delete_(y)};
    CHECK(verdicts(m) == "holds");
  }
}

TEST_CASE("create needs its parent and what it is allocated from; with none left it touches nothing") {
  Make m;
  const int list = m.object("List");
  const int x = m.created("X");
  m.objects[x].from = list;
  SUBCASE("unborn list") {
    m.objects[list].created = true;
    m.teardown = {create_else(x, {})};
    m.never(Hazard::leak);
    CHECK(verdicts(m) == "vacuous");
  }
  SUBCASE("the list is touched") {
    m.thread("T", {create(x)});
    m.teardown = {delete_(list)};
    m.never(Hazard::use_after_cleanup, list);
    CHECK(verdicts(m) == "violated 3");
  }
  SUBCASE("none left") {
    m.teardown = {create(x), delete_(list), create(x)};
    m.never(Hazard::use_after_cleanup, list);
    CHECK(verdicts(m) == "holds");
  }
}

TEST_CASE("names after a create") {
  Make m;
  const int x = m.created("X", -1, 2);
  SUBCASE("the name means the one just created") {
    m.teardown = {create(x), create(x), delete_(x)};
    m.never(Hazard::double_delete, x, 1);
    m.never(Hazard::double_delete, x, 2);
    CHECK(verdicts(m) == "vacuous, holds");
  }
  SUBCASE("until the iteration ends") {
    m.teardown = {loop({create(x)}), delete_(x)};
    m.possible(created_at(x, 2), deleted(x, 1));
    CHECK(verdicts(m) == "holds 3");
  }
  SUBCASE("not only until the branch ends") {
    m.teardown = {create(x), choose({{create(x)}}), delete_(x)};
    m.possible(created_at(x, 2), deleted(x, 1));
    CHECK(verdicts(m) == "violated");
  }
}

TEST_CASE("a bare name with count means any one that is born") {
  Make m;
  const int x = m.object("X", -1, 2);
  SUBCASE("use") {
    m.thread("T", {use(x)});
    m.teardown = {delete_(numbered(x, 1))};
    m.never(Hazard::use_after_cleanup, x, 1);
    m.never(Hazard::use_after_cleanup, x, 2);
    CHECK(verdicts(m) == "violated 3, vacuous");
  }
  SUBCASE("delete, anew each time") {
    m.teardown = {delete_(x), delete_(x)};
    m.never(Hazard::double_delete);
    m.possible(deleted(x, 2), deleted(x, 1));
    CHECK(verdicts(m) == "violated 2, holds 2");
  }
}

TEST_CASE("each: every one that is born, one after the other, in any order") {
  Make m;
  const int x = m.object("X", -1, 2), y = m.created("Y", -1, 2);
  SUBCASE("delete") {
    m.teardown = {delete_(each(x))};
    m.possible(cleaned(x, 2), cleaned(x, 1));
    m.never(Hazard::double_delete);
    CHECK(verdicts(m) == "holds 4, holds");
    CHECK(verdicts(m, "wdf-source") == "holds 5, holds");  // the first delete waits for the destroy
  }
  SUBCASE("none is born: no printed step") {
    m.teardown = {use(each(y)), create(y)};
    m.never(Hazard::leak);
    CHECK(verdicts(m) == "violated 1");
  }
  SUBCASE("an action on a name of which nothing is born is a printed step") {
    m.teardown = {use(y), create(y)};
    m.never(Hazard::leak);
    CHECK(verdicts(m) == "violated 2");
  }
}

TEST_CASE("names inside a callback") {
  Make m;
  const int parent = m.object("Parent", -1, 2), child = m.object("Child", parent, 2);
  m.teardown = {delete_(numbered(parent, 1)), delete_(numbered(parent, 2))};
  SUBCASE("the bare name of its own declaration is itself") {
    m.cleanup(child, {use(child)});
    m.never(Hazard::use_after_cleanup);
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("a number is a number") {
    m.cleanup(child, {use(numbered(child, 1))});
    m.never(Hazard::use_after_cleanup);  // delete, Child#1 begins, uses, delete, Child#2 begins, uses
    CHECK(verdicts(m) == "violated 6");
  }
  SUBCASE("an ancestor's name is its own ancestor") {
    m.cleanup(child, {use(parent)});
    m.never(Hazard::use_after_cleanup);
    CHECK(verdicts(m) == "holds");
  }
  SUBCASE("the allocator's name is its own allocator") {
    const int list = m.object("List", -1, 2);
    m.objects[child].from = list;
    m.cleanup(child, {reference(list)});
    m.teardown = {delete_(numbered(parent, 2))};
    m.thread("T", {dereference(numbered(list, 1))});
    m.never(Hazard::over_dereference, list, 1);
    m.possible(cleaned(child, 2), cleaned(parent, 2));
    CHECK(verdicts(m) == "violated 1, holds 4");
  }
}

TEST_CASE("every order of callbacks") {
  Make m;
  const int parent = m.object("Parent");
  m.object("A", parent);
  m.object("B", parent);
  m.teardown = {delete_(parent)};
  const auto number_of_orders = [&](const std::string& framework, Executions executions) {
    return callback_orders(m.scenario(), reading(framework), executions, 2, 100000).value().size();
  };
  // immediate: the linear orders of a<p, b<p, a<x, b<y, p<z; the contract: the children's cleanups in either
  // order, then the parent's, then three destroys in any order; the source: one.
  CHECK(number_of_orders("wdf-immediate", Executions::maximal) == 30);
  CHECK(number_of_orders("wdf", Executions::maximal) == 12);
  CHECK(number_of_orders("wdf-source", Executions::maximal) == 1);
  CHECK(number_of_orders("wdf-source", Executions::prefixes) == 7);
  CHECK_FALSE(callback_orders(m.scenario(), reading("wdf"), Executions::maximal, 2, 5).has_value());
}

}  // namespace
}  // namespace afterlife::naive
