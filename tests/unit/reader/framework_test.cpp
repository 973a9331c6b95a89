// Framework files: what they mean, and what is said of bad ones.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/unit/reader/support.hpp"

namespace afterlife {
namespace {

Framework good(const std::string& text) {
  CHECK(test::mistakes_in_framework(text) == "");
  return read_framework_source({"test.yaml", text}).value();
}

std::string said(const std::string& text) {
  std::string all;
  const Read<Framework> read = read_framework_source({"test.yaml", text});
  if (read) return all;
  for (const Diagnostic& d : read.error())
    all += d.file + ":" + std::to_string(d.at.line) + ":" + std::to_string(d.at.column) + " " + d.code + " " +
           d.message + (d.hint.empty() ? "" : " | " + d.hint) + "\n";
  return all;
}

std::vector<std::string> ids(const Framework& framework) {
  std::vector<std::string> found;
  for (const Rule& rule : framework.rules) found.push_back(rule.id);
  return found;
}

// A folder of files for one test.
class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(std::filesystem::temp_directory_path() / ("afterlife-reader-" + name)) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_ / "below");
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name) << text; }
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("the example of the page of framework files means what the page says") {
  std::ifstream page(std::string(AFTERLIFE_SOURCE_DIR) + "/docs/framework-file.md");
  std::string text, line;
  while (std::getline(page, line) && line != "```yaml") {
  }
  while (std::getline(page, line) && line != "```")
    if (!line.starts_with("extends:") && !line.starts_with("drop:")) text += line + "\n";
  const Framework f = good(text);
  CHECK(f.name == "shelf");
  CHECK(f.cleanup_name == "EvtCleanupCallback");
  CHECK(f.general_type == "THING");
  REQUIRE(f.rules.size() == 2);
  CHECK(f.rules[0].axis == Axis::child);
  CHECK(f.rules[0].unless->self_type == "REQUEST");
  CHECK(f.rules[0].unless->first_passive);
  CHECK(f.rules[0].unless->deletion_irql == Irql::dispatch);
  CHECK(f.rules[1].axis == Axis::parent);
  CHECK(f.rules[1].then == Phase::destroy);
  CHECK(f.rules[1].where->self_pool == "paged");
  CHECK(f.rules[1].where->self_execution_level == Irql::passive);
  CHECK(f.rules[1].unless->referenced);
  const TypeDecl& timer = *f.type("TIMER");
  CHECK(timer.parent.need == ParentRule::Need::required);
  CHECK(timer.parent.within == std::vector<std::string>{"DEVICE"});
  CHECK(timer.drain.queued == Drain::Queued::cancelled);
  CHECK(timer.drain.own_delete == Drain::OwnDelete::waits);
  CHECK(timer.drain.runs_at == Drain::RunsAt::as_declared);
  CHECK(timer.callback("EvtTimerFunc")->kind == CallbackKind::entry);
  CHECK(timer.callback("EvtDestroyCallback")->kind == CallbackKind::destroy);
  CHECK(f.type("DEVICE")->passive_cleanup);
  CHECK(f.type("DEVICE")->parent.default_type == "DRIVER");
  CHECK_FALSE(f.type("DRIVER")->driver_may_delete);
  REQUIRE(f.held_references.size() == 1);
  CHECK(f.held_references[0].until == HeldReference::Until::destroy_ends);
  CHECK(f.held_references[0].types == std::vector<std::string>{"BOX"});
  CHECK(f.deletion.returns == DeletionFacts::Returns::any_time);
  CHECK(f.removal_order.size() == 3);
  CHECK(f.hazards.size() == 4);
}

TEST_CASE("types inherit what they do not say") {
  const Framework f = good(R"(framework: f
types:
  LATER: { extends: BASE, roles: lock, callbacks: { removal: Two }, deleted-by: driver }
  BASE: { callbacks: { lifecycle: [cleanup], entry: One }, roles: [timer], deleted-by: framework, cleanup-at: passive, drained-before: cleanup, queued-run: runs, parent: { given: must } }
  LAST: { extends: LATER, cleanup-at: any, drained-before: never, callbacks: { lifecycle: [] }, parent: { given: may } }
)");
  const TypeDecl& later = *f.type("LATER");
  CHECK(later.lineage == std::vector<std::string>{"LATER", "BASE"});
  CHECK(later.is("BASE"));
  CHECK(later.roles == std::vector<std::string>{"timer", "lock"});
  CHECK(later.driver_may_delete);
  CHECK(later.passive_cleanup);
  CHECK(later.parent.need == ParentRule::Need::required);
  CHECK(later.drain.queued == Drain::Queued::runs);
  CHECK(later.callback("cleanup") != nullptr);
  CHECK(later.callback("destroy") == nullptr);
  CHECK(later.callback("One") != nullptr);
  const TypeDecl& last = *f.type("LAST");
  CHECK_FALSE(last.passive_cleanup);
  CHECK(last.callback("cleanup") == nullptr);
  CHECK(last.callback("Two") != nullptr);
  CHECK(last.drain.queued == Drain::Queued::not_drained);
  CHECK(last.parent.need == ParentRule::Need::optional);
}

