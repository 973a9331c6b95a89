#include "model/reader/scenario/action_table.hpp"

namespace afterlife {
namespace {

using K = ActionKind;
using F = ActionForm;
using E = EntityKind;

const std::vector<ActionRow>& table() {
  static const std::vector<ActionRow> rows = {
      {"use", K::use, F::plain, {E::object}, {}},
      {"context", K::context, F::plain, {E::object}, {}},
      {"reference", K::reference, F::plain, {E::object}, {}},
      {"dereference", K::dereference, F::plain, {E::object}, {}},
      {"create", K::create, F::create, {E::object}, {}},
      {"delete", K::delete_, F::plain, {E::object}, {}},
      {"complete", K::complete, F::plain, {E::object}, {"request"}},
      {"remove", K::remove, F::remove, {E::object}, {"device"}},
      {"unload", K::unload, F::plain, {E::object}, {"driver"}},
      {"close", K::close, F::plain, {E::object}, {"file"}},
      {"start", K::start, F::plain, {E::thread, E::object}, {"timer", "work-item", "dpc"}},
      {"enqueue", K::enqueue, F::plain, {E::object}, {"work-item", "dpc", "timer"}},
      {"request-stop", K::request_stop, F::plain, {E::thread}, {}},
      {"join", K::join, F::waiting, {E::thread}, {}},
      {"stop", K::stop, F::waiting, {E::thread}, {}},
      {"cancel", K::cancel, F::plain, {E::object}, {"timer", "dpc", "io-target", "request"}},
      {"cancel-and-wait", K::cancel_and_wait, F::waiting, {E::object}, {"timer", "dpc", "io-target"}},
      {"flush", K::flush, F::plain, {E::object}, {"work-item", "io-target"}},
      {"signal", K::signal, F::plain, {E::signal}, {}},
      {"wait", K::wait, F::waiting, {E::signal}, {}},
      {"set", K::set, F::plain, {E::flag}, {}},
      {"clear", K::clear, F::plain, {E::flag}, {}},
      {"if", K::if_, F::test, {E::flag}, {}},
      {"test-and-set", K::test_and_set, F::test, {E::flag}, {}},
      {"lock", K::lock, F::plain, {E::lock, E::object}, {"lock"}},
      {"unlock", K::unlock, F::plain, {E::lock, E::object}, {"lock"}},
      {"add", K::add, F::move, {E::object}, {}},
      {"take", K::take, F::move, {E::object}, {}},
      {"send", K::send, F::send, {E::object}, {"request"}},
      {"loop", K::loop, F::body, {}, {}},
      {"choose", K::choose, F::choose, {}, {}},
      {"maybe", K::maybe, F::body, {}, {}},
      {"at-irql", K::at_irql, F::at_irql, {}, {}},
  };
  return rows;
}

}  // namespace

const ActionRow* action_named(std::string_view word) {
  static const std::unordered_map<std::string_view, const ActionRow*> by_word = [] {
    std::unordered_map<std::string_view, const ActionRow*> rows;
    for (const ActionRow& row : table()) rows.emplace(row.word, &row);
    return rows;
  }();
  const auto found = by_word.find(word);
  return found == by_word.end() ? nullptr : found->second;
}

const Words& action_words() {
  static const Words words = [] {
    Words all;
    for (const ActionRow& row : table()) all.push_back(row.word);
    return all;
  }();
  return words;
}

}  // namespace afterlife
