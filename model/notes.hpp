// Remarks on a scenario: things that are no mistake, and that its writer may not have meant. They never fail a run.
//
//   for (const Note& note : notes_on(scenario, framework)) std::cout << note.id << ": " << note.text << '\n';
//
// These follow from the text alone; those that need a search are in solver/check/notes.hpp.
#pragma once

#include <string>
#include <vector>

#include "model/framework.hpp"
#include "model/scenario.hpp"

namespace afterlife {

struct Note {
  std::string id;    // "forbidden-delete", "unused-object", "idle-reference", "create-under-lock", …
  std::string text;  // one sentence
  Span at;
};

std::vector<Note> notes_on(const Scenario&, const Framework&);

}  // namespace afterlife
