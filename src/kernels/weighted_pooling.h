#pragma once

#include <optional>
#include <utility>

#include "kernels/operator.h"
#include "kernels/window.h"
#include "tensor/tensor.h"

namespace loupe {

struct WeightedPoolingGeometry {
  Extent2D input;         // of both pictures
  size_t channels;        // of the picture that is pooled, the first input
  size_t weightChannels;  // of the picture that weighs it, the second input
};

// The mean of the first picture's pixels, each times the Euclidean norm of the same pixel of the second, in float32:
// one value a channel. `quantizations`: of int8 inputs.
OperatorPtr makeGlobalWeightedPooling(
    const WeightedPoolingGeometry& geometry,
    std::optional<std::pair<Quantization, Quantization>> quantizations);

}  // namespace loupe
