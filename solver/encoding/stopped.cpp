#include "solver/encoding/stopped.hpp"

#include <cerrno>
#include <exception>
#include <new>
#include <system_error>

#include <z3++.h>

#include "solver/unfolding/limits.hpp"
#include "solver/machine/state_sets.hpp"

namespace afterlife {
namespace {

Stopped by_deadline(const Deadline& deadline) {
  if (deadline.interrupted()) return {Stopped::Kind::interrupted, "interrupted"};
  return {Stopped::Kind::time, "time limit"};
}

Stopped by_solver(const std::string& said, const Deadline& deadline) {
  if (said.find("memory") != std::string::npos) return {Stopped::Kind::memory, "memory limit"};
  if (deadline.passed()) return by_deadline(deadline);
  return {Stopped::Kind::solver, "the solver gave up: " + said};
}

bool is_of_resources(const std::error_code& code) { return code.value() == EAGAIN || code.value() == ENOMEM; }

}  // namespace

Stopped why_stopped(const Deadline& deadline) {
  try {
    throw;
  } catch (const GivenUp&) {
    return by_deadline(deadline);
  } catch (const std::bad_alloc&) {
    return {Stopped::Kind::memory, "memory limit"};
  } catch (const TooLarge& too_large) {
    return {Stopped::Kind::too_large, too_large.why};
  } catch (const TooManyStates& too_many) {
    return {Stopped::Kind::too_large, too_many.what()};
  } catch (const z3::exception& failure) {
    return by_solver(failure.msg(), deadline);
  } catch (const std::system_error& failure) {
    if (is_of_resources(failure.code())) return {Stopped::Kind::memory, "memory limit"};
    return {Stopped::Kind::broken, failure.what()};
  } catch (const std::exception& failure) {
    return {Stopped::Kind::broken, failure.what()};
  } catch (...) {
    return {Stopped::Kind::broken, "an exception of an unknown kind"};
  }
}

}  // namespace afterlife
