// int8 convolutions by our own kernels, for WebAssembly where a relaxed dot product is not one instruction
// of the processor: XNNPACK then shuffles more than it multiplies.
#pragma once

#include "kernels/convolution.h"

namespace loupe {

// Whether makeDirectQuantizedConvolution is faster than XNNPACK here, on this processor.
bool prefersDirectQuantizedConvolution();

// Arguments as for makeQuantizedConvolution, of a convolution that is not depthwise; the results are
// XNNPACK's, bit by bit.
OperatorPtr makeDirectQuantizedConvolution(const ConvolutionGeometry& geometry,
                                           const QuantizedKernel& weights, Quantization input,
                                           Quantization output, Range range);

}  // namespace loupe
