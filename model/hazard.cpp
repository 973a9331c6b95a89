#include "model/hazard.hpp"

#include <array>

namespace afterlife {
namespace {

constexpr std::array kHazards = {
    HazardFacts{Hazard::use_after_cleanup, "use-after-cleanup",
                "an object is touched after its cleanup has ended, outside its own destroy callback", true, false,
                HazardState::cleaned_up, false, "nothing touches %", "what is touched",
                "the cleanup of % never comes to its end"},
    HazardFacts{Hazard::unreferenced_use_after_cleanup, "unreferenced-use-after-cleanup",
                "an object is touched after its cleanup has ended while nobody holds an explicit reference on it", true,
                false, HazardState::cleaned_up, true, "nothing touches %", "what is touched",
                "the cleanup of % never comes to its end"},
    HazardFacts{Hazard::use_after_destroy, "use-after-destroy",
                "an object is touched, dereferenced or deleted once its destroy has begun", true, false,
                HazardState::destroy_begun, false, "nothing touches, dereferences or deletes %",
                "what is touched, dereferenced or deleted", "the destroy of % never begins"},
    HazardFacts{Hazard::use_in_destroy, "use-in-destroy",
                "an object's own destroy callback does more with it than touch its context or drop a reference", true,
                false, HazardState::any, false, "no destroy callback of % acts on it", "", ""},
    HazardFacts{Hazard::over_dereference, "over-dereference",
                "an object is dereferenced while no explicit reference on it is outstanding", true, false,
                HazardState::any, true, "nothing dereferences %", "", ""},
    HazardFacts{Hazard::leak, "leak", "everything has come to rest and an object that should be gone is not destroyed",
                true, true, HazardState::any, false, "nothing creates or deletes %", "", ""},
    HazardFacts{Hazard::deadlock, "deadlock", "everything has come to rest and somebody still waits", false, true,
                HazardState::any, false, "nobody comes to an action that waits", "", ""},
    HazardFacts{Hazard::double_delete, "double-delete", "the deletion of an object is requested a second time", true,
                false, HazardState::deletion_requested, false, "the deletion of % is never requested", "", ""},
    HazardFacts{Hazard::forbidden_delete, "forbidden-delete",
                "the driver deletes an object that the framework deletes itself", true, false, HazardState::any, false,
                "no 'delete' of % is one that only the framework may make", "", ""},
    HazardFacts{Hazard::start_after_delete, "start-after-delete",
                "an object that belongs to a deletion is enqueued or started", true, false, HazardState::in_deletion,
                false, "nothing enqueues or starts %", "what is enqueued or started", "no deletion takes %"},
    HazardFacts{Hazard::wait_at_dispatch, "wait-at-dispatch",
                "an agent above PASSIVE_LEVEL reaches an action that waits", false, false, HazardState::any, false,
                "nobody comes to an action that waits and is done to something", "", ""},
};

}  // namespace

std::span<const HazardFacts> hazards() { return kHazards; }

const HazardFacts& facts(Hazard hazard) { return kHazards[static_cast<std::size_t>(hazard)]; }

std::optional<Hazard> hazard_named(std::string_view id) {
  for (const HazardFacts& h : kHazards)
    if (h.id == id) return h.hazard;
  return std::nullopt;
}

}  // namespace afterlife
