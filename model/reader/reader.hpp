// Reading scenarios and frameworks: YAML text in, a value or every mistake out.
//
//   Read<Framework> wdf = read_framework("wdf");            // a shipped reading by name, or a path to a file
//   Read<Scenario> s = read_scenario(source, *wdf);         // from memory
//   if (!s) for (const Diagnostic& d : s.error()) show(d);
//
// No input crashes a reader or makes it run without bound: files above 64 MB, nesting above 64 levels and
// alias expansions above a stated number of nodes are refused with a diagnostic.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/framework.hpp"
#include "model/scenario.hpp"

namespace afterlife {

// Called again and again while something is read, so that whoever does not want to wait any longer can throw.
using Proceed = std::function<void()>;

// Reads a file whole; a diagnostic when it cannot be read or is too large.
Read<Source> read_source(const std::string& path, const Proceed& = {});

// The same of what is open already, under a name of its own ("standard input").
Read<Source> read_descriptor(int descriptor, const std::string& name, const Proceed& = {});

// `name_or_path`: a shipped reading ("wdf-book"), or a path (anything with '/' or ending in .yaml), relative to
// `relative_to` (a directory, may be empty) when not absolute.
Read<Framework> read_framework(const std::string& name_or_path, const std::string& relative_to = {},
                               const Proceed& = {});

// The framework that a scenario names, a path relative to the scenario's file; what cannot be had is a mistake at that
// name.
Read<Framework> read_framework_of(const Source& scenario, const Proceed& = {});

// From memory; `extends` is looked up among the shipped files first, then relative to `relative_to`.
Read<Framework> read_framework_source(const Source&, const std::string& relative_to = {}, const Proceed& = {});

// The scenario, resolved under the framework.
Read<Scenario> read_scenario(const Source&, const Framework&, const Proceed& = {});

// The scenario with another question in place of its checks: an order of two events, `A.cleanup before B.destroy`. It
// becomes two checks, `always` and `possible`.
Read<Scenario> read_scenario_asking(const Source&, const Framework&, const std::string& question, const Proceed& = {});

// The `framework:` key alone ("wdf" when absent), found without judging the rest.
std::string framework_named_in(const Source&, const Proceed& = {});

// The names of the shipped readings, from the most permissive to the most determined.
std::vector<std::string> shipped_readings();

}  // namespace afterlife
