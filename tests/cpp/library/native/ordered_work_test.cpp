// Work of several threads whose results come out in order.
#include "ordered_work.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

namespace loupe::test {

TEST_CASE("results come in the items' order, whatever order they are done in") {
  for (const size_t workers : {1, 2, 5}) {
    std::vector<size_t> results;
    workInOrder<size_t>(
        100, workers,
        [](size_t, size_t item) {
          if (item % 7 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
          return 2 * item;
        },
        [&](size_t item, size_t result) {
          CHECK(item == results.size());
          results.push_back(result);
          return true;
        });
    REQUIRE(results.size() == 100);
    CHECK(results.back() == 198);
  }
}

TEST_CASE("work is not done far ahead of a caller that is slow to take it") {
  constexpr size_t kWorkers = 3;
  constexpr size_t kMost = kWorkers * kAheadOfOrder;
  std::atomic<size_t> done = 0;
  size_t farthest = 0;
  workInOrder<size_t>(
      200, kWorkers, [&](size_t, size_t item) { return ++done, item; },
      [&](size_t item, size_t) {
        if (item % 50 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(20));
        farthest = std::max(farthest, done - item);
        return true;
      });
  CHECK(done == 200);
  CHECK(farthest > 1);
  CHECK(farthest <= kMost + 1);  // and the one that the caller has
}

TEST_CASE("who takes the results can stop the work, also by an error") {
  std::atomic<size_t> done = 0;
  const auto work = [&](size_t, size_t item) { return ++done, item; };
  workInOrder<size_t>(10'000, 2, work, [](size_t item, size_t) { return item < 3; });
  CHECK(done < 100);
  const auto fail = [](size_t, size_t) -> bool { throw std::runtime_error("full"); };
  CHECK_THROWS_AS(workInOrder<size_t>(10'000, 2, work, fail), std::runtime_error);
  CHECK(done < 200);
}

}  // namespace loupe::test
