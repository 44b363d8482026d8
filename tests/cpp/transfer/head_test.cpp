#include "transfer/head.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "support/errors.h"
#include "transfer/groups.h"
#include "transfer/sample_features.h"

namespace loupe::test {
namespace {

size_t bestOf(const std::vector<float>& p) {
  return static_cast<size_t>(std::ranges::max_element(p) - p.begin());
}

void checkDistribution(const std::vector<float>& p) {
  float sum = 0;
  for (const float value : p) {
    CHECK(value >= 0);
    sum += value;
  }
  CHECK(sum == doctest::Approx(1).epsilon(1e-5));
}

TEST_CASE("a head tells the classes of photos that it was not shown, from one photo a class on") {
  for (const uint32_t each : {1u, 2u, 5u, 20u}) {
    CAPTURE(each);
    const Head head = trainHead(sampleExamples(4, each)).head;
    int right = 0;
    for (uint32_t label = 0; label < 4; ++label) {
      for (uint32_t number = 100; number < 125; ++number) {
        const auto p = probabilities(head, sampleFeatures(label, number));
        checkDistribution(p);
        right += bestOf(p) == label;
      }
    }
    CHECK(right >= (each == 1 ? 80 : 95));
  }
}

TEST_CASE("the same photos give the same head, whatever was there in between") {
  Examples examples = sampleExamples(3, 4);
  const TrainedHead before = trainHead(examples);
  examples.add(sampleFeatures(1, 50), 2);
  trainHead(examples);
  examples.remove(examples.count() - 1);
  const TrainedHead after = trainHead(examples);
  CHECK(before.head.kernel == after.head.kernel);
  CHECK(before.head.bias == after.head.bias);
  CHECK(before.leftOut == after.leftOut);
  CHECK(before.head.novelty.threshold == after.head.novelty.threshold);
}

TEST_CASE("removing a photo from the middle leaves the others' products right") {
  Examples examples = sampleExamples(3, 3);
  examples.remove(4);
  REQUIRE(examples.count() == 8);
  for (size_t i = 0; i < examples.count(); ++i) {
    for (size_t j = 0; j < examples.count(); ++j) {
      CHECK(examples.product(i, j) ==
            doctest::Approx(dot(examples.features(i), examples.features(j))));
    }
  }
}

TEST_CASE("what is said of left-out photos is what a head without them says") {
  const Examples all = sampleExamples(3, 12, 2.0f);
  const TrainedHead trained = trainHead(all);
  for (const size_t out : {size_t{0}, size_t{7}, size_t{35}}) {
    Examples others(kFeatureSize);
    for (size_t i = 0; i < all.count(); ++i) {
      if (i != out) others.add(all.features(i), all.labels()[i]);
    }
    const TrainedHead without = trainHead(others);
    REQUIRE(without.strength == trained.strength);
    const auto p = probabilities(without.head, all.features(out));
    // Not quite: the sharpness is another one, and so are the classes' weights.
    for (size_t c = 0; c < 3; ++c) {
      CHECK(std::fabs(trained.leftOut[out * 3 + c] - p[c]) < 0.05f);
    }
  }
}

TEST_CASE("more photos than are solved at once are dealt out to groups, and none is forgotten") {
  std::vector<uint32_t> labels;
  for (uint32_t i = 0; i < 1000; ++i) labels.push_back(i % 2);
  labels.push_back(2);  // the only one of its class
  const auto groups = groupPhotos(labels, 3);
  REQUIRE(groups.size() == 3);
  std::vector<int> seen(labels.size());
  for (const auto& group : groups) {
    CHECK(group.size() <= kGroupPhotos);
    CHECK(std::ranges::is_sorted(group));
    for (const size_t photo : group) ++seen[photo];
  }
  CHECK(seen.back() == 3);
  CHECK(std::count(seen.begin(), seen.end() - 1, 1) == 1000);
}

TEST_CASE("photos of several groups give the same head in whatever order they came") {
  const Examples examples = sampleExamples(3, 170, 1.5f);
  Examples turned(kFeatureSize);
  for (size_t i = examples.count(); i-- > 0;) {
    turned.add(examples.features(i), examples.labels()[i]);
  }
  const auto features = sampleFeatures(1, 500, 1.5f);
  const auto expected = probabilities(trainHead(examples).head, features);
  const auto actual = probabilities(trainHead(turned).head, features);
  for (size_t c = 0; c < 3; ++c) CHECK(std::fabs(expected[c] - actual[c]) < 1e-5f);
}

TEST_CASE("a head of several groups is as right as one of all photos") {
  const TrainedHead trained = trainHead(sampleExamples(3, 170, 1.5f));
  int right = 0;
  for (uint32_t label = 0; label < 3; ++label) {
    for (uint32_t number = 500; number < 550; ++number) {
      right += bestOf(probabilities(trained.head, sampleFeatures(label, number, 1.5f))) == label;
    }
  }
  CHECK(right >= 135);
  CHECK(trained.leftOut.size() == size_t{510 * 3});
}

TEST_CASE("classes weigh the same however many photos they have") {
  Examples examples(kFeatureSize);
  for (uint32_t number = 0; number < 40; ++number) examples.add(sampleFeatures(0, number), 0);
  examples.add(sampleFeatures(1, 0), 1);
  const Head head = trainHead(examples).head;
  int right = 0;
  for (uint32_t number = 100; number < 120; ++number) {
    right += bestOf(probabilities(head, sampleFeatures(1, number))) == 1;
  }
  CHECK(right >= 16);
}

TEST_CASE("one class alone is certain") {
  Examples examples(kFeatureSize);
  examples.add(sampleFeatures(3, 0), 3);
  const Head head = trainHead(examples).head;
  CHECK(head.classes == std::vector<uint32_t>{3});
  CHECK(probabilities(head, sampleFeatures(1, 5)) == std::vector<float>{1});
}

TEST_CASE("photos that come twice, or in two classes, are no reason to break down") {
  Examples examples(kFeatureSize);
  for (int copy = 0; copy < 3; ++copy) {
    for (uint32_t label = 0; label < 2; ++label) examples.add(sampleFeatures(0, 0), label);
  }
  const TrainedHead trained = trainHead(examples);
  const auto same = probabilities(trained.head, sampleFeatures(0, 0));
  checkDistribution(same);
  CHECK(same[0] == doctest::Approx(0.5).epsilon(0.01));
  for (const float p : trained.leftOut) CHECK(std::isfinite(p));
}

TEST_CASE("probabilities are as sure as the photos are easy to tell apart") {
  const auto sureness = [](float spread) {
    const Head head = trainHead(sampleExamples(3, 10, spread)).head;
    float sum = 0;
    for (uint32_t number = 100; number < 120; ++number) {
      const auto p = probabilities(head, sampleFeatures(0, number, spread));
      sum += *std::ranges::max_element(p);
    }
    return sum / 20;
  };
  CHECK(sureness(0.3f) > 0.95f);
  CHECK(sureness(0.3f) > sureness(2.5f) + 0.1f);
}

TEST_CASE("what is no photo's features is refused") {
  Examples examples(kFeatureSize);
  std::vector<float> features = sampleFeatures(0, 0);
  checkError(ErrorCode::BadDataset, "no photos to learn from", [&] { trainHead(examples); });
  checkError(ErrorCode::BadDataset, "has 3 features",
             [&] { examples.add(std::vector<float>{1, 2, 3}, 0); });
  checkError(ErrorCode::BadDataset, "all zero",
             [&] { examples.add(std::vector<float>(kFeatureSize), 0); });
  features[5] = std::numeric_limits<float>::quiet_NaN();
  checkError(ErrorCode::BadDataset, "no number", [&] { examples.add(features, 0); });
  CHECK(examples.count() == 0);
}

TEST_CASE("a photo of none of the classes is unlike them, and those of the classes are not") {
  const Head head = trainHead(sampleExamples(3, 10)).head;
  const Novelty& novelty = head.novelty;
  int unlike = 0;
  int alike = 0;
  for (uint32_t number = 100; number < 120; ++number) {
    unlike += similarity(novelty, sampleFeatures(9, number)) < novelty.threshold;
    alike += similarity(novelty, sampleFeatures(1, number)) >= novelty.threshold;
  }
  CHECK(unlike >= 18);
  CHECK(alike >= 18);
}

TEST_CASE("photos of one burst do not make everything else unlike") {
  const Head head = trainHead(sampleExamples(2, 30, 0.01f)).head;
  CHECK(head.novelty.threshold <= 0.4f);
}

}  // namespace
}  // namespace loupe::test
