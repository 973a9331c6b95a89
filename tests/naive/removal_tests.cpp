// Removal, unload and close, with the callbacks that come before the deletion.
#include <doctest/doctest.h>

#include "tests/naive/verdicts.hpp"

namespace afterlife::naive {
namespace {

constexpr const char* kExit = "EvtDeviceD0Exit";
constexpr const char* kRelease = "EvtDeviceReleaseHardware";

TEST_CASE("removal callbacks run in the framework's order, and then the object is deleted") {
  Make m;
  const int device = m.typed("WDFDEVICE", "Device"), x = m.object("X");
  m.removal(device, kRelease, {});
  m.removal(device, kExit, {use(x)});
  m.possible(runs(device, kExit), runs(device, kRelease));
  m.possible(runs(device, kRelease), runs(device, kExit));
  m.always(runs(device, kRelease), deleted(device));
  m.possible(runs(device, kRelease), deleted(device));
  m.never(Hazard::leak);
  SUBCASE("remove") {
    m.teardown = {remove(device)};
    CHECK(verdicts(m) == "holds 3, violated, holds, holds 4, holds");
  }
  SUBCASE("the end of a device that could not be added: the deletion alone") {
    m.teardown = {remove(device, true)};
    CHECK(verdicts(m) == "violated, violated, violated 1, violated, holds");
  }
  SUBCASE("twice: the callbacks run again") {
    m.teardown = {remove(device), remove(device)};
    m.never(Hazard::double_delete);
    CHECK(verdicts(m) == "holds 3, holds 7, holds, holds 4, holds, violated 10");
  }
  SUBCASE("an assumption holds a callback back, and all that follows") {
    m.teardown = {remove(device)};
    m.assuming(deleted(x), runs(device, kExit));
    CHECK(verdicts(m) == "violated, violated, vacuous, violated, vacuous");
  }
  SUBCASE("a callback that the object does not give never begins") {
    m.objects[device].removals.clear();
    m.teardown = {remove(device)};
    CHECK(verdicts(m) == "violated, violated, violated 1, violated, holds");
  }
}

TEST_CASE("unload and close") {
  Make m;
  const int driver = m.typed("WDFDRIVER", "Driver"), file = m.typed("WDFFILEOBJECT", "File");
  m.removal(driver, "EvtDriverUnload", {});
  m.removal(file, "EvtFileCleanup", {});
  m.removal(file, "EvtFileClose", {});
  m.teardown = {close(file), unload(driver)};
  m.possible(runs(file, "EvtFileClose"), deleted(file));
  m.possible(runs(driver, "EvtDriverUnload"), deleted(driver));
  m.never(Hazard::forbidden_delete);
  CHECK(verdicts(m) == "holds 3, holds 5, vacuous");
}

TEST_CASE("what is not born cannot be removed") {
  Make m;
  const int device = m.typed("WDFDEVICE", "Device"), y = m.created("Y");
  m.objects[device].created = true;
  m.removal(device, kExit, {});
  m.teardown = {remove(device), create(y)};
  m.never(Hazard::leak, y);
  m.never(Hazard::double_delete);
  CHECK(verdicts(m) == "violated 2, vacuous");
}

TEST_CASE("names in a removal callback") {
  Make m;
  const int device = m.typed("WDFDEVICE", "Device", -1, 2), child = m.object("Child", device, 2);
  m.teardown = {remove(numbered(device, 2))};
  SUBCASE("self, and its own name") {
    m.removal(device, kExit, {delete_(self(device))});
    m.removal(device, kRelease, {delete_(device)});
    m.never(Hazard::double_delete, device, 1);
    m.never(Hazard::double_delete, device, 2);
    CHECK(verdicts(m) == "vacuous, violated 4");
  }
  SUBCASE("which instance is meant is fixed before the first callback") {
    m.removal(device, kExit, {});
    m.teardown = {remove(device)};
    m.possible(created_at(child, 1), deleted(device, 1));
    m.possible(runs(device, kExit, 1), deleted(device, 2));
    CHECK(verdicts(m) == "holds 2, violated");
  }
  SUBCASE("each of them, one after the other") {
    m.removal(device, kExit, {});
    m.teardown = {remove(each(device))};
    m.possible(deleted(device, 1), runs(device, kExit, 2));
    m.possible(runs(device, kExit, 2), runs(device, kExit, 1));
    m.never(Hazard::double_delete);
    CHECK(verdicts(m) == "holds 7, holds 7, holds");  // the first with its child is gone by then
  }
  SUBCASE("afterwards names mean what they meant before") {
    const int x = m.created("X", -1, 2);
    m.removal(device, kExit, {create(x)});
    m.teardown = {create(x), remove(numbered(device, 1)), delete_(x)};
    m.possible(created_at(x, 2), deleted(x, 1));
    m.possible(created_at(x, 2), deleted(x, 2));
    CHECK(verdicts(m) == "holds 9, violated");
  }
  SUBCASE("another object's name means any") {
    m.removal(device, kExit, {delete_(child)});
    m.possible(runs(device, kExit, 2), deleted(child, 1));
    m.possible(created_at(device, 1), deleted(child, 1));
    CHECK(verdicts(m) == "violated, holds 2");
  }
}

TEST_CASE("a removal callback is a body of its own") {
  Make m;
  m.signals = {"Go"};
  const int device = m.typed("WDFDEVICE", "Device"), x = m.created("X"), y = m.object("Y");
  m.possible(created_at(y), deleted(y));
  m.possible(created_at(device), deleted(device));
  SUBCASE("a short create that fails skips the rest of it") {
    m.removal(device, kExit, {create(x), create(x), delete_(y)});
    m.teardown = {remove(device)};
    CHECK(verdicts(m) == "violated, holds 4");
  }
  SUBCASE("a loop in it is no outermost loop of the thread that removes") {
    m.removal(device, kExit, {loop({delete_(y)})});
    m.thread("T", {remove(device)});
    CHECK(verdicts(m) == "holds 2, holds 2");
  }
  SUBCASE("it is at PASSIVE_LEVEL whoever removes") {
    m.removal(device, kExit, {wait(0)});
    m.dispatch_thread("T", {remove(device), delete_(y)});
    m.thread("S", {signal(0)});
    m.never(Hazard::wait_at_dispatch);
    CHECK(verdicts(m) == "holds 7, holds 4, holds");
    m.threads[0].does.push_back(wait(0));
    CHECK(verdicts(m) == "holds 7, holds 4, violated 7");
  }
}

TEST_CASE("a delete of what only the framework deletes") {
  Make m;
  const int device = m.typed("WDFDEVICE", "Device"), x = m.object("X");
  m.never(Hazard::forbidden_delete);
  m.never(Hazard::double_delete);
  SUBCASE("by delete; it is carried out") {
    m.teardown = {delete_(device)};
    m.possible(deleted(device), destroyed(device));
    CHECK(verdicts(m) == "violated 1, holds, holds 3");
  }
  SUBCASE("by removal") {
    m.teardown = {remove(device), remove(device)};
    CHECK(verdicts(m) == "vacuous, violated 4");
  }
  SUBCASE("by the default teardown") {
    m.teardown = {delete_(device)};
    m.teardown[0].framework_own = true;
    CHECK(verdicts(m) == "vacuous, holds");
  }
  SUBCASE("of something else") {
    m.teardown = {delete_(x)};
    CHECK(verdicts(m) == "vacuous, holds");
  }
}

}  // namespace
}  // namespace afterlife::naive
