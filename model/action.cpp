#include "model/action.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace afterlife {
namespace {

using K = ActionKind;
using F = ActionForm;
using E = EntityKind;
using T = Touches;
using W = Waits;
using S = ActionShape;

constexpr std::array kObject{E::object}, kThread{E::thread}, kSignal{E::signal}, kFlag{E::flag};
constexpr std::array kThreadOrObject{E::thread, E::object}, kLockOrObject{E::lock, E::object};

using Role = std::string_view;
constexpr std::array kRequest{Role("request")}, kDevice{Role("device")}, kDriver{Role("driver")}, kFile{Role("file")},
    kLock{Role("lock")};
constexpr std::array kStarted{Role("timer"), Role("work-item"), Role("dpc")};
constexpr std::array kQueued{Role("work-item"), Role("dpc"), Role("timer")};
constexpr std::array kCancelled{Role("timer"), Role("dpc"), Role("io-target"), Role("request")};
constexpr std::array kWaitedFor{Role("timer"), Role("dpc"), Role("io-target")};
constexpr std::array kFlushed{Role("work-item"), Role("io-target")};

// clang-format off
constexpr ActionFacts kActions[] = {
    {K::use,             "use",             "uses %",                                           "",                          F::plain,   kObject,         {},         T::target,   W::never,    S::touch,     ""},
    {K::context,         "context",         "touches the context of %",                         "",                          F::plain,   kObject,         {},         T::context,  W::never,    S::touch,     ""},
    {K::reference,       "reference",       "references %",                                     "",                          F::plain,   kObject,         {},         T::target,   W::never,    S::act,       ""},
    {K::dereference,     "dereference",     "dereferences %",                                   "",                          F::plain,   kObject,         {},         T::nothing,  W::never,    S::act,       ""},
    {K::create,          "create",          "touches % by an attempt to create another object", "",                          F::create,  kObject,         {},         T::creators, W::never,    S::create,    ""},
    {K::delete_,         "delete",          "deletes %",                                        "",                          F::plain,   kObject,         {},         T::nothing,  W::never,    S::deletion,  ""},
    {K::complete,        "complete",        "completes %",                                      "",                          F::plain,   kObject,         kRequest,   T::nothing,  W::never,    S::deletion,  ""},
    {K::remove,          "remove",          "removes %",                                        "",                          F::remove,  kObject,         kDevice,    T::nothing,  W::never,    S::removal,   ""},
    {K::unload,          "unload",          "unloads %",                                        "",                          F::plain,   kObject,         kDriver,    T::nothing,  W::never,    S::removal,   ""},
    {K::close,           "close",           "closes %",                                         "",                          F::plain,   kObject,         kFile,      T::nothing,  W::never,    S::removal,   ""},
    {K::start,           "start",           "starts a thread that holds %",                     "",                          F::plain,   kThreadOrObject, kStarted,   T::held,     W::never,    S::act,       ""},
    {K::enqueue,         "enqueue",         "enqueues %",                                       "",                          F::plain,   kObject,         kQueued,    T::target,   W::never,    S::act,       ""},
    {K::request_stop,    "request-stop",    "asks % to stop",                                   "",                          F::plain,   kThread,         {},         T::nothing,  W::never,    S::act,       ""},
    {K::join,            "join",            "waits for %",                                      "",                          F::waiting, kThread,         {},         T::nothing,  W::blocking, S::bounded,   "join waits until % has ended"},
    {K::stop,            "stop",            "stops %",                                          "",                          F::waiting, kThread,         {},         T::nothing,  W::blocking, S::stop,      "stop waits until % has ended"},
    {K::cancel,          "cancel",          "cancels %",                                        "",                          F::plain,   kObject,         kCancelled, T::target,   W::never,    S::act,       ""},
    {K::cancel_and_wait, "cancel-and-wait", "cancels %",                                        "",                          F::waiting, kObject,         kWaitedFor, T::target,   W::blocking, S::cancel,    ""},
    {K::flush,           "flush",           "flushes %",                                        "",                          F::plain,   kObject,         kFlushed,   T::target,   W::blocking, S::act,       "flush waits until no run of % is pending or in progress"},
    {K::signal,          "signal",          "signals %",                                        "",                          F::plain,   kSignal,         {},         T::nothing,  W::never,    S::act,       ""},
    {K::wait,            "wait",            "waits for %",                                      "",                          F::waiting, kSignal,         {},         T::nothing,  W::blocking, S::bounded,   "wait for %"},
    {K::set,             "set",             "sets %",                                           "",                          F::plain,   kFlag,           {},         T::nothing,  W::never,    S::act,       ""},
    {K::clear,           "clear",           "clears %",                                         "",                          F::plain,   kFlag,           {},         T::nothing,  W::never,    S::act,       ""},
    {K::if_,             "if",              "tests %",                                          "",                          F::test,    kFlag,           {},         T::nothing,  W::never,    S::test,      ""},
    {K::test_and_set,    "test-and-set",    "tests and sets %",                                 "",                          F::test,    kFlag,           {},         T::nothing,  W::never,    S::test,      ""},
    {K::lock,            "lock",            "locks %",                                          "",                          F::plain,   kLockOrObject,   kLock,      T::target,   W::spinning, S::act,       "lock waits until nobody else holds %"},
    {K::unlock,          "unlock",          "unlocks %",                                        "",                          F::plain,   kLockOrObject,   kLock,      T::target,   W::never,    S::act,       ""},
    {K::add,             "add",             "adds % to a collection",                           "adds something to %",       F::move,    kObject,         {},         T::both,     W::never,    S::act,       ""},
    {K::take,            "take",            "takes %",                                          "takes something out of %",  F::move,    kObject,         {},         T::other,    W::blocking, S::take,      "take waits until something is in the collection"},
    {K::send,            "send",            "sends %",                                          "sends a request to %",      F::send,    kObject,         kRequest,   T::both,     W::never,    S::send,      ""},
    {K::loop,            "loop",            "",                                                 "",                          F::body,    {},              {},         T::nothing,  W::never,    S::loop,      ""},
    {K::choose,          "choose",          "",                                                 "",                          F::choose,  {},              {},         T::nothing,  W::never,    S::choose,    ""},
    {K::maybe,           "maybe",           "",                                                 "",                          F::body,    {},              {},         T::nothing,  W::never,    S::maybe,     ""},
    {K::at_irql,         "at-irql",         "",                                                 "",                          F::at_irql, {},              {},         T::nothing,  W::never,    S::at_irql,   ""},
};
// clang-format on

constexpr bool is_in_order() {
  std::size_t next = 0;
  return std::ranges::all_of(kActions, [&](const ActionFacts& row) { return row.kind == static_cast<K>(next++); });
}
static_assert(is_in_order());

}  // namespace

std::span<const ActionFacts> actions() { return kActions; }

const ActionFacts& facts(ActionKind kind) { return kActions[static_cast<std::size_t>(kind)]; }

const ActionFacts* action_named(std::string_view word) {
  static const std::unordered_map<std::string_view, const ActionFacts*> by_word = [] {
    std::unordered_map<std::string_view, const ActionFacts*> rows;
    for (const ActionFacts& row : kActions) rows.emplace(row.word, &row);
    return rows;
  }();
  const auto found = by_word.find(word);
  return found == by_word.end() ? nullptr : found->second;
}

}  // namespace afterlife
