#include "cli/input/named_objects.hpp"

#include <algorithm>

#include "cli/terminal/layout.hpp"

namespace afterlife {

bool named_objects(const Scenario& scenario, const std::vector<std::string>& names, const Output& err,
                   std::vector<int>& of) {
  for (const std::string& name : names) {
    const auto found = std::ranges::find(scenario.objects, name, &ObjectDecl::name);
    if (found != scenario.objects.end()) {
      of.push_back(static_cast<int>(found - scenario.objects.begin()));
      continue;
    }
    const bool instance = name.find('#') != std::string::npos;
    constexpr std::size_t kMostListed = 12;
    std::string known;
    for (std::size_t i = 0; i < std::min(kMostListed, scenario.objects.size()); ++i)
      known += (i == 0 ? "" : ", ") + printable(scenario.objects[i].name);
    if (scenario.objects.size() > kMostListed) known += ", …";
    err.write("afterlife: --of: " + printable(scenario.source.name) + " declares no object '" + printable(name) +
              "'\n  help: it declares " + (known.empty() ? "none" : known) +
              (instance ? "; instances are named together, without their number\n" : "\n"));
    return false;
  }
  return true;
}

}  // namespace afterlife
