// What is refused, and what is said then.
#include <doctest/doctest.h>

#include "solver/util/deadline.hpp"
#include "tests/unit/linear_extensions/orders.hpp"

namespace afterlife {
namespace {

std::string refusal(const PartialOrder& order, const CountingLimits& limits = {}, const CountingMethods& methods = {}) {
  const Counted counted = count_linear_extensions(order, limits, methods);
  CHECK(counted.number.has_value() == (counted.refused == Counted::Refused::no));
  CHECK(counted.number.has_value() == counted.why.empty());
  switch (counted.refused) {
    case Counted::Refused::too_large: return "too large: " + counted.why;
    case Counted::Refused::goes_in_circles: return "no partial order: " + counted.why;
    case Counted::Refused::no:
    case Counted::Refused::no_elements_of_these: break;
  }
  return counted.why;
}

TEST_CASE("what is no partial order") {
  CHECK(refusal({3, {{0, 1}, {1, 2}, {2, 0}}}) == "no partial order: element 0 comes before itself");
  CHECK(refusal({2, {{1, 1}}}) == "no partial order: element 1 comes before itself");
  // Element 0 is behind the circle, not in it.
  CHECK(refusal({4, {{1, 0}, {3, 1}, {1, 3}}}) == "no partial order: element 1 comes before itself");
  CHECK(refusal({2, {{0, 2}}}) == "no element 2 among 2 elements");
  CHECK(refusal({2, {{-1, 0}}}) == "no element -1 among 2 elements");
  CHECK(refusal({-1, {}}) == "no order has -1 elements");
}

TEST_CASE("too many elements") {
  CHECK(refusal(antichain(30'001)) == "too large: 30001 elements; up to 30000 are counted");
  CHECK(refusal(chain(4), {.elements = 3}) == "too large: 4 elements; up to 3 are counted");
  CHECK(refusal(chain(3), {.elements = 3}).empty());
}

TEST_CASE("nobody waits for it any longer") {
  const Deadline over(0);
  CHECK_THROWS_AS(refusal(crown(11), {.deadline = &over}), Stopped);
  CHECK_THROWS_AS(refusal(zigzag(500), {.deadline = &over}), Stopped);
  const Deadline later(1000);
  CHECK(refusal(crown(5), {.deadline = &later}).empty());
}

TEST_CASE("too many down-sets") {
  CHECK(refusal(crown(10), {.down_sets = 1000}) == "too large: a part of 20 elements has more than 1000 down-sets");
  const std::string method = count_linear_extensions(crown(10)).method;
  const std::string made = method.substr(0, method.find(' '));
  CHECK(method == made + " down-sets");
  CHECK(refusal(crown(10), {.down_sets = std::stoull(made)}).empty());
  CHECK(refusal(crown(10), {.down_sets = std::stoull(made) - 1}) ==
        "too large: a part of 20 elements has more than " + std::to_string(std::stoi(made) - 1) + " down-sets");
  // However many parts can be counted, one that cannot is the end of it.
  CHECK(refusal(beside(on_top(crown(10), chain(3)), antichain(5)), {.down_sets = 1000}) ==
        "too large: a part of 20 elements has more than 1000 down-sets");
}

TEST_CASE("forty by forty, by default") {
  if (!kSmaller) CHECK(refusal(crown(40)) == "too large: a part of 80 elements has more than 2000000 down-sets");
}

TEST_CASE("too much to keep") {
  CHECK(refusal(crown(12), {.megabytes = 0}) ==
        "too large: a part of 24 elements has down-sets that take more than 0 MB");
  CHECK(refusal(crown(14), {.megabytes = 1}) ==
        "too large: a part of 28 elements has down-sets that take more than 1 MB");
  CHECK(refusal(crown(14), {.megabytes = 10}).empty());
}

TEST_CASE("too many steps") {
  CHECK(refusal(crown(9), {.steps = 5000}) ==
        "too large: a part of 18 elements has down-sets that take more than 5000 steps");
  CHECK(refusal(zigzag(100), {.steps = 5000}) == "too large: a part of 100 elements has more than 5000 steps to take");
  CHECK(refusal(chain(100), {.steps = 50}) == "too large: a part of 100 elements has more than 50 steps to take");
  CHECK(refusal(zigzag(9000)) == "too large: a part of 9000 elements has more than 20000000000 steps to take");
}

TEST_CASE("what it took") {
  const auto method = [](const PartialOrder& order) { return count_linear_extensions(order).method; };
  CHECK(method(antichain(1)).empty());
  CHECK(method(antichain(2)) == "parallel parts");
  CHECK(method(chain(2)) == "series parts");
  CHECK(method(zigzag(4)) == "trees");
  CHECK(method(beside(zigzag(4), on_top(crown(4), zigzag(4)))) == "parallel parts, series parts, trees, 28 down-sets");
  // Modules in the place of elements: a tree when they are chains.
  CHECK(method(composed(zigzag(4), {antichain(2), antichain(2), antichain(1), antichain(1)})) ==
        "parallel parts, modules, trees");
}

}  // namespace
}  // namespace afterlife
