// A body of actions as flat code with jumps, so that where an agent stands is one number.
//
//   Program program = lower(thread.does, scenario, /*thread=*/true);
//   print(program.at(pc).op);                               // what the agent does next
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "model/scenario.hpp"
#include "solver/machine/facts/opcode.hpp"

namespace afterlife {

struct Instruction {
  Opcode op = Opcode::end;
  const Action* action = nullptr;
  int next = -1, other = -1, done = -1;
  int again = -1;  // `each`: where the next member's action is, -1: not an `each`
  int loop = -1;   // into Program::loops
  bool outermost = false;
  std::optional<Irql> level;  // given by at-irql, or by a removal callback
  int removed = -1;           // in a removal callback: the register that holds its instance (id + 1)
  int removes = -1;           // of a removal: the register that holds the instance that is removed
  int callback = -1;          // call, call_end: into the declaration's removal callbacks
  int frame = -1;             // call, call_end: into Program::frames
  std::vector<int> branches;
};

struct LoopSlot {
  int counter = 0;                         // register
  std::vector<std::pair<int, int>> saved;  // binding register, register that keeps it over an iteration
};

// What the names of the agent are bound to outside a removal callback: binding register, register that keeps it.
using SavedBindings = std::vector<std::pair<int, int>>;

class Program {
 public:
  [[nodiscard]] const Instruction& at(int pc) const { return instructions[pc]; }
  // The register that holds what `create` or `take` last bound of this declaration (instance id + 1, 0: nothing), or
  // -1.
  [[nodiscard]] int binding(int declaration) const;

  std::vector<Instruction> instructions;
  std::vector<LoopSlot> loops;
  std::vector<SavedBindings> frames;
  std::vector<int> bound;  // declarations that the body creates or takes; register i belongs to bound[i]
  int registers = 0;
};

// `thread`: loops that are not inside another are left when a stop is asked for.
Program lower(const Body&, const Scenario&, bool thread);

}  // namespace afterlife
