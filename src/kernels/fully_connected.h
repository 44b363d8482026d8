// Dense layers, by XNNPACK: output = input * kernel^T + bias.
#pragma once

#include "kernels/convolution.h"

namespace loupe {

// float32. `kernel`: [outputChannels, inputChannels]; `bias`: [outputChannels] or empty.
OperatorPtr makeFullyConnected(size_t inputChannels, size_t outputChannels,
                               std::span<const float> kernel, std::span<const float> bias,
                               Range range);

OperatorPtr makeQuantizedFullyConnected(size_t inputChannels, size_t outputChannels,
                                        const QuantizedKernel& weights, Quantization input,
                                        Quantization output, Range range);

}  // namespace loupe
