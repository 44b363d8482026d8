// What the layers with a kernel and a bias share.
#pragma once

#include "kernels/activation.h"
#include "kernels/convolution.h"
#include "nn/layer.h"

namespace loupe {

// kernel, bias when used, and in int8 kernel_scale, one a filter.
std::vector<ParameterSpec> kernelAndBias(DataType type, const Shape& kernel, size_t filters,
                                         bool useBias);

QuantizedKernel quantizedKernel(const Parameters& parameters);

// What to clamp the output of the arithmetic to: everything when the activation is not a clamp.
Range fusedRange(Activation activation);

// `linear` followed by `activation` where it could not be fused as a clamp. float32 only.
OperatorPtr withActivation(OperatorPtr linear, Activation activation, const Shape& output);

}  // namespace loupe
