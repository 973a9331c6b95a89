#include "solver/util/stopped.hpp"

#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

namespace afterlife {
namespace {

bool is_of_resources(const std::error_code& code) { return code.value() == EAGAIN || code.value() == ENOMEM; }

std::string in_words(Stopped::Kind kind, const std::string& detail) {
  switch (kind) {
    case Stopped::Kind::time: return "time limit";
    case Stopped::Kind::interrupted: return "interrupted";
    case Stopped::Kind::memory: return "memory limit";
    case Stopped::Kind::too_large:
    case Stopped::Kind::too_many_states: return "too large: " + detail;
    case Stopped::Kind::solver: return "the solver gave up" + (detail.empty() ? "" : ": " + detail);
    case Stopped::Kind::broken: break;
  }
  return detail;
}

}  // namespace

Stopped::Stopped(Kind kind, std::string detail)
    : kind_(kind), detail_(std::move(detail)), text_(in_words(kind_, detail_)) {}

Stopped why_stopped() {
  using Kind = Stopped::Kind;
  try {
    throw;
  } catch (const Stopped& stopped) {
    return stopped;
  } catch (const std::bad_alloc&) {
    return Stopped(Kind::memory);
  } catch (const std::system_error& failure) {
    if (is_of_resources(failure.code())) return Stopped(Kind::memory);
    return Stopped(Kind::broken, failure.what());
  } catch (const std::exception& failure) {
    return Stopped(Kind::broken, failure.what());
  } catch (...) {
    return Stopped(Kind::broken, "an exception of an unknown kind");
  }
}

}  // namespace afterlife
