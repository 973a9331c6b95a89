// Which types can lie below which, so far as a framework's rules about parents say.
//
//   const TypeTree tree(framework);
//   if (!tree.may_lie_below(type, {"WDFDEVICE"})) print(type.name);
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/framework.hpp"
#include "model/kept.hpp"

namespace afterlife {

class TypeTree {
 public:
  explicit TypeTree(Kept<Framework> framework) : framework_(framework) {}

  // The type is one of these, or extends one.
  [[nodiscard]] static bool is_one_of(const TypeDecl&, const std::vector<std::string>& types);

  // An object of the type whose parent is not shown may have one of these above it in some completion.
  [[nodiscard]] bool may_lie_below(const TypeDecl&, const std::vector<std::string>& types) const;

 private:
  [[nodiscard]] static bool may_be_parent(const TypeDecl& parent, const TypeDecl& child);

  const Framework& framework_;
  mutable std::map<std::pair<const TypeDecl*, std::vector<std::string>>, bool> answers_;
};

}  // namespace afterlife
