// Writes the scenarios of a population as files, and with --own-types the frameworks that they are made for: for tests
// that run the program itself on them (tests/cli/every_command_test.py).
//
//   write_population FOLDER --random 50 --own-types
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "tests/differential/options.hpp"
#include "tests/differential/population.hpp"
#include "tests/generate/own_framework.hpp"

namespace afterlife::differential {
namespace {

void write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream out(file);
  if (!(out << text).flush()) throw std::runtime_error("cannot write " + file.string());
}

int write_all(const std::filesystem::path& folder, const Options& options) {
  std::filesystem::create_directories(folder);
  if (options.own_types)
    for (const std::string& reading : options.readings)
      write(folder / ("own-" + reading + ".fw.yaml"), own_framework_text(reading));
  std::uint64_t number = 0;
  for_each_candidate(options, [&](const Candidate& candidate) {
    write(folder / (std::to_string(++number) + "." + candidate.source.name), candidate.source.text);
    return true;
  });
  std::cout << number << " scenarios\n";
  return number > 0 ? 0 : 1;
}

}  // namespace
}  // namespace afterlife::differential

int main(int argc, char** argv) {
  using namespace afterlife::differential;
  Options options;
  if (argc < 2 || !parse(argc - 1, argv + 1, options, Enumeration::sample)) return 2;
  try {
    return write_all(argv[1], options);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
