// The lines of standard input, one at a time. The deadline ends the wait for the next.
//
//   Lines lines(deadline);
//   while (const std::optional<std::string> line = lines.next()) obey(*line);
#pragma once

#include <optional>
#include <string>

#include "model/kept.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

class Lines {
 public:
  explicit Lines(Kept<Deadline> deadline) : deadline_(deadline) {}

  // Without what ends it. Nothing at the end of the input, and when the deadline has passed.
  std::optional<std::string> next();

 private:
  void read_more();

  const Deadline& deadline_;
  std::string read_;
  bool over_ = false;
};

}  // namespace afterlife
