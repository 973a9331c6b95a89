#include "model/scenario.hpp"

namespace afterlife {

std::string_view name(ActionKind kind) {
  switch (kind) {
    case ActionKind::use: return "use";
    case ActionKind::context: return "context";
    case ActionKind::reference: return "reference";
    case ActionKind::dereference: return "dereference";
    case ActionKind::create: return "create";
    case ActionKind::delete_: return "delete";
    case ActionKind::complete: return "complete";
    case ActionKind::remove: return "remove";
    case ActionKind::unload: return "unload";
    case ActionKind::close: return "close";
    case ActionKind::start: return "start";
    case ActionKind::enqueue: return "enqueue";
    case ActionKind::request_stop: return "request-stop";
    case ActionKind::join: return "join";
    case ActionKind::stop: return "stop";
    case ActionKind::cancel: return "cancel";
    case ActionKind::cancel_and_wait: return "cancel-and-wait";
    case ActionKind::flush: return "flush";
    case ActionKind::signal: return "signal";
    case ActionKind::wait: return "wait";
    case ActionKind::set: return "set";
    case ActionKind::clear: return "clear";
    case ActionKind::if_: return "if";
    case ActionKind::test_and_set: return "test-and-set";
    case ActionKind::lock: return "lock";
    case ActionKind::unlock: return "unlock";
    case ActionKind::add: return "add";
    case ActionKind::take: return "take";
    case ActionKind::send: return "send";
    case ActionKind::loop: return "loop";
    case ActionKind::choose: return "choose";
    case ActionKind::maybe: return "maybe";
    case ActionKind::at_irql: return "at-irql";
  }
  return "";
}

bool removes(ActionKind kind) {
  return kind == ActionKind::remove || kind == ActionKind::unload || kind == ActionKind::close;
}

bool requests_deletion(ActionKind kind) {
  return kind == ActionKind::delete_ || kind == ActionKind::complete || removes(kind);
}

std::string Scenario::instance_name(int object, int number) const {
  const ObjectDecl& decl = objects[object];
  return decl.count > 1 ? decl.name + "#" + std::to_string(number) : decl.name;
}

std::string Scenario::name_of(const Mention& mention) const {
  switch (mention.entity) {
    case EntityKind::object:
      return mention.which == Mention::Which::numbered ? instance_name(mention.index, mention.number)
                                                       : objects[mention.index].name;
    case EntityKind::thread: return threads[mention.index].name;
    case EntityKind::lock: return locks[mention.index];
    case EntityKind::signal: return signals[mention.index];
    case EntityKind::flag: return flags[mention.index];
  }
  return {};
}

}  // namespace afterlife
