#pragma once

#include <optional>

#include "kernels/operator.h"
#include "tensor/tensor.h"

namespace loupe {

// Each row of `channels` values divided by its Euclidean norm, in float32; a row of zeros stays one. `quantization`: of
// an int8 input. A float32 input may be the output.
OperatorPtr makeUnitNormalization(size_t rows, size_t channels,
                                  std::optional<Quantization> quantization);

}  // namespace loupe
