#include "tests/generate/random_objects.hpp"

#include <algorithm>

#include "tests/generate/actions.hpp"
#include "tests/generate/own_framework.hpp"
#include "tests/generate/settle.hpp"

namespace afterlife {
namespace {

class Objects {
 public:
  Objects(Scenario& s, Dice& dice) : s_(s), dice_(dice) {}

  void make() {
    switch (dice_.pick({40, 22, 14, 10, 10})) {
      case 1: running(); break;
      case 2: requests(); break;
      case 3: collections(); break;
      case 4: removed(); break;
      default: break;
    }
    const bool plain = s_.objects.empty();
    const int more = plain ? 2 + dice_.pick({4, 5, 4, 1}) : dice_.pick({4, 5, 1});
    for (int i = 0; i < more; ++i) general();
    if (generates_own_types()) own();
    if (!plain || dice_.chance(30)) levels();
    births();
  }

 private:
  bool chance(int percent) { return dice_.chance(percent); }
  [[nodiscard]] int last() const { return static_cast<int>(s_.objects.size()) - 1; }

  void general() {
    const int i = last() + 1;
    const bool below = i > 0 && chance(76), from = i > 0 && chance(15);
    ObjectDecl& o = add_object(s_, "WDFOBJECT");
    if (chance(9)) o.type = chance(50) ? "WDFSPINLOCK" : "WDFWAITLOCK";
    if (below) o.parent = dice_.below(i);
    if (from) o.from = dice_.below(i);
    if (chance(o.type == "WDFOBJECT" ? 7 : 25)) o.count = chance(85) ? 2 : 3;
  }

  // A device, and below it, or below something below it, what runs.
  void running() {
    add_object(s_, chance(85) ? "WDFDEVICE" : "WDFCONTROLDEVICE");
    const int above = chance(20) ? (add_object(s_, "WDFOBJECT", 0), 1) : 0;
    static constexpr const char* kTypes[] = {"WDFWORKITEM", "WDFTIMER", "WDFDPC"};
    ObjectDecl& o = add_object(s_, kTypes[dice_.pick({5, 5, 3})], above);
    if (o.type == "WDFTIMER" && chance(60)) o.execution_level = chance(70) ? Irql::passive : Irql::dispatch;
    if (o.type == "WDFTIMER" && chance(20)) o.periodic = true;
    if (chance(12)) o.overlapping_runs = 2;
    if (chance(15)) o.count = 2;
  }

  void requests() {
    const bool device = chance(25);
    if (device) add_object(s_, "WDFDEVICE");
    add_object(s_, "WDFIOTARGET");
    const int target = last();
    if (chance(12)) s_.objects[target].count = 2;
    ObjectDecl& o = add_object(s_, chance(85) ? "WDFREQUEST" : "WDFDELIVEREDREQUEST");
    if (o.type == "WDFREQUEST" && chance(45)) o.parent = chance(50) ? target : 0;
    if (chance(25)) o.execution_level = Irql::passive;
    if (chance(15)) o.count = 2;
  }

  void collections() {
    add_object(s_, "WDFCOLLECTION");
    ObjectDecl& o = add_object(s_, "WDFOBJECT");
    if (chance(30)) o.parent = 0;
    if (chance(35)) o.count = 2;
    if (chance(20)) std::swap(s_.objects[0].type, s_.objects[1].type);
    if (s_.objects[1].type == "WDFCOLLECTION" && chance(60)) s_.objects[1].count = 1;
  }

  void removed() {
    switch (dice_.pick({5, 3, 3})) {
      case 0:
        if (add_object(s_, "WDFDEVICE"); chance(30)) s_.objects.back().count = 2 + dice_.below(2);
        break;
      case 1:
        add_object(s_, "WDFDRIVER");
        if (chance(50)) add_object(s_, "WDFDEVICE", 0);
        break;
      default:
        if (chance(50)) add_object(s_, "WDFDEVICE");
        add_object(s_, "WDFFILEOBJECT");
    }
  }

  // Most are of a framework's own types.
  void own() {
    for (ObjectDecl& o : s_.objects) {
      const std::vector<std::string> types = own_types_like(o.type);
      if (!types.empty() && chance(75)) o.type = dice_.one_of(types);
    }
  }

  // Some are passive, by their pool, their type or in so many words.
  void levels() {
    for (ObjectDecl& o : s_.objects) {
      if (o.type != "WDFOBJECT" || !chance(35)) continue;
      switch (dice_.pick({3, 3, 2, 2, 2})) {
        case 0: o.execution_level = Irql::passive; break;
        case 1:
          o.type = "WDFMEMORY";
          o.pool = chance(75) ? "paged" : "nonpaged";
          break;
        case 2: o.type = "WDFSTRING"; break;
        case 3: o.type = "WDFKEY"; break;
        default: o.type = "WDFREQUEST";
      }
    }
  }

  void births() {
    settle(s_);  // default parents; nothing is created yet
    for (ObjectDecl& o : s_.objects) {
      const bool after = (o.parent && s_.objects[*o.parent].created) || (o.from && s_.objects[*o.from].created);
      o.created = after || chance(is_plain(s_) ? 18 : 11);
    }
  }

  Scenario& s_;
  Dice& dice_;
};

}  // namespace

void random_objects(Scenario& s, Dice& dice) { Objects(s, dice).make(); }

bool is_plain(const Scenario& s) {
  return std::ranges::all_of(s.objects, [](const ObjectDecl& o) { return o.type == "WDFOBJECT" || o.is_lock; });
}

}  // namespace afterlife
