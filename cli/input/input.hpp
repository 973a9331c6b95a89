// Where scenarios come from, and what a name on the command line is relative to.
//
//   const Deadline deadline = reading_time(options, interrupted);
//   if (auto source = read_input("-", deadline))
//     for (const Reading& reading : readings(options, *source, deadline)) print(read_reading(reading, options, deadline));
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "model/diagnostic.hpp"
#include "model/framework.hpp"
#include "model/reader/reader.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

// Until when reading an input may take: for ever, unless somebody interrupts or `--timeout` was given.
Deadline reading_time(const Options&, const std::atomic<bool>& interrupted);

// What a reader calls again and again, until the deadline passes: then it throws Stopped.
Proceed until(const Deadline&);

// The file, or standard input for "-". Throws Stopped when the deadline passes while it waits for more of a pipe.
Read<Source> read_input(const std::string& file, const Deadline&);

// The same for every way to write the path of one file.
std::string identity(const std::string& file);

// A reading to check under: its name or path, and the scenario, where it is that which names it.
struct Reading {
  std::string name;
  const Source* scenario = nullptr;
};

// What `--framework` says, relative to the working directory, each once; otherwise the scenario's own, relative to its
// file, or, to compare under a shipped one, all that are shipped.
std::vector<Reading> readings(const Options&, const Source&, const Deadline&);

// The reading, and what `--without` says taken away from it.
Read<Framework> read_reading(const Reading&, const Options&, const Deadline&);

// "wdf", "wdf without children-before-parents"
std::string shown_name(const Framework&);

}  // namespace afterlife
