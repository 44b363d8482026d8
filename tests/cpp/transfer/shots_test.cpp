#include "transfer/shots.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "transfer/groups.h"
#include "transfer/head.h"
#include "transfer/sample_features.h"

namespace loupe::test {
namespace {

// Frame `number` of a burst that drifts away from where it began.
std::vector<float> frame(uint32_t burst, uint32_t number) {
  std::vector<float> features = sampleFeatures(burst, 0);
  for (size_t f = 0; f < features.size(); ++f) {
    features[f] += 0.03f * static_cast<float>(number) * (uniform(burst, f) - 0.5f);
  }
  return features;
}

// Two bursts of class 0, taken by turns, a photo of class 0, and a burst of class 1 that looks like the first.
Examples bursts() {
  Examples examples(kFeatureSize);
  for (uint32_t number = 0; number < 20; ++number) {
    examples.add(frame(1, number), 0);
    examples.add(frame(2, number), 0);
    examples.add(frame(1, number), 1);
  }
  examples.add(sampleFeatures(3, 0), 0);
  return examples;
}

std::vector<size_t> all(const Examples& examples) {
  std::vector<size_t> photos(examples.count());
  std::iota(photos.begin(), photos.end(), size_t{0});
  return photos;
}

TEST_CASE("frames of a burst are of one shot, also those that are not alike at its ends") {
  const Examples examples = bursts();
  CHECK(examples.product(0, 57) <
        kSameShot * std::sqrt(examples.product(0, 0) * examples.product(57, 57)));
  const std::vector<uint32_t> shots = findShots(examples, all(examples));
  for (size_t i = 0; i < 60; ++i) CHECK(shots[i] == i % 3);
  CHECK(shots[60] == 3);
}

TEST_CASE("photos that differ are shots of their own") {
  const Examples examples = sampleExamples(3, 10);
  const std::vector<uint32_t> shots = findShots(examples, all(examples));
  for (uint32_t i = 0; i < shots.size(); ++i) CHECK(shots[i] == i);
}

TEST_CASE("frames of a burst do not vouch for each other") {
  Examples examples(kFeatureSize);
  for (uint32_t number = 0; number < 10; ++number) {
    examples.add(frame(6, number), 0);  // a burst that looks like the other class
    examples.add(sampleFeatures(5, number), 0);
    examples.add(sampleFeatures(6, 10 + number), 1);
  }
  const TrainedHead trained = trainHead(examples);
  for (size_t i = 0; i < examples.count(); i += 3) {
    CHECK(trained.shots[i] == trained.shots[0]);
    const float leftOut = trained.leftOut[i * 2];
    CHECK(leftOut < 0.2f);
    CHECK(probabilities(trained.head, examples.features(i))[0] > leftOut + 0.2f);
  }
}

TEST_CASE("frames of a burst that is dealt out to several groups do not vouch for each other") {
  constexpr uint32_t kFrames = 30;
  Examples examples(kFeatureSize);
  for (uint32_t number = 0; number < 200; ++number) {
    examples.add(sampleFeatures(5, number), 0);
    examples.add(sampleFeatures(6, 100 + number), 1);
  }
  for (uint32_t number = 0; number < kFrames; ++number) examples.add(frame(6, number % 5), 0);
  REQUIRE(groupPhotos(examples.labels(), 2).size() > 1);
  const TrainedHead trained = trainHead(examples);
  for (size_t i = examples.count() - kFrames; i < examples.count(); ++i) {
    CHECK(trained.judged[i]);
    CHECK(trained.leftOut[i * 2] < 0.2f);
  }
}

TEST_CASE("a class of one burst is not judged") {
  Examples examples = sampleExamples(1, 6);
  for (uint32_t number = 0; number < 6; ++number) examples.add(frame(2, number), 1);
  const TrainedHead trained = trainHead(examples);
  for (size_t i = 0; i < 12; ++i) CHECK(trained.judged[i] == (i < 6));
}

}  // namespace
}  // namespace loupe::test
