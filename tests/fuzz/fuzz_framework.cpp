// Any bytes as a framework: a value or diagnostics, never a crash, never without end. Scenarios of its types have to be
// answered by every command.
#include <cstddef>
#include <cstdint>
#include <string>

#include "cli/report/diagnostic.hpp"
#include "model/reader/reader.hpp"
#include "tests/fuzz/judge.hpp"
#include "tests/support/every_command.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace afterlife;
  constexpr std::size_t kTypes = 8;
  const Source source = {"fuzz.yaml", std::string(data, data + size)};
  // Nothing is extended from the disk: there is no such folder.
  const Read<Framework> framework = read_framework_source(source, "/nowhere");
  if (framework) {
    fuzz::judge(*framework);
    for (const std::string& text : scenarios_for(*framework, kTypes)) {
      const Read<Scenario> scenario = read_scenario({"small.yaml", text}, *framework);
      if (scenario)
        every_command(*scenario, *framework);
      else
        render(scenario.error(), false);
    }
  } else {
    fuzz::judge(framework.error(), source);
    render(framework.error(), true);
  }
  return 0;
}
