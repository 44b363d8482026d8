// The sum of two tensors of one shape: the end of a residual block.
#pragma once

#include "kernels/operator.h"
#include "tensor/tensor.h"

namespace loupe {

// float32: output = a + b, `count` values an item.
OperatorPtr makeAdd(size_t count);

// int8: the real sum, requantised: round(real(a) + real(b)) in the output's integers, saturated.
OperatorPtr makeQuantizedAdd(size_t count, Quantization a, Quantization b, Quantization output);

}  // namespace loupe
