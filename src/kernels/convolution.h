// 2D convolutions, dense and depthwise, NHWC, by XNNPACK.
#pragma once

#include "kernels/activation.h"
#include "kernels/operator.h"
#include "kernels/window.h"
#include "tensor/tensor.h"

namespace loupe {

struct ConvolutionGeometry {
  Extent2D input;
  size_t inputChannels = 0;
  size_t outputChannels = 0;  // depthwise: the same as inputChannels
  Window window;
  bool depthwise = false;
};

// float32. `kernel`: [outputChannels, height, width, inputChannels], depthwise [height, width,
// channels]; `bias`: [outputChannels], or empty for none. The output is clamped to `range`.
OperatorPtr makeConvolution(const ConvolutionGeometry& geometry, std::span<const float> kernel,
                            std::span<const float> bias, Range range);

// int8 activations, int8 kernel with one scale an output channel and no zero point, int32 bias in
// units of input.scale * kernelScale[channel].
struct QuantizedKernel {
  std::span<const int8_t> kernel;
  std::span<const float> kernelScale;
  std::span<const int32_t> bias;  // empty for none
};

OperatorPtr makeQuantizedConvolution(const ConvolutionGeometry& geometry,
                                     const QuantizedKernel& weights, Quantization input,
                                     Quantization output, Range range);

}  // namespace loupe
