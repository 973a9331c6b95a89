// What every report says of a file about which nothing is claimed: its mistakes, each once, or that it was not begun.
//
//   Complaints complaints(err, colour);
//   complaints.show(diagnostics);          // for every reading that is rejected
//   complaints.not_begun("shelf.yaml");
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "model/diagnostic.hpp"

namespace afterlife {

class Complaints {
 public:
  Complaints(std::function<void(std::string_view)> err, bool colour);

  void show(const Diagnostics&);
  void not_begun(const std::string& file);

 private:
  std::function<void(std::string_view)> err_;
  bool colour_;
  std::set<std::string> shown_;
};

}  // namespace afterlife
