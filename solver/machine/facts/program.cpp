#include "solver/machine/facts/program.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace afterlife {
namespace {

class Compiler {
 public:
  Compiler(const Scenario& scenario, bool thread) : scenario_(scenario), thread_(thread) {}

  Program run(const Body& body) {
    find_bound(body);
    program_.registers = static_cast<int>(program_.bound.size());
    std::vector<int> to_end;
    skips_.emplace_back();
    add_body(body);
    const int end = add(Opcode::end, nullptr);
    for (const int at : skips_.back()) program_.instructions[at].other = end;
    return std::move(program_);
  }

 private:
  void find_bound(const Body& body) {
    for (const Action& action : body) {
      if (binds(action.kind) &&
          std::find(program_.bound.begin(), program_.bound.end(), action.target.index) == program_.bound.end())
        program_.bound.push_back(action.target.index);
      for (const Body& inner : action.bodies) find_bound(inner);
      const std::vector<const Callback*> called = called_by(action);
      removing_.push_back(action.target.index);
      for (const Callback* callback : called) find_bound(callback->body);
      removing_.pop_back();
    }
  }

  // The removal callbacks that the action runs.
  [[nodiscard]] std::vector<const Callback*> called_by(const Action& action) const {
    std::vector<const Callback*> called;
    // A removal from inside the removal of the same object runs no callbacks.
    const bool inside = std::find(removing_.begin(), removing_.end(), action.target.index) != removing_.end();
    if (removes(action.kind) && !action.failed_add && !inside)
      for (const Callback& callback : scenario_.objects[action.target.index].removals) called.push_back(&callback);
    return called;
  }

  [[nodiscard]] int here() const { return static_cast<int>(program_.instructions.size()); }
  Instruction& at(int pc) { return program_.instructions[pc]; }

  int add(Opcode op, const Action* action) {
    Instruction made;
    made.op = op;
    made.action = action;
    made.next = here() + 1;
    made.level = level_;
    made.removed = removed_;
    program_.instructions.push_back(std::move(made));
    return here() - 1;
  }

  void add_body(const Body& body) {
    for (const Action& action : body) add_action(action);
  }

  static const Body& branch(const Action& action, std::size_t which) {
    static const Body nothing;
    return which < action.bodies.size() ? action.bodies[which] : nothing;
  }

  void add_action(const Action& action) {
    switch (facts(action.kind).shape) {
      case ActionShape::touch:
      case ActionShape::act:
      case ActionShape::take: return add_plain(action);
      case ActionShape::bounded: return add_wait(action);
      case ActionShape::stop: return add_stop(action);
      case ActionShape::cancel: return add_cancel(action);
      case ActionShape::deletion: return add_delete(action);
      case ActionShape::removal: return called_by(action).empty() ? add_delete(action) : add_removal(action);
      case ActionShape::create: return add_create(action);
      case ActionShape::send: return add_send(action);
      case ActionShape::test: return add_either(Opcode::test, action);
      case ActionShape::maybe: return add_maybe(action);
      case ActionShape::choose: return add_choose(action);
      case ActionShape::loop: return add_loop(action);
      case ActionShape::at_irql: return add_at_irql(action);
    }
  }

  // The instruction that fixes the set of an `each`, or nothing.
  int add_pick(const Action& action) {
    return action.target.which == Mention::Which::each ? add(Opcode::pick_set, &action) : -1;
  }

  void close_pick(int pick, int act, int last) {
    for (int pc = act; pc <= last; ++pc) at(pc).done = here();
    if (pick < 0) return;
    at(pick).done = here();
    for (int pc = act; pc <= last; ++pc) at(pc).again = act;
  }

  void add_plain(const Action& action) {
    const int pick = add_pick(action);
    const int act = add(Opcode::act, &action);
    close_pick(pick, act, act);
  }

  void add_wait(const Action& action) {
    if (!action.may_time_out) return add_plain(action);
    const int decide = add(Opcode::bounded, &action);
    const int wait = add(Opcode::act, &action);
    const int go_on = add(Opcode::give_up, &action);
    at(decide).other = go_on;
    at(wait).done = at(go_on).done = here();
  }

  void add_stop(const Action& action) {
    const int request = add(Opcode::act, &action);
    at(request).done = here();
    const int decide = action.may_time_out ? add(Opcode::bounded, &action) : -1;
    add(Opcode::join_part, &action);
    if (decide >= 0) at(decide).other = here();
  }

  void add_delete(const Action& action) {
    const int pick = add_pick(action);
    const int request = add(Opcode::delete_, &action);
    const int decide = add(Opcode::delete_choice, &action);
    const int wait = add(Opcode::delete_wait, &action);
    at(request).next = decide;
    at(request).other = wait;
    at(decide).next = wait;
    close_pick(pick, request, wait);
  }

  void add_cancel(const Action& action) {
    const int pick = add_pick(action);
    const int request = add(Opcode::cancel, &action);
    if (action.may_time_out) add(Opcode::cancel_choice, &action);
    const int wait = add(Opcode::cancel_wait, &action);
    close_pick(pick, request, wait);
  }