TEST_CASE("extending takes over everything, replaces by id, drops") {
  const Folder folder("extends");
  folder.write("base.yaml", R"(framework: base
title: Base
general: BOX
phases: { cleanup: OnCleanup, destroy: OnDestroy }
types: { BOX: { roles: lock, cleanup-at: passive } }
rules:
  - { id: one, first: child.cleanup, then: self.cleanup }
  - { id: two, first: parent.cleanup, then: self.destroy }
  - { id: three, first: self.cleanup, then: self.destroy }
references: [ { id: held, relation: child-on-parent, until: cleanup-begins } ]
deletion: { returns: after-cleanup, leaves-list: true }
hazards: [leak]
)");
  folder.write("below/mine.yaml", R"(framework: mine
extends: ../base.yaml
drop: [one, held]
types: { BOX: { cleanup-at: any }, CRATE: { extends: BOX } }
rules:
  - { id: four, first: child.destroy, then: self.destroy }
  - { id: two, first: ancestor.cleanup, then: self.destroy }
deletion: { leaves-list: false }
)");
  const Read<Framework> read = read_framework(folder / "below/mine.yaml");
  REQUIRE(read);
  CHECK(read->name == "mine");
  CHECK(read->names == std::vector<std::string>{"mine", "base"});
  CHECK(read->title == "Base");
  CHECK(ids(*read) == std::vector<std::string>{"two", "three", "four"});
  CHECK(read->rules[0].axis == Axis::ancestor);
  CHECK(read->held_references.empty());
  CHECK(read->type("BOX")->has_role("lock"));
  CHECK_FALSE(read->type("BOX")->passive_cleanup);
  CHECK(read->type("CRATE")->callback("OnCleanup") != nullptr);
  CHECK(read->deletion.returns == DeletionFacts::Returns::after_cleanup);
  CHECK_FALSE(read->deletion.leaves_list);
  CHECK(read->hazards == std::vector{Hazard::leak});
  REQUIRE(read->sources.size() == 2);
  CHECK(read->rules[0].at.file == 0);
  CHECK(read->rules[1].at.file == 1);
  CHECK(read_framework("below/mine.yaml", folder / "")->name == "mine");

  folder.write("twice.yaml", "framework: twice\nextends: ./base.yaml\ndrop: [one, one, four]\n");
  const Read<Framework> twice = read_framework(folder / "twice.yaml");
  REQUIRE_FALSE(twice);
  REQUIRE(twice.error().size() == 2);
  CHECK(twice.error()[0].message == "'one' is dropped twice");
  CHECK(twice.error()[1].message == "nothing that is taken over has the id 'four'");
}

TEST_CASE("frameworks that extend themselves are printed as a cycle") {
  const Folder folder("cycle");
  folder.write("a.yaml", "framework: a\nextends: ./b.yaml\n");
  folder.write("b.yaml", "framework: b\nextends: below/../a.yaml\n");
  const Read<Framework> read = read_framework(folder / "a.yaml");
  REQUIRE_FALSE(read);
  REQUIRE(read.error().size() == 1);
  CHECK(read.error()[0].message.starts_with("frameworks extend themselves: " + (folder / "a.yaml") + " -> " +
                                            (folder / "b.yaml") + " -> "));
  CHECK(read.error()[0].file == folder / "b.yaml");
  folder.write("c.yaml", "framework: c\nextends: ./c.yaml\n");
  CHECK(read_framework(folder / "c.yaml").error()[0].code == "AL0602");
}

TEST_CASE("mistakes of an extended file stand in that file") {
  const Folder folder("mistakes");
  folder.write("base.yaml", "framework: base\nrulez: []\n");
  folder.write("mine.yaml", "framework: mine\nextends: base.yaml\ntitel: x\n");
  const Read<Framework> read = read_framework(folder / "mine.yaml");
  REQUIRE_FALSE(read);
  REQUIRE(read.error().size() == 2);
  CHECK(read.error()[0].file == folder / "mine.yaml");
  CHECK(read.error()[1].file == folder / "base.yaml");
  CHECK(read.error()[1].line == "rulez: []");
}

