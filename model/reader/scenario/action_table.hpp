// Every action of the language: its word, what may follow it, and what it may be done to. One row per action.
//
//   if (const ActionRow* row = action_named("complete")) print(row->roles);     // {"request"}
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "model/reader/scenario/context.hpp"

namespace afterlife {

enum class ActionForm {
  plain,    // use: X, or a list
  waiting,  // join: X, a list, or {of: X, may-time-out: true}
  create,   // create: X, a list, or {object: X, else: [..]}
  test,     // if: {flag: F, then: [..], else: [..]}
  move,     // add: {object: X, to: C}
  send,     // send: {request: R, to: T, else: [..]}
  remove,   // remove: X, a list, or {of: X, failed-add: true}
  body,     // loop: [..]
  choose,   // choose: [[..], [..]]
  at_irql,  // at-irql: {level: dispatch, do: [..]}
};

struct ActionRow {
  std::string_view word;
  ActionKind kind;
  ActionForm form;
  std::vector<EntityKind> targets;
  Words roles;
};

const ActionRow* action_named(std::string_view word);
const Words& action_words();

}  // namespace afterlife
