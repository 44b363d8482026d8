// int8 depthwise convolutions by our own kernels, for WebAssembly: XNNPACK multiplies value by value there, and
// ours take two or four rows of the window in one dot product.
#pragma once

#include "kernels/convolution.h"

namespace loupe {

// Whether makeDirectQuantizedDepthwiseConvolution knows this geometry: windows of 3x3 or 5x5 at stride 1 or 2
// over a multiple of eight channels, and rows of four pixels at least.
bool hasDirectQuantizedDepthwiseConvolution(const ConvolutionGeometry& geometry);

// Arguments as for makeQuantizedConvolution; the results are XNNPACK's, bit by bit.
OperatorPtr makeDirectQuantizedDepthwiseConvolution(const ConvolutionGeometry& geometry,
                                                    const QuantizedKernel& weights,
                                                    Quantization input, Quantization output,
                                                    Range range);

}  // namespace loupe