TEST_CASE("frameworks that are not there") {
  CHECK(
      said("framework: f\nextends: ./nowhere.yaml\nrules: [{ id: a, first: x.cleanup, then: self.cleanup }]\n") ==
      "test.yaml:2:10 AL0601 cannot extend './nowhere.yaml': cannot read './nowhere.yaml': No such file or directory | look at its name, and at the folder that a relative path begins at\n"
      "test.yaml:3:25 AL0605 unknown axis 'x' | the axes are 'self', 'parent', 'ancestor', 'child', 'descendant', 'preceding-sibling', 'preceding', 'following-sibling', 'following', 'allocator' and 'allocation'\n");
  CHECK(read_framework("wdff").error().front().hint == "did you mean 'wdf'?");
  CHECK(read_framework("./wdff.yaml").error().front().code == "AL0101");
}

TEST_CASE("rules") {
  const std::string head = "framework: f\nrules:\n  - ";
  CHECK(
      said(head + "{ id: a, first: child.cleanup, then: parent.cleanup }\n") ==
      "test.yaml:3:42 AL0204 'then' speaks of self, and this speaks of the parent | turn the rule round: 'first' names the other object\n");
  CHECK(said(head + "{ id: a, first: child, then: self.cleanup }\n") ==
        "test.yaml:3:21 AL0204 'child' is no value for 'first' | write an axis, a dot and a phase: child.cleanup\n");
  CHECK(
      said(head + "{ id: a, first: chld.destory, then: self.cleanup }\n") ==
      "test.yaml:3:21 AL0605 unknown axis 'chld' | did you mean 'child'?\ntest.yaml:3:26 AL0606 unknown phase 'destory' | did you mean 'destroy'?\n");
  CHECK(said(head + "{ first: child.cleanup }\n") ==
        "test.yaml:3:5 AL0202 a rule needs the key 'id'\ntest.yaml:3:5 AL0202 a rule needs the key 'then'\n");
  CHECK(
      said(head +
           "{ id: a, first: child.cleanup, then: self.cleanup, where: { self: { type: BOX, passive: true } } }\n") ==
      "test.yaml:3:79 AL0301 unknown type 'BOX'\ntest.yaml:3:84 AL0201 unknown key 'passive' in 'self' | known keys are 'type', 'pool' and 'execution-level'\n");
}

TEST_CASE("types, references and the rest") {
  CHECK(
      said("framework: f\ntypes: { A: { extends: B, roles: [lok], parent: { given: never, of: A } } }\ngeneral: C\n") ==
      "test.yaml:2:24 AL0301 unknown type 'B'\ntest.yaml:2:35 AL0204 'lok' is no value for 'roles' | did you mean 'lock'?\n"
      "test.yaml:2:49 AL0609 a type whose parent is never given has no default parent and no type of parent | leave out 'of', 'within' and 'default'\n"
      "test.yaml:3:10 AL0301 unknown type 'C'\n");
  CHECK(said("framework: f\nreferences: [{ id: a, relation: child-on-parent, until: run-ends }]\n") ==
        "test.yaml:2:57 AL0609 'run-ends' goes with the relation 'run-on-object' alone\n");
  CHECK(
      said("framework: f\nremoval-order: [A, A]\nhazards: [leek]\ntypes: { D: { callbacks: { removal: A } } }\n") ==
      "test.yaml:2:20 AL0603 'A' is given twice | it is first given in line 2\ntest.yaml:3:11 AL0306 unknown hazard 'leek' | did you mean 'leak'?\n");
  CHECK(said("framework: f\nphases: { cleanup: X, destroy: X }\n") ==
        "test.yaml:2:9 AL0603 both phases have the name 'X' | give the two lifecycle callbacks names of their own\n");
  CHECK(said("framework: a b\n") ==
        "test.yaml:1:12 AL0206 'a b' is not a name | a name is made of letters, digits, '_' and '-'\n");
}