  // Which instance is meant, its callbacks one after the other, and the request to delete it.
  void add_removal(const Action& action) {
    const int pick = add_pick(action);
    const int outer = removed_, register_ = program_.registers++;
    const int choose = add(Opcode::pick_removed, &action);
    removing_.push_back(action.target.index);
    removed_ = register_;
    for (std::size_t i = 0; i < scenario_.objects[action.target.index].removals.size(); ++i)
      add_call(action, static_cast<int>(i));
    removed_ = outer;
    removing_.pop_back();
    const int request = add(Opcode::delete_, &action);
    const int decide = add(Opcode::delete_choice, &action);
    const int wait = add(Opcode::delete_wait, &action);
    at(choose).other = request;
    at(request).next = decide;
    at(request).other = wait;
    at(decide).next = wait;
    close_pick(pick, request, wait);
    for (const int pc : {choose, request}) at(pc).removes = register_;
    if (pick >= 0)
      for (int pc = request; pc <= wait; ++pc) at(pc).again = choose;
  }

  void add_call(const Action& action, int callback) {
    const int frame = static_cast<int>(program_.frames.size());
    program_.frames.emplace_back();
    for (std::size_t i = 0; i < program_.bound.size(); ++i)
      program_.frames[frame].emplace_back(static_cast<int>(i), program_.registers++);
    const std::optional<Irql> outer = level_;
    level_ = Irql::passive;
    const int call = add(Opcode::call, &action);
    skips_.emplace_back();
    add_body(scenario_.objects[action.target.index].removals[callback].body);
    const int end = add(Opcode::call_end, &action);
    for (const int skip : skips_.back()) at(skip).other = end;
    skips_.pop_back();
    for (const int pc : {call, end}) {
      at(pc).callback = callback;
      at(pc).frame = frame;
    }
    level_ = outer;
  }

  void add_at_irql(const Action& action) {
    const std::optional<Irql> outer = level_;
    level_ = action.irql;
    add_body(branch(action, 0));
    level_ = outer;
  }

  void add_send(const Action& action) {
    const int send = add(Opcode::send, &action);
    const int over = add(Opcode::jump, nullptr);
    at(send).other = here();
    add_body(branch(action, 0));
    at(over).next = here();
  }

  void add_create(const Action& action) {
    const int create = add(Opcode::create, &action);
    if (action.short_form) {
      skips_.back().push_back(create);
      return;
    }
    const int over = add(Opcode::jump, nullptr);
    at(create).other = here();
    add_body(branch(action, 0));
    at(over).next = here();
  }

  void add_either(Opcode op, const Action& action) {
    const int test = add(op, &action);
    add_body(branch(action, 0));
    const int over = add(Opcode::jump, nullptr);
    at(test).other = here();
    add_body(branch(action, 1));
    at(over).next = here();
  }

  void add_maybe(const Action& action) {
    const int choice = add(Opcode::maybe, &action);
    add_body(branch(action, 0));
    at(choice).other = here();
  }

  void add_choose(const Action& action) {
    if (action.bodies.empty()) return;
    const int choice = add(Opcode::choose, &action);
    std::vector<int> overs;
    for (const Body& body : action.bodies) {
      at(choice).branches.push_back(here());
      add_body(body);
      overs.push_back(add(Opcode::jump, nullptr));
    }
    for (const int over : overs) at(over).next = here();
  }

  void add_loop(const Action& action) {
    const int number = static_cast<int>(program_.loops.size());
    program_.loops.push_back({program_.registers++, {}});
    save_bindings(number, action.bodies);
    at(add(Opcode::enter, nullptr)).loop = number;
    const int head = add(Opcode::head, &action);
    at(head).loop = number;
    at(head).outermost = thread_ && skips_.size() == 1;
    skips_.emplace_back();
    for (const Body& body : action.bodies) add_body(body);
    const int repeat = add(Opcode::repeat, nullptr);
    at(repeat).next = head;
    at(repeat).loop = number;
    for (const int skip : skips_.back()) at(skip).other = repeat;
    skips_.pop_back();
    at(head).other = add(Opcode::leave, nullptr);
    at(at(head).other).loop = number;
  }

  void save_bindings(int loop, const std::vector<Body>& bodies) {
    for (std::size_t i = 0; i < program_.bound.size(); ++i)
      if (std::any_of(bodies.begin(), bodies.end(), [&](const Body& b) { return creates(b, program_.bound[i]); }))
        program_.loops[loop].saved.emplace_back(static_cast<int>(i), program_.registers++);
  }

  static bool creates(const Body& body, int declaration) {
    return std::any_of(body.begin(), body.end(), [&](const Action& action) {
      return (binds(action.kind) && action.target.index == declaration) ||
             std::any_of(action.bodies.begin(), action.bodies.end(),
                         [&](const Body& inner) { return creates(inner, declaration); });
    });
  }

  const Scenario& scenario_;
  bool thread_;
  std::optional<Irql> level_;  // of what is added now, where it is not the agent's own
  int removed_ = -1;           // inside a removal callback: the register of its instance
  std::vector<int> removing_;  // declarations in whose removal callbacks this is
  Program program_;
  std::vector<std::vector<int>> skips_;  // failing short creates, by loop: where they go is known at its end
};

}  // namespace

int Program::binding(int declaration) const {
  const auto found = std::find(bound.begin(), bound.end(), declaration);
  return found == bound.end() ? -1 : static_cast<int>(found - bound.begin());
}

Program lower(const Body& body, const Scenario& scenario, bool thread) { return Compiler(scenario, thread).run(body); }

}  // namespace afterlife
