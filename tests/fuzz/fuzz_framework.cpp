// Any bytes as a framework: a value or diagnostics, never a crash, never without end.
#include <cstddef>
#include <cstdint>
#include <string>

#include "cli/render_diagnostic.hpp"
#include "model/reader/reader.hpp"
#include "tests/fuzz/judge.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace afterlife;
  static const Source small = {
      "small.yaml", "scenario: small\nobjects: { A: { type: WDFTIMER, parent: B }, B: { type: WDFOBJECT } }\n"};
  const Source source = {"fuzz.yaml", std::string(data, data + size)};
  // Nothing is extended from the disk: there is no such folder.
  const Read<Framework> framework = read_framework_source(source, "/nowhere");
  if (framework) {
    fuzz::judge(*framework);
    const Read<Scenario> scenario = read_scenario(small, *framework);
    if (!scenario) render(scenario.error(), false);
  } else {
    fuzz::judge(framework.error(), source);
    render(framework.error(), true);
  }
  return 0;
}
