// Features as a network might make them: unit vectors around a centre for each class.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "tensor/random.h"
#include "transfer/examples.h"

namespace loupe::test {

constexpr size_t kFeatureSize = 24;

// Photo `number` of class `label`; `spread` says how far photos lie from their class's centre.
inline std::vector<float> sampleFeatures(uint32_t label, uint32_t number, float spread = 0.6f) {
  std::vector<float> features;
  float square = 0;
  for (uint32_t i = 0; i < kFeatureSize; ++i) {
    const float centre = uniform(1000 + label, i) - 0.5f;
    const float noise = uniform(2000 + label * 1000 + number, i) - 0.5f;
    features.push_back(centre + spread * noise);
    square += features.back() * features.back();
  }
  for (float& value : features) value /= std::sqrt(square);
  return features;
}

// `each` photos of `classes` classes.
inline Examples sampleExamples(uint32_t classes, uint32_t each, float spread = 0.6f) {
  Examples examples(kFeatureSize);
  for (uint32_t number = 0; number < each; ++number) {
    for (uint32_t label = 0; label < classes; ++label) {
      examples.add(sampleFeatures(label, number, spread), label);
    }
  }
  return examples;
}

}  // namespace loupe::test
