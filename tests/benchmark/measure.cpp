// One measurement in a process of its own, so that no measurement disturbs another. Prints lines of tab-separated
// fields.
//
//   measure hazards                      the hazards that are decided
//   measure parts READING FILE           reading and checking, timed apart; what each check answered
//   measure run OUTPUT PROGRAM ARG…      a whole process: seconds, of them on the processor, peak memory in kB, exit code;
//                                        what it says goes to OUTPUT
//
// After MEASURE_SECONDS (environment; 0: never) a measurement is ended by SIGALRM. Resource limits are inherited.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>

#include "model/hazard.hpp"
#include "model/reader/reader.hpp"
#include "solver/check.hpp"

namespace {

using namespace afterlife;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

int hazards_decided() {
  for (const HazardFacts& facts : hazards()) std::cout << facts.id << '\n';
  return 0;
}

int rejected(const Diagnostics& mistakes) {
  for (const Diagnostic& mistake : mistakes) std::cerr << mistake.message << '\n';
  return 2;
}

// The peak of this process itself, which a parent's never adds to (VmHWM, in kB).
long peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::atol(line.c_str() + std::strlen("VmHWM:"));
  return 0;
}

// An alarm outlives exec, so it ends whatever program this process becomes.
void limit_time() {
  const char* seconds = std::getenv("MEASURE_SECONDS");
  if (seconds != nullptr) alarm(static_cast<unsigned>(std::atoi(seconds)));
}

int parts(const std::string& reading, const std::string& file) {
  limit_time();
  const auto begin = Clock::now();
  const Read<Framework> framework = read_framework(reading);
  if (!framework) return rejected(framework.error());
  const Read<Source> source = read_source(file);
  if (!source) return rejected(source.error());
  const Read<Scenario> scenario = read_scenario(*source, *framework);
  if (!scenario) return rejected(scenario.error());
  std::cout << "read\t" << seconds_since(begin) << '\n';

  const auto asked = Clock::now();
  double each = 0;
  check_all(*scenario, *framework, {}, [&](const Verdict& verdict) {
    each += verdict.stats.seconds;
    const std::uint64_t steps = verdict.execution ? verdict.execution->length : 0;
    const std::size_t lines = verdict.execution ? verdict.execution->steps.size() : 0;
    std::cout << "verdict\t" << verdict.check->text << '\t' << name(verdict.kind) << '\t' << verdict.stats.seconds
              << '\t' << steps << '\t' << lines << std::endl;
  });
  const double all = seconds_since(asked);
  std::cout << "around\t" << all - each << "\ncheck\t" << all << "\npeak\t" << peak_memory() << '\n';
  return 0;
}

[[noreturn]] void become(const char* output, char** command) {
  const int file = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file >= 0 && dup2(file, STDOUT_FILENO) >= 0 && dup2(file, STDERR_FILENO) >= 0) {
    limit_time();
    execv(command[0], command);
  }
  _exit(127);
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

int run(const char* output, char** command) {
  const auto begin = Clock::now();
  const pid_t child = fork();
  if (child < 0) return 2;
  if (child == 0) become(output, command);
  int status = 0;
  rusage used = {};
  if (wait4(child, &status, 0, &used) != child) return 2;
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  std::cout << "whole\t" << seconds_since(begin) << '\t' << seconds_of(used.ru_utime) + seconds_of(used.ru_stime)
            << '\t' << used.ru_maxrss << '\t' << code << '\n';
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "hazards") return hazards_decided();
  if (what == "parts" && argc == 4) return parts(argv[2], argv[3]);
  if (what == "run" && argc > 3) return run(argv[2], argv + 3);
  std::cerr << "measure hazards | parts READING FILE | run OUTPUT PROGRAM ARG...\n";
  return 2;
}
