#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

#include "kernels/operator.h"
#include "tensor/tensor.h"

namespace loupe {

inline constexpr float kLeastSquare = 1e-12f;  // Keras's: below it a row is not made longer

// What a row is multiplied by, given the sum of its squares.
inline float unitFactor(float square) { return 1 / std::sqrt(std::max(square, kLeastSquare)); }

// Each row of `channels` values divided by its Euclidean norm, in float32; a row of zeros stays one. `quantization`: of
// an int8 input. A float32 input may be the output.
OperatorPtr makeUnitNormalization(size_t rows, size_t channels,
                                  std::optional<Quantization> quantization);

}  // namespace loupe
