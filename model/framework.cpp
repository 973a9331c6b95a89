#include "model/framework.hpp"

#include <algorithm>
#include <array>

namespace afterlife {
namespace {

using A = Axis;
constexpr std::array kAxes = {A::self,       A::parent,
                              A::ancestor,   A::child,
                              A::descendant, A::preceding_sibling,
                              A::preceding,  A::following_sibling,
                              A::following,  A::allocator,
                              A::allocation};

}  // namespace

std::span<const Axis> axes() { return kAxes; }

std::string_view name(Axis axis) {
  switch (axis) {
    case Axis::self: return "self";
    case Axis::parent: return "parent";
    case Axis::ancestor: return "ancestor";
    case Axis::child: return "child";
    case Axis::descendant: return "descendant";
    case Axis::preceding_sibling: return "preceding-sibling";
    case Axis::preceding: return "preceding";
    case Axis::following_sibling: return "following-sibling";
    case Axis::following: return "following";
    case Axis::allocator: return "allocator";
    case Axis::allocation: return "allocation";
  }
  return "";
}

std::string_view name(Phase phase) { return phase == Phase::cleanup ? "cleanup" : "destroy"; }

bool TypeDecl::is(const std::string& type) const { return std::ranges::find(lineage, type) != lineage.end(); }

bool TypeDecl::has_role(const std::string& role) const { return std::ranges::find(roles, role) != roles.end(); }

const CallbackType* TypeDecl::callback(const std::string& wanted) const {
  const auto found = std::ranges::find(callbacks, wanted, &CallbackType::name);
  return found == callbacks.end() ? nullptr : &*found;
}

const CallbackType* TypeDecl::entry() const {
  const auto found = std::ranges::find(callbacks, CallbackKind::entry, &CallbackType::kind);
  return found == callbacks.end() ? nullptr : &*found;
}

const TypeDecl* Framework::type(const std::string& wanted) const {
  const auto found = std::ranges::find(types, wanted, &TypeDecl::name);
  return found == types.end() ? nullptr : &*found;
}

bool Framework::references_permit(bool always_waits) const {
  const bool lifted =
      std::ranges::any_of(rules, [](const Rule& rule) { return rule.unless && rule.unless->referenced; });
  return lifted || always_waits || deletion.destroy_pass || deletion.returns == DeletionFacts::Returns::after_cleanup;
}

}  // namespace afterlife
