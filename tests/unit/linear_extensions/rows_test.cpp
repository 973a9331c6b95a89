// Linear extensions one after the other, and those of a part of the elements.
#include <doctest/doctest.h>

#include <set>

#include "tests/unit/linear_extensions/orders.hpp"

namespace afterlife {
namespace {

using Row = std::vector<int>;

// Each checked on the way: it keeps every pair, it begins as the one before as far as is said, and it comes after that.
std::vector<Row> rows(const PartialOrder& order) {
  std::vector<Row> all;
  each_linear_extension(order, [&](const Row& row, std::size_t same) {
    std::vector<int> place(row.size());
    for (std::size_t at = 0; at < row.size(); ++at) place[row[at]] = static_cast<int>(at);
    for (const auto& [first, then] : order.before) CHECK(place[first] < place[then]);
    const Row empty, &last = all.empty() ? empty : all.back();
    CHECK(std::equal(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(same), last.begin()));
    CHECK((all.empty() || last < row));
    CHECK((last.empty() || last[same] != row[same]));
    all.push_back(row);
    return true;
  });
  return all;
}

TEST_CASE("every row once, in order") {
  Dice dice(7);
  for (int i = 0; i < 600; ++i) {
    CAPTURE(i);
    const PartialOrder order = random_order(dice, dice.below(7), dice.below(70));
    CHECK(BigInt(rows(order).size()) == by_trying(order));
  }
}

TEST_CASE("the rows of no elements, and of a circle") {
  CHECK(rows({}) == std::vector<Row>{{}});
  CHECK(rows({3, {{0, 1}, {1, 0}}}).empty());
  CHECK(goes_in_circles({3, {{0, 1}, {1, 0}}}));
  CHECK_FALSE(goes_in_circles({3, {{0, 1}, {0, 2}, {1, 2}}}));
}

TEST_CASE("no further than somebody wants") {
  int seen = 0;
  each_linear_extension(antichain(9), [&](const Row&, std::size_t) { return ++seen < 3; });
  CHECK(seen == 3);
}

TEST_CASE("the rows of a part are those of the whole, without the others") {
  Dice dice(8);
  for (int i = 0; i < 600; ++i) {
    CAPTURE(i);
    const PartialOrder order = random_order(dice, 1 + dice.below(7), dice.below(70));
    std::vector<int> kept, number(static_cast<std::size_t>(order.size), -1);
    for (int e = 0; e < order.size; ++e)
      if (dice.chance(50)) {
        number[e] = static_cast<int>(kept.size());
        kept.push_back(e);
      }
    std::set<Row> expected;
    for (const Row& row : rows(order)) {
      Row part;
      for (const int e : row)
        if (number[e] >= 0) part.push_back(number[e]);
      expected.insert(part);
    }
    const std::vector<Row> found = rows(restricted(order, kept));
    CHECK(std::set<Row>(found.begin(), found.end()) == expected);
  }
}

}  // namespace
}  // namespace afterlife
