#include "solver/machine/update/going_on.hpp"

#include <cstdint>

namespace afterlife {

void start_body(RunNow& run, const Program& body) {
  run.registers.assign(body.registers, 0);
  skip_jumps(run, body);
}

void skip_jumps(RunNow& at, const Program& body) {
  for (;;) {
    const Instruction& in = body.at(at.pc);
    if (in.op != Opcode::jump && in.op != Opcode::enter && in.op != Opcode::repeat && in.op != Opcode::leave) return;
    at.pc = in.next;
    if (in.op == Opcode::jump) continue;
    const LoopSlot& loop = body.loops[in.loop];
    if (in.op != Opcode::repeat) at.registers[loop.counter] = 0;
    for (const auto& [binding, saved] : loop.saved) {
      if (in.op == Opcode::enter) at.registers[saved] = at.registers[binding];
      if (in.op == Opcode::repeat) at.registers[binding] = at.registers[saved];
      if (in.op == Opcode::leave) at.registers[saved] = 0;
    }
  }
}

void finish(RunNow& at, const Instances& instances, const Instruction& in, int object) {
  at.object = -1;
  at.pc = in.done;
  if (in.again < 0) return;
  const int bit = object - instances.first(in.action->target.index);
  at.set[bit / 64] &= ~(std::uint64_t{1} << (bit % 64));
  if (--at.left > 0)
    at.pc = in.again;
  else
    at.set.clear();
}

void bind(RunNow& run, const Meanings& meanings, const Standing& at, int declaration, int object) {
  run.registers[at.body.binding(declaration)] = meanings.in_callback(at, declaration) == object ? 0 : object + 1;
}

}  // namespace afterlife
