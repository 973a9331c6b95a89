// What an instruction is. What an agent can do there, and what that does: solver/machine/steps/opcodes.cpp.
//
//   if (program.at(pc).op == Opcode::delete_wait) visit(pc);
//
// Every instruction but the quiet ones (jump, enter, repeat, leave) is one step, or blocks.
#pragma once

#include <cstddef>

namespace afterlife {

// `next`, `other` and `done` are where it goes to: solver/machine/facts/program.hpp, Instruction.
enum class Opcode {
  act,            // an action done in one step; goes to `next`
  create,         // goes to `next`, or to `other` when it fails
  send,           // goes to `next`, or to `other` when it fails
  delete_,        // the request; goes to `next` (the choice of waiting), `other` (waiting) or `done`
  delete_choice,  // 1: `next` (waiting), 0: `done`
  delete_wait,    // to `done`
  cancel,         // the request of a cancel-and-wait; goes to `next` (the choice of waiting, or the wait)
  cancel_choice,  // 1: `next` (waiting), 0: `done`
  cancel_wait,    // to `done`
  pick_removed,   // which instance is removed; goes to `next`, or to `other` when there is none
  call,           // a removal callback begins; goes to `next`
  call_end,       // its body has ended; goes to `next`
  bounded,        // a bounded wait decides; 1: `next` (waits), 0: `other` (goes on without)
  give_up,        // the action of a bounded wait that does not wait; goes to `next`
  join_part,      // the end of the thread that a `stop` waits for; goes to `next`
  test,           // if, test-and-set; `next` when it is the `then` branch, else `other`
  choose,         // one of `branches`
  maybe,          // 1: `next`, 0: `other`
  head,           // loop: 1: `next`, 0: `other`; `outermost` reads the stop request instead of choosing
  pick_set,       // what `each` means; goes to `next`, or to `done` when that is nothing
  end,            // of the body
  jump,           // quiet, to `next`, as the rest; these with the bookkeeping of loop number `loop`:
  enter,
  repeat,
  leave,
};

constexpr std::size_t kOpcodes = static_cast<std::size_t>(Opcode::leave) + 1;

}  // namespace afterlife
