// What every report says of a file about which nothing is claimed: its mistakes, each once, or that it was not begun.
//
//   RejectedInputs complaints(err, colour);
//   complaints.show(diagnostics);          // for every reading that is rejected
//   complaints.not_begun("shelf.yaml");
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "model/diagnostic.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {

class RejectedInputs {
 public:
  RejectedInputs(std::function<void(std::string_view)> err, bool colour);

  void show(const Diagnostics&);
  void not_begun(const std::string& file);
  // A file, or a reading of it ("driver.yaml [wdf]"), could not be answered.
  void stopped(const std::string& where, const Stopped&);

 private:
  std::function<void(std::string_view)> err_;
  bool colour_;
  std::set<std::string> shown_;
};

}  // namespace afterlife
