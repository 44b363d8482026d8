#include "nn/memory_plan.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <random>

#include "support/errors.h"
#include "tensor/aligned_buffer.h"

namespace loupe::test {
namespace {

bool liveTogether(const Lifetime& a, const Lifetime& b) {
  return a.first <= b.last && b.first <= a.last;
}

}  // namespace

TEST_CASE("buffers that live at the same time never share a byte") {
  std::mt19937 random(30);
  for (int round = 0; round < 300; ++round) {
    std::vector<Lifetime> lifetimes(1 + random() % 40);
    for (Lifetime& lifetime : lifetimes) {
      lifetime.bytes = random() % 5 == 0 ? 0 : random() % 5000;
      lifetime.first = random() % 30;
      lifetime.last = lifetime.first + random() % 10;
    }
    const MemoryPlan plan = planMemory(lifetimes);
    REQUIRE(plan.offsets.size() == lifetimes.size());
    for (size_t i = 0; i < lifetimes.size(); ++i) {
      CHECK(plan.offsets[i] % kAlignmentBytes == 0);
      CHECK(plan.offsets[i] + lifetimes[i].bytes <= plan.totalBytes);
      for (size_t j = 0; j < i; ++j) {
        if (!liveTogether(lifetimes[i], lifetimes[j])) continue;
        CHECK((plan.offsets[i] + lifetimes[i].bytes <= plan.offsets[j] ||
               plan.offsets[j] + lifetimes[j].bytes <= plan.offsets[i]));
      }
    }
  }
}

TEST_CASE("buffers that are never needed together share memory") {
  const std::vector<Lifetime> chain = {{6400, 0, 1}, {6400, 1, 2}, {6400, 2, 3}, {6400, 3, 4}};
  CHECK(planMemory(chain).totalBytes == 2 * 6400);
}

TEST_CASE("nothing to plan is no memory") {
  CHECK(planMemory({}).totalBytes == 0);
  CHECK(planMemory(std::vector<Lifetime>{{0, 0, 9}}).totalBytes == 0);
}

TEST_CASE("more than a browser can give is refused, also where it is beyond size_t") {
  const auto refused = [](std::vector<Lifetime> lifetimes) {
    checkError(ErrorCode::OutOfMemory, "need more than 2 GB", [&] { planMemory(lifetimes); });
  };
  refused({{std::numeric_limits<size_t>::max(), 0, 0}});
  refused({{1'500'000'000, 0, 1}, {1'500'000'000, 1, 2}});
  refused({{1'500'000'000, 0, 2}, {1'500'000'000, 1, 2}, {1'500'000'000, 2, 2}});
}

}  // namespace loupe::test
