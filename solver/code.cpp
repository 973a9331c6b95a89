#include "solver/code.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace afterlife {
namespace {

class Compiler {
 public:
  explicit Compiler(bool thread) : thread_(thread) {}

  Code run(const Body& body) {
    find_bound(body);
    code_.registers = static_cast<int>(code_.bound.size());
    std::vector<int> to_end;
    skips_.emplace_back();
    add_body(body);
    const int end = add(Op::end, nullptr);
    for (const int at : skips_.back()) code_.instructions[at].other = end;
    return std::move(code_);
  }

 private:
  void find_bound(const Body& body) {
    for (const Action& action : body) {
      if (action.kind == ActionKind::create &&
          std::find(code_.bound.begin(), code_.bound.end(), action.target.index) == code_.bound.end())
        code_.bound.push_back(action.target.index);
      for (const Body& inner : action.bodies) find_bound(inner);
    }
  }

  [[nodiscard]] int here() const { return static_cast<int>(code_.instructions.size()); }
  Instruction& at(int pc) { return code_.instructions[pc]; }

  int add(Op op, const Action* action) {
    Instruction made;
    made.op = op;
    made.action = action;
    made.next = here() + 1;
    code_.instructions.push_back(std::move(made));
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
    switch (action.kind) {
      case ActionKind::use:
      case ActionKind::context:
      case ActionKind::reference:
      case ActionKind::dereference:
      case ActionKind::start:
      case ActionKind::request_stop:
      case ActionKind::signal:
      case ActionKind::set:
      case ActionKind::clear:
      case ActionKind::lock:
      case ActionKind::unlock: return add_plain(action);
      case ActionKind::join:
      case ActionKind::wait: return add_wait(action);
      case ActionKind::stop: return add_stop(action);
      case ActionKind::delete_: return add_delete(action);
      case ActionKind::create: return add_create(action);
      case ActionKind::if_:
      case ActionKind::test_and_set: return add_either(Op::test, action);
      case ActionKind::maybe: return add_maybe(action);
      case ActionKind::choose: return add_choose(action);
      case ActionKind::loop: return add_loop(action);
      default: break;
    }
    throw std::logic_error("the machine is given only what it decides, not " + std::string(name(action.kind)));
  }

  // The instruction that fixes the set of an `each`, or nothing.
  int add_pick(const Action& action) {
    return action.target.which == Mention::Which::each ? add(Op::pick_set, &action) : -1;
  }

  void close_pick(int pick, int act, int last) {
    for (int pc = act; pc <= last; ++pc) at(pc).done = here();
    if (pick < 0) return;
    at(pick).done = here();
    for (int pc = act; pc <= last; ++pc) at(pc).again = act;
  }

  void add_plain(const Action& action) {
    const int pick = add_pick(action);
    const int act = add(Op::act, &action);
    close_pick(pick, act, act);
  }

  void add_wait(const Action& action) {
    if (!action.may_time_out) return add_plain(action);
    const int decide = add(Op::bounded, &action);
    const int wait = add(Op::act, &action);
    const int go_on = add(Op::give_up, &action);
    at(decide).other = go_on;
    at(wait).done = at(go_on).done = here();
  }

  void add_stop(const Action& action) {
    const int request = add(Op::act, &action);
    at(request).done = here();
    const int decide = action.may_time_out ? add(Op::bounded, &action) : -1;
    add(Op::join_part, &action);
    if (decide >= 0) at(decide).other = here();
  }

  void add_delete(const Action& action) {
    const int pick = add_pick(action);
    const int request = add(Op::delete_, &action);
    const int decide = add(Op::delete_choice, &action);
    const int wait = add(Op::delete_wait, &action);
    at(request).next = decide;
    at(request).other = wait;
    at(decide).next = wait;
    close_pick(pick, request, wait);
  }

  void add_create(const Action& action) {
    const int create = add(Op::create, &action);
    if (action.short_form) {
      skips_.back().push_back(create);
      return;
    }
    const int over = add(Op::jump, nullptr);
    at(create).other = here();
    add_body(branch(action, 0));
    at(over).next = here();
  }

  void add_either(Op op, const Action& action) {
    const int test = add(op, &action);
    add_body(branch(action, 0));
    const int over = add(Op::jump, nullptr);
    at(test).other = here();
    add_body(branch(action, 1));
    at(over).next = here();
  }

  void add_maybe(const Action& action) {
    const int choice = add(Op::maybe, &action);
    add_body(branch(action, 0));
    at(choice).other = here();
  }

  void add_choose(const Action& action) {
    if (action.bodies.empty()) return;
    const int choice = add(Op::choose, &action);
    std::vector<int> overs;
    for (const Body& body : action.bodies) {
      at(choice).branches.push_back(here());
      add_body(body);
      overs.push_back(add(Op::jump, nullptr));
    }
    for (const int over : overs) at(over).next = here();
  }

  void add_loop(const Action& action) {
    const int number = static_cast<int>(code_.loops.size());
    code_.loops.push_back({code_.registers++, {}});
    save_bindings(number, action.bodies);
    at(add(Op::enter, nullptr)).loop = number;
    const int head = add(Op::head, &action);
    at(head).loop = number;
    at(head).outermost = thread_ && skips_.size() == 1;
    skips_.emplace_back();
    for (const Body& body : action.bodies) add_body(body);
    const int repeat = add(Op::repeat, nullptr);
    at(repeat).next = head;
    at(repeat).loop = number;
    for (const int skip : skips_.back()) at(skip).other = repeat;
    skips_.pop_back();
    at(head).other = add(Op::leave, nullptr);
    at(at(head).other).loop = number;
  }

  void save_bindings(int loop, const std::vector<Body>& bodies) {
    for (std::size_t i = 0; i < code_.bound.size(); ++i)
      if (std::any_of(bodies.begin(), bodies.end(), [&](const Body& b) { return creates(b, code_.bound[i]); }))
        code_.loops[loop].saved.emplace_back(static_cast<int>(i), code_.registers++);
  }

  static bool creates(const Body& body, int declaration) {
    return std::any_of(body.begin(), body.end(), [&](const Action& action) {
      return (action.kind == ActionKind::create && action.target.index == declaration) ||
             std::any_of(action.bodies.begin(), action.bodies.end(),
                         [&](const Body& inner) { return creates(inner, declaration); });
    });
  }

  bool thread_;
  Code code_;
  std::vector<std::vector<int>> skips_;  // failing short creates, by loop: where they go is known at its end
};

}  // namespace

int Code::binding(int declaration) const {
  const auto found = std::find(bound.begin(), bound.end(), declaration);
  return found == bound.end() ? -1 : static_cast<int>(found - bound.begin());
}

Code compile(const Body& body, bool thread) { return Compiler(thread).run(body); }

}  // namespace afterlife
