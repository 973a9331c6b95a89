// Remarks on a scenario that need a search: a delete that changes nothing because an ancestor's deletion is already
// taking the object, and bodies that can never run. What the text alone shows is in model/notes.hpp.
//
//   for (const NoteQuestion& q : notes_to_ask(graph))
//     if (possible(q.goals) == q.when_possible) say(q.note);
#pragma once

#include <vector>

#include "model/notes.hpp"
#include "solver/question/goals.hpp"

namespace afterlife {

// The note is due when some of the goals can be reached (`when_possible`), or when none can.
struct NoteQuestion {
  Note note;
  std::vector<Goal> goals;
  bool when_possible = false;
};

std::vector<NoteQuestion> notes_to_ask(const EventGraph&);

}  // namespace afterlife
