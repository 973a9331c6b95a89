// Standard output that notices when it cannot be written. A report that was lost must not end in exit code 0.
//
//   Output out(STDOUT_FILENO);
//   out.write("holds     never leak\n");   // throws OutputLost when the disk is full or the pipe closed
#pragma once

#include <stdexcept>
#include <string_view>

namespace afterlife {

class OutputLost : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Output {
 public:
  explicit Output(int descriptor) : descriptor_(descriptor) {}
  void write(std::string_view text) const;

 private:
  int descriptor_;
};

// Keeps a closed descriptor 0, 1 or 2 from being handed to the next file that is opened: without it an input file
// could become "standard output". Writing to one that was closed still fails, as it should.
void reserve_standard_descriptors();

}  // namespace afterlife
