// From least squares' outputs to probabilities: softmax(sharpness * outputs), with the sharpness that makes the
// left-out photos' own classes most probable. Guo et al., "On Calibration of Modern Neural Networks", 2017 (its
// temperature is 1 / sharpness).
//
// A few photos left out say little, and too little: what is left lacks much of what there was. So the sharpness is
// held near kTypicalSharpness as if twenty photos had asked for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace loupe {

// What fits flowers and pets, from one photo a class to all, within a factor of two.
constexpr double kTypicalSharpness = 11;

struct Calibration {
  double sharpness = 0;
  double loss =
      0;  // of all photos with it: the sum of weight * -log(probability of the photo's class)
};

// `outputs`: [photo][class]. `weights` of 0 leave photos out.
Calibration fitSharpness(std::span<const double> outputs, std::span<const uint32_t> labels,
                         std::span<const double> weights, size_t classes);

// Replaces outputs by softmax(outputs). Exact to rounding for outputs of any size.
void softmaxInPlace(std::span<float> outputs);

}  // namespace loupe