TEST_CASE("rules that contradict each other are printed as a cycle") {
  const auto contradiction = [](const std::string& first, const std::string& second) {
    const std::string text =
        said("framework: f\nrules:\n  - { id: one, " + first + " }\n  - { id: two, " + second + " }\n");
    return text.substr(0, text.find(" |"));
  };
  CHECK(contradiction("first: child.cleanup, then: self.cleanup", "first: parent.cleanup, then: self.cleanup") ==
        "test.yaml:4:11 AL0607 rules contradict each other: root.cleanup -> A.cleanup (two) -> root.cleanup (one)");
  CHECK(
      contradiction("first: preceding.cleanup, then: self.cleanup", "first: allocation.cleanup, then: self.cleanup") ==
      "test.yaml:4:11 AL0607 rules contradict each other: A.cleanup -> M.cleanup (one) -> A.cleanup (two)");
  CHECK(contradiction("first: parent.destroy, then: self.cleanup", "first: descendant.cleanup, then: self.destroy") ==
        "test.yaml:4:11 AL0607 rules contradict each other: root.destroy -> A.cleanup (one) -> root.destroy (two)");
  CHECK(
      contradiction("first: self.destroy, then: self.cleanup", "first: child.destroy, then: self.destroy") ==
      "test.yaml:3:11 AL0607 rules contradict each other: root.cleanup -> root.destroy (always) -> root.cleanup (one)");
  // A condition may keep them apart, and may leave them together: where nobody references, and at PASSIVE_LEVEL.
  for (const std::string condition : {"unless: { referenced: true }", "unless: { deletion-irql: dispatch }",
                                      "unless: { first: { pool: paged } }", "where: { deletion-irql: passive }"})
    CHECK(contradiction("first: child.cleanup, then: self.cleanup, " + condition,
                        "first: parent.cleanup, then: self.cleanup") ==
          "test.yaml:4:11 AL0607 rules contradict each other: root.cleanup -> A.cleanup (two) -> root.cleanup (one)");
  for (const std::string condition :
       {"where: { referenced: true }", "where: { deletion-irql: dispatch }", "where: { first: { pool: paged } }"})
    CHECK(contradiction("first: child.cleanup, then: self.cleanup, " + condition,
                        "first: parent.cleanup, then: self.cleanup")
              .empty());
  CHECK(contradiction("first: preceding.cleanup, then: self.cleanup", "first: descendant.cleanup, then: self.cleanup")
            .empty());
}

TEST_CASE("rules that speak of different types do not contradict, rules about one type do") {
  const auto typed = [](const std::string& first, const std::string& second) {
    return said(
        "framework: f\ngeneral: T\ntypes: { T: {}, U: { extends: T }, V: { parent: { given: never } } }\nrules:\n"
        "  - { id: one, first: child.cleanup, then: self.cleanup, " +
        first + " }\n  - { id: two, first: parent.cleanup, then: self.cleanup, " + second + " }\n");
  };
  CHECK(typed("where: { self: { type: U } }", "unless: { first: { type: U } }").empty());
  CHECK(typed("where: { self: { type: V } }", "where: { first: { type: V } }").empty());  // no V is below a V
  CHECK(
      typed("where: { self: { type: U } }", "where: { first: { type: T } }") ==
      "test.yaml:6:11 AL0607 rules contradict each other: root.cleanup -> A.cleanup (two) -> root.cleanup (one) | A and B "
      "are children of one parent, A1 of A, B1 of B, and M is allocated from A, all of type 'U'; no order satisfies all of "
      "these\n");
}

TEST_CASE("a file of types is there to be extended, and is no reading") {
  const Read<Framework> read = read_framework("wdf-types");
  REQUIRE_FALSE(read);
  CHECK(read.error().front().message == "'wdf-types' has types but no rules, and is no reading");
  CHECK(read.error().front().hint == "the shipped readings are 'wdf-immediate', 'wdf', 'wdf-book' and 'wdf-source'");
}

TEST_CASE("every shipped framework is without mistakes, and known by the name of its file") {
  const std::vector<std::string> readings = shipped_readings();
  CHECK(readings == std::vector<std::string>{"wdf-immediate", "wdf", "wdf-book", "wdf-source"});
  for (const std::string& name : readings) {
    const Read<Framework> read = read_framework(name);
    CAPTURE(name);
    REQUIRE(read);
    CHECK(read->name == name);
    CHECK_FALSE(read->rules.empty());
    for (const Rule& rule : read->rules) CHECK_FALSE(rule.source.empty());
    CHECK(read_framework(std::string(AFTERLIFE_SOURCE_DIR) + "/specs/frameworks/" + name + ".yaml")->rules.size() ==
          read->rules.size());
  }
}

}  // namespace afterlife
