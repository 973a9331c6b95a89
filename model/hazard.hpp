// The hazards: what can go wrong with a lifetime. One table, which the help, the schemas, the documents, the
// reports and the tests all read.
//
//   for (const HazardFacts& h : hazards()) std::cout << h.id << ": " << h.says << '\n';
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace afterlife {

enum class Hazard {
  use_after_cleanup,
  unreferenced_use_after_cleanup,
  use_after_destroy,
  use_in_destroy,
  over_dereference,
  leak,
  deadlock,
  double_delete,
  forbidden_delete,
  start_after_delete,
  wait_at_dispatch,
};

// What has to have become of the object by then, in the words of docs/semantics.md.
enum class HazardState { any, cleaned_up, destroy_begun, deletion_requested, in_deletion };

struct HazardFacts {
  Hazard hazard;
  std::string_view id;    // as written in a scenario
  std::string_view says;  // one sentence: when it holds
  bool about_objects;     // may be narrowed by `of X`
  bool at_rest;           // judged where everything has come to rest, not at a step
  HazardState state;
  bool unreferenced;  // and no explicit reference on the object is outstanding
  // What is missing where no step could cause it; % is the object that is asked about. Either nothing does to it what
  // the hazard speaks of, or what that is done to (`acted_on`) never comes to be in the state that it takes.
  std::string_view no_act, acted_on, no_state;
};

std::span<const HazardFacts> hazards();
const HazardFacts& facts(Hazard);
std::optional<Hazard> hazard_named(std::string_view id);

}  // namespace afterlife
