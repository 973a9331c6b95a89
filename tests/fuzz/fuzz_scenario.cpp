// Any bytes as a scenario: a value or diagnostics, never a crash, never without end. What is a scenario has to be
// answered by every command.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "cli/report/diagnostic.hpp"
#include "model/reader/reader.hpp"
#include "tests/fuzz/judge.hpp"
#include "tests/support/every_command.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace afterlife;
  static const Framework framework = read_framework("wdf").value();
  const Source source = {"fuzz.yaml", std::string(data, data + size)};
  framework_named_in(source);
  const Read<Scenario> scenario = read_scenario(source, framework);
  if (scenario) {
    fuzz::judge(*scenario);
    every_command(*scenario, framework);
  } else {
    fuzz::judge(scenario.error(), source);
    render(scenario.error(), false);
  }
  return 0;
}
