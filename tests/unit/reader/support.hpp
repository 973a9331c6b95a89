// Reading short texts in tests, and a small framework that is not any shipped one.
#pragma once

#include <string>

#include "cli/report/diagnostic.hpp"
#include "model/reader/reader.hpp"

namespace afterlife::test {

inline const std::string kShelf = R"(framework: shelf
title: A shelf
phases: { cleanup: OnCleanup, destroy: OnDestroy }
general: THING
rules:
  - { id: children-first, first: child.cleanup, then: self.cleanup, says: Children first., source: Manual }
types:
  THING: { parent: { given: may, default: DRIVER, source: "Manual, Things" } }
  BOX: { extends: THING }
  DRIVER: { extends: THING, parent: { given: never, source: "Manual, Drivers" }, callbacks: { removal: [OnUnload] }, roles: [driver] }
  DEVICE: { extends: THING, parent: { given: may, of: [DRIVER], default: DRIVER, source: "Manual, Devices" }, callbacks: { removal: [OnPowerDown] }, roles: device }
  QUEUE: { extends: THING, parent: { given: may, of: DEVICE, default: DEVICE } }
  FILE: { extends: THING, callbacks: { removal: [OnClose] }, roles: file }
  REQUEST: { extends: THING, deleted-by: framework, roles: request }
  LOCK: { extends: THING, roles: lock }
  COLLECTION: { extends: THING, roles: collection }
  TIMER: { extends: THING, parent: { given: must, within: DEVICE, source: "Manual, Timers" }, callbacks: { entry: OnTimer }, drained-before: cleanup, queued-run: cancelled, roles: timer }
  WORK: { extends: THING, callbacks: { entry: OnWork }, drained-before: cleanup, queued-run: runs, roles: work-item }
  DPC: { extends: THING, callbacks: { entry: OnDpc }, drained-before: never, roles: dpc }
)";

inline const Framework& shelf() {
  static const Framework framework = [] {
    Read<Framework> read = read_framework_source({"shelf.yaml", kShelf});
    return read.value();
  }();
  return framework;
}

inline Read<Scenario> read(const std::string& text, const Framework& framework = shelf()) {
  return read_scenario({"test.yaml", text}, framework);
}

// What is said of a scenario with mistakes; empty when there are none.
inline std::string mistakes_in(const std::string& text, const Framework& framework = shelf()) {
  const Read<Scenario> scenario = read(text, framework);
  return scenario ? std::string() : render(scenario.error(), false);
}

// The codes alone, "AL0301 AL0302".
inline std::string codes_in(const std::string& text, const Framework& framework = shelf()) {
  const Read<Scenario> scenario = read(text, framework);
  std::string codes;
  if (!scenario)
    for (const Diagnostic& d : scenario.error()) codes += (codes.empty() ? "" : " ") + d.code;
  return codes;
}

inline std::string mistakes_in_framework(const std::string& text) {
  const Read<Framework> framework = read_framework_source({"test.yaml", text});
  return framework ? std::string() : render(framework.error(), false);
}

}  // namespace afterlife::test
