#include "train/data/counter_random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <vector>

#include "tensor/random.h"

namespace loupe::test {
namespace {

using Purpose = CounterRandom::Purpose;

}  // namespace

// Its first numbers from 0, as https://prng.di.unimi.it/splitmix64.c gives them.
TEST_CASE("numbers are mixed as SplitMix64 mixes them") {
  constexpr uint64_t kIncrement = 0x9e3779b97f4a7c15;
  CHECK(mix64(0) == 0xe220a8397b1dcdaf);
  CHECK(mix64(kIncrement) == 0x6e789e6aa1b965f4);
  CHECK(mix64(2 * kIncrement) == 0x06c45d188009454f);
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
