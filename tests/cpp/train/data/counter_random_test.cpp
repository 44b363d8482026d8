#include "train/data/counter_random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <vector>

namespace loupe::test {
namespace {

using Purpose = CounterRandom::Purpose;
using Block = std::array<uint32_t, 4>;

}  // namespace

// Random123's kat_vectors: https://github.com/DEShawResearch/random123/blob/main/tests/kat_vectors
TEST_CASE("Philox gives the published numbers") {
  CHECK(philox({}, {}) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox({~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}) ==
        Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("random numbers are the same for the same cause, and others for any other") {
  const auto first = [](uint64_t seed, Purpose purpose, uint32_t epoch, uint32_t index) {
    return CounterRandom(seed, purpose, epoch, index).next();
  };
  const uint32_t number = first(7, Purpose::Shuffle, 1, 2);
  CHECK(number == first(7, Purpose::Shuffle, 1, 2));
  CHECK(number != first(8, Purpose::Shuffle, 1, 2));
  CHECK(number != first(7 + (uint64_t{1} << 32), Purpose::Shuffle, 1, 2));
  CHECK(number != first(7, Purpose::Augmentation, 1, 2));
  CHECK(number != first(7, Purpose::Shuffle, 2, 2));
  CHECK(number != first(7, Purpose::Shuffle, 1, 3));
}

TEST_CASE("uniform numbers fill their range evenly and never reach its end") {
  CounterRandom random(1, Purpose::Augmentation);
  double sum = 0;
  constexpr int kCount = 100'000;
  for (int i = 0; i < kCount; ++i) {
    const float value = random.uniform(-2, 4);
    REQUIRE(value >= -2);
    REQUIRE(value < 4);
    sum += value;
  }
  CHECK(sum / kCount == doctest::Approx(1).epsilon(0.02));
  CHECK(random.uniform(0.5f, 0.5f) == 0.5f);
}

TEST_CASE("every order is as likely as any other") {
  std::map<std::vector<uint32_t>, int> seen;
  constexpr int kRounds = 24'000;
  for (uint32_t round = 0; round < kRounds; ++round) {
    std::vector<uint32_t> items(4);
    std::iota(items.begin(), items.end(), 0u);
    CounterRandom(3, Purpose::Shuffle, round).shuffle(items);
    ++seen[items];
  }
  CHECK(seen.size() == 24);
  for (const auto& [order, count] : seen) {
    CHECK(count > 850);  // of 1000 expected, five standard deviations
    CHECK(count < 1150);
  }
}

}  // namespace loupe::test
