// What is left of a question whose time is over is freed by another thread, and nobody waits for it.
#include "solver/util/aside.hpp"

#include <doctest/doctest.h>

#include <latch>
#include <memory>
#include <thread>

#include "solver/encoding/z3_context.hpp"
#include "solver/util/deadline.hpp"

using namespace afterlife;

namespace {

// Is not freed before somebody lets it go.
struct Slow {
  std::shared_ptr<std::latch> let_go;
  std::shared_ptr<std::latch> freed;
  ~Slow() {
    let_go->wait();
    freed->count_down();
  }
};

struct Parts {
  explicit Parts(std::shared_ptr<Z3Context> made, std::thread::id& freed_by)
      : context(std::move(made)), formula((**context).bool_const("x") && (**context).bool_const("y")), by(freed_by) {}
  ~Parts() { by = std::this_thread::get_id(); }

  std::shared_ptr<Z3Context> context;
  z3::expr formula;
  std::thread::id& by;
};

void wait_for_all() {
  while (freeing_aside()) std::this_thread::yield();
}

}  // namespace

TEST_CASE("who frees something aside goes on at once, and is told as long as it is not freed") {
  auto let_go = std::make_shared<std::latch>(1);
  auto freed = std::make_shared<std::latch>(3);
  CHECK_FALSE(freeing_aside());
  for (int i = 0; i < 3; ++i) free_aside(std::shared_ptr<Slow>(new Slow{let_go, freed}));
  CHECK_FALSE(freed->try_wait());
  CHECK(freeing_aside());
  let_go->count_down();
  freed->wait();
  wait_for_all();
  free_aside(std::shared_ptr<Slow>(new Slow{let_go, std::make_shared<std::latch>(1)}));
  wait_for_all();
}

TEST_CASE("what is in a context is freed aside once the deadline has passed, and the context is not used again") {
  SharedZ3 shared;
  const Deadline passed(0);
  std::thread::id freed_by;
  std::weak_ptr<Z3Context> context = shared.context();
  {
    const InContext<Parts> parts(shared, passed, shared.context(), freed_by);
  }
  wait_for_all();
  CHECK(context.expired());
  CHECK(freed_by != std::thread::id());
  CHECK(freed_by != std::this_thread::get_id());
}

TEST_CASE("as long as there is time it is freed at once, and the context is kept for the next question") {
  SharedZ3 shared;
  const Deadline deadline;
  std::thread::id freed_by;
  {
    const InContext<Parts> parts(shared, deadline, shared.context(), freed_by);
  }
  CHECK(freed_by == std::this_thread::get_id());
  CHECK_FALSE(freeing_aside());
  CHECK(shared.context().use_count() == 2);
}
