// Element-wise functions, alone or fused into the layer before as a clamp of its output.
#pragma once

#include <optional>

#include "kernels/operator.h"
#include "tensor/tensor.h"

namespace loupe {

enum class Activation { Linear, Relu, Relu6, Sigmoid, Softmax };

struct Range {
  float min;
  float max;
};

// The range to clamp to where the activation is a clamp (Linear, Relu, Relu6); nothing where it is not.
std::optional<Range> clampOf(Activation activation);

struct QuantizedRange {
  int8_t min;
  int8_t max;
};

// A clamp in the integers of a quantised tensor.
QuantizedRange quantizeRange(Range range, Quantization quantization);

// `activation` over float32 rows of `channels` values; the output may be the input. Softmax is over
// the channels, computed by XNNPACK with the row's maximum subtracted.
OperatorPtr makeActivation(Activation activation, size_t rows, size_t channels);

// Softmax over the channels of int8 rows, computed and returned in float32.
OperatorPtr makeQuantizedSoftmax(size_t rows, size_t channels, Quantization input);

}  // namespace loupe
