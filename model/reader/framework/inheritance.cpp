#include "model/reader/framework/inheritance.hpp"

#include <algorithm>
#include <unordered_set>

namespace afterlife {

bool TypeTree::is_one_of(const TypeDecl& type, const std::vector<std::string>& types) {
  return std::ranges::any_of(types, [&](const std::string& wanted) { return type.is(wanted); });
}

bool TypeTree::may_be_parent(const TypeDecl& parent, const TypeDecl& child) {
  if (child.parent.need == ParentRule::Need::forbidden) return false;
  return child.parent.exactly.empty() || is_one_of(parent, child.parent.exactly);
}

bool TypeTree::may_lie_below(const TypeDecl& type, const std::vector<std::string>& types) const {
  const auto [answer, is_new] = answers_.emplace(std::pair(&type, types), false);
  if (!is_new) return answer->second;
  std::vector<const TypeDecl*> reached = {&type};
  std::unordered_set<const TypeDecl*> seen = {&type};
  for (std::size_t k = 0; k < reached.size(); ++k) {
    for (const TypeDecl& above : framework_.types) {
      if (!may_be_parent(above, *reached[k])) continue;
      if (is_one_of(above, types)) return answer->second = true;
      if (seen.insert(&above).second) reached.push_back(&above);
    }
  }
  return false;
}

}  // namespace afterlife
