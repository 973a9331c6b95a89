// A framework of one's own: a reading of WDF, and beside its types bare ones, which have no entry callback and say
// nothing of what becomes of their runs, and ones with several roles at once.
//
//   const Framework framework = own_framework("wdf-source");
//   const GeneratingFor own(framework);                  // scenarios are made of its types while this lives
//   const Scenario scenario = random_scenario(7);
#pragma once

#include <string>
#include <vector>

#include "model/framework.hpp"

namespace afterlife {

Framework own_framework(const std::string& reading);
std::string own_framework_text(const std::string& reading);

// What may stand for a type of WDF there; empty where nothing may.
std::vector<std::string> own_types_like(const std::string& type);
// All of them.
const std::vector<std::string>& own_types();

// The framework whose types scenarios are made of: wdf, or another while this lives.
class GeneratingFor {
 public:
  explicit GeneratingFor(const Framework&);
  ~GeneratingFor();
  GeneratingFor(const GeneratingFor&) = delete;
  GeneratingFor& operator=(const GeneratingFor&) = delete;
};

const Framework& framework_to_generate_for();
bool generates_own_types();

}  // namespace afterlife
