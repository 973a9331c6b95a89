#include "tests/generate/own_framework.hpp"

#include <algorithm>
#include <stdexcept>

#include "model/reader/reader.hpp"

namespace afterlife {
namespace {

constexpr const char* kOwnTypes = R"(
types:
  BARE-WORK: { extends: WDFOBJECT, roles: [work-item] }
  DRAINED-WORK: { extends: WDFOBJECT, roles: [work-item], drained-before: cleanup, queued-run: runs, own-delete: inside, runs-at: as-declared }
  WAITING-WORK: { extends: WDFOBJECT, roles: [work-item], drained-before: cleanup, queued-run: cancelled, own-delete: waits }
  LOCK-WORK: { extends: WDFOBJECT, roles: [work-item, lock], callbacks: { entry: [EvtWork] } }
  BARE-TIMER: { extends: WDFOBJECT, roles: [timer] }
  COLLECTING-TIMER: { extends: WDFOBJECT, roles: [timer, collection], runs-at: dispatch, callbacks: { entry: [EvtTick] } }
  BARE-DPC: { extends: WDFOBJECT, roles: [dpc], runs-at: dispatch }
  BARE-REQUEST: { extends: WDFOBJECT, roles: [request] }
  LOCK-REQUEST: { extends: WDFOBJECT, roles: [request, lock], runs-at: dispatch }
  BARE-TARGET: { extends: WDFOBJECT, roles: [io-target] }
  COLLECTING-TARGET: { extends: WDFOBJECT, roles: [io-target, collection], drained-after: cleanup, cleanup-at: passive }
  BARE-COLLECTION: { extends: WDFOBJECT, roles: [collection] }
  BARE-LOCK: { extends: WDFOBJECT, roles: [lock] }
  BARE-DEVICE: { extends: WDFOBJECT, roles: [device] }
  WORKING-DEVICE: { extends: WDFDEVICE, deleted-by: driver, roles: [work-item], callbacks: { entry: [EvtWork], removal: [EvtLast] } }
  BARE-DRIVER: { extends: WDFOBJECT, roles: [driver] }
  CLOSED-DRIVER: { extends: WDFOBJECT, roles: [driver, file, device], callbacks: { removal: [EvtFirst, EvtLast] } }
  BARE-FILE: { extends: WDFOBJECT, roles: [file] }
removal-order: [EvtDeviceSelfManagedIoSuspend, EvtDeviceD0ExitPreInterruptsDisabled, EvtFirst, EvtDeviceD0Exit, EvtDeviceReleaseHardware, EvtDeviceSelfManagedIoFlush, EvtDeviceSelfManagedIoCleanup, EvtDriverUnload, EvtFileCleanup, EvtFileClose, EvtLast]
)";

const Framework*& chosen() {
  static const Framework* framework = nullptr;
  return framework;
}

const Framework& wdf() {
  static const Framework framework = *read_framework("wdf");
  return framework;
}

}  // namespace

std::string own_framework_text(const std::string& reading) {
  return "framework: own-" + reading + "\nextends: " + reading + "\n" + kOwnTypes;
}

Framework own_framework(const std::string& reading) {
  const Read<Framework> framework = read_framework_source({"own.yaml", own_framework_text(reading)});
  if (!framework) throw std::logic_error("own.yaml: " + framework.error().front().message);
  return *framework;
}

const std::vector<std::string>& own_types() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> found;
    for (const TypeDecl& type : own_framework("wdf").types)
      if (std::ranges::none_of(wdf().types, [&](const TypeDecl& t) { return t.name == type.name; }))
        found.push_back(type.name);
    return found;
  }();
  return names;
}

std::vector<std::string> own_types_like(const std::string& type) {
  if (type == "WDFWORKITEM") return {"BARE-WORK", "DRAINED-WORK", "WAITING-WORK", "LOCK-WORK"};
  if (type == "WDFTIMER") return {"BARE-TIMER", "COLLECTING-TIMER"};
  if (type == "WDFDPC") return {"BARE-DPC"};
  if (type == "WDFREQUEST" || type == "WDFDELIVEREDREQUEST") return {"BARE-REQUEST", "LOCK-REQUEST"};
  if (type == "WDFIOTARGET") return {"BARE-TARGET", "COLLECTING-TARGET"};
  if (type == "WDFCOLLECTION") return {"BARE-COLLECTION", "COLLECTING-TARGET", "COLLECTING-TIMER"};
  if (type == "WDFSPINLOCK" || type == "WDFWAITLOCK") return {"BARE-LOCK", "LOCK-WORK", "LOCK-REQUEST"};
  if (type == "WDFDEVICE" || type == "WDFCONTROLDEVICE") return {"BARE-DEVICE", "WORKING-DEVICE", "CLOSED-DRIVER"};
  if (type == "WDFFILEOBJECT") return {"BARE-FILE", "CLOSED-DRIVER"};
  return {};
}

GeneratingFor::GeneratingFor(const Framework& framework) { chosen() = &framework; }
GeneratingFor::~GeneratingFor() { chosen() = nullptr; }

const Framework& framework_to_generate_for() { return chosen() != nullptr ? *chosen() : wdf(); }
bool generates_own_types() { return chosen() != nullptr; }

}  // namespace afterlife
