// Depthwise convolutions by our own kernels, where they are faster than XNNPACK's: WebAssembly has half the
// vector registers of the processors below it, and XNNPACK reloads the weights for every pixel.
#pragma once

#include "kernels/convolution.h"

namespace loupe {

// Whether makeDirectDepthwiseConvolution knows this geometry: windows of 3x3 or 5x5 at stride 1 or 2 over a
// multiple of four channels, and rows of seven pixels at least.
bool hasDirectDepthwiseConvolution(const ConvolutionGeometry& geometry);

// float32; arguments as for makeConvolution.
OperatorPtr makeDirectDepthwiseConvolution(const ConvolutionGeometry& geometry,
                                           std::span<const float> kernel,
                                           std::span<const float> bias, Range range);

}  // namespace loupe
