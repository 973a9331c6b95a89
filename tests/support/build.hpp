// Scenarios and frameworks by hand, for tests that do not want to go through files.
//
//   using namespace afterlife::build;
//   Scenario s = ScenarioBuilder()
//                    .object("P")
//                    .object("C", {.parent = "P", .cleanup = Steps{use("P"), dereference("self")}})
//                    .object("M", {.parent = "P", .from = "C", .count = 2})
//                    .thread("T", {loop({use("each M")})}, {.holds = {"C", "M#2"}})
//                    .teardown({stop("T"), delete_("P")})
//                    .assume("C.cleanup before M.destroy")
//                    .never("use-after-cleanup").always("C.cleanup before M#1.cleanup")
//                    .build();
//   Framework f = contract();                     // or immediate(), book(), source()
//
// Names are written as in a scenario file: "M", "M#2", "self", "each M". Objects are of type Object; an object of
// type Lock can be locked. Locks, signals and flags come to be where they are mentioned.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/framework.hpp"
#include "model/scenario.hpp"

namespace afterlife::build {

// An action with its names still in words.
struct Do {
  ActionKind kind = ActionKind::use;
  std::string name;
  std::vector<std::vector<Do>> bodies{};
  bool may_time_out = false;
  bool short_form = false;
};
using Steps = std::vector<Do>;

inline Do use(std::string x) { return {ActionKind::use, std::move(x)}; }
inline Do context(std::string x) { return {ActionKind::context, std::move(x)}; }
inline Do reference(std::string x) { return {ActionKind::reference, std::move(x)}; }
inline Do dereference(std::string x) { return {ActionKind::dereference, std::move(x)}; }
inline Do delete_(std::string x) { return {ActionKind::delete_, std::move(x)}; }
inline Do remove_(std::string x) { return {ActionKind::remove, std::move(x)}; }
inline Do create(std::string x) { return {ActionKind::create, std::move(x), {}, false, true}; }  // the short form
inline Do create_else(std::string x, Steps otherwise) {
  return {ActionKind::create, std::move(x), {std::move(otherwise)}};
}
inline Do start(std::string t) { return {ActionKind::start, std::move(t)}; }
inline Do request_stop(std::string t) { return {ActionKind::request_stop, std::move(t)}; }
inline Do join(std::string t) { return {ActionKind::join, std::move(t)}; }
inline Do stop(std::string t) { return {ActionKind::stop, std::move(t)}; }
inline Do signal(std::string e) { return {ActionKind::signal, std::move(e)}; }
inline Do wait(std::string e) { return {ActionKind::wait, std::move(e)}; }
inline Do bounded(Do waiting) { return waiting.may_time_out = true, waiting; }  // bounded(join("T"))
inline Do set(std::string f) { return {ActionKind::set, std::move(f)}; }
inline Do clear(std::string f) { return {ActionKind::clear, std::move(f)}; }
inline Do if_(std::string f, Steps then, Steps otherwise = {}) {
  return {ActionKind::if_, std::move(f), {std::move(then), std::move(otherwise)}};
}
inline Do test_and_set(std::string f, Steps then, Steps otherwise = {}) {
  return {ActionKind::test_and_set, std::move(f), {std::move(then), std::move(otherwise)}};
}
inline Do lock(std::string l) { return {ActionKind::lock, std::move(l)}; }
inline Do unlock(std::string l) { return {ActionKind::unlock, std::move(l)}; }
inline Do loop(Steps body) { return {ActionKind::loop, "", {std::move(body)}}; }
inline Do maybe(Steps body) { return {ActionKind::maybe, "", {std::move(body)}}; }
inline Do choose(std::vector<Steps> branches) { return {ActionKind::choose, "", std::move(branches)}; }

struct ObjectOptions {
  std::string parent{}, from{};
  int count = 1;
  std::string type = "Object";
  std::optional<Steps> cleanup{}, destroy{};  // callbacks; Steps{} is an empty one
  std::optional<Irql> execution_level{};
};

struct ThreadOptions {
  std::vector<std::string> holds{};
  Irql irql = Irql::passive;
};

class ScenarioBuilder {
 public:
  ScenarioBuilder& object(std::string name, ObjectOptions = {});
  ScenarioBuilder& thread(std::string name, Steps does, ThreadOptions = {});
  ScenarioBuilder& teardown(Steps);  // default: delete every object that has no parent
  ScenarioBuilder& assume(std::string order);
  ScenarioBuilder& loop_bound(int);
  ScenarioBuilder& never(std::string hazard);  // "leak", "leak of M"
  ScenarioBuilder& always(std::string order);
  ScenarioBuilder& possible(std::string order);
  ScenarioBuilder& never_order(std::string order);
  [[nodiscard]] Scenario build() const;

 private:
  struct ObjectToBe {
    std::string name;
    ObjectOptions options;
  };
  struct ThreadToBe {
    std::string name;
    Steps does;
    ThreadOptions options;
  };
  struct CheckToBe {
    Check::Kind kind;
    std::string text;
  };
  std::vector<ObjectToBe> objects_;
  std::vector<ThreadToBe> threads_;
  std::optional<Steps> teardown_;
  std::vector<std::string> assume_;
  std::vector<CheckToBe> checks_;
  int loop_bound_ = 2;
};

// The four readings, as small as they can be said. Each knows the types Object and Lock and every hazard.
Framework immediate();
Framework contract();
Framework book();
Framework source();

// A rule `first-axis.first-phase before self.then-phase`: rule("child.cleanup before self.cleanup", "id").
Rule rule(const std::string& order, const std::string& id, bool unless_referenced = false);

}  // namespace afterlife::build
