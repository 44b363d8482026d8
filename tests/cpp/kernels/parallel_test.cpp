#include "kernels/parallel.h"

#include <doctest/doctest.h>

#include <atomic>
#include <vector>

#include "support/threads.h"

namespace loupe {
namespace {

TEST_CASE(
    "every index of a loop is done once, however short the loops and however many the threads") {
  for (int threads = 1; threads <= 3; ++threads) {
    ThreadPool& pool = test::threadPool(threads);
    for (int repetition = 0; repetition < 2000; ++repetition) {
      const size_t count = static_cast<size_t>(repetition % 40);
      std::vector<std::atomic<int>> done(count);
      parallelFor(pool, count, [&](size_t i) { ++done[i]; });
      for (const auto& times : done) REQUIRE(times == 1);
    }
  }
}

TEST_CASE("what a loop wrote is seen by the next loop") {
  ThreadPool& pool = test::threadPool(3);
  std::vector<int> values(64, 0);
  for (int repetition = 0; repetition < 2000; ++repetition) {
    // Each reads what another thread may have written.
    std::vector<int> next(values.size());
    parallelFor(pool, values.size(),
                [&](size_t i) { next[i] = values[values.size() - 1 - i] + 1; });
    values = next;
  }
  for (const int value : values) REQUIRE(value == 2000);
}

}  // namespace
}  // namespace loupe
