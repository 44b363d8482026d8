#pragma once

#include <optional>

#include "kernels/operator.h"
#include "kernels/window.h"
#include "tensor/tensor.h"

namespace loupe {

// The Euclidean norm of each channel over all pixels, in float32: one value a channel. `quantization`: of an int8
// input.
OperatorPtr makeGlobalLpPooling(Extent2D input, size_t channels,
                                std::optional<Quantization> quantization);

}  // namespace loupe
