// What the layers with a kernel and a bias share.
#pragma once

#include "kernels/activation.h"
#include "kernels/convolution.h"
#include "nn/layer.h"

namespace loupe {

// kernel, bias when used, and in int8 kernel_scale, one a filter.
// The kernel's Keras axes and fans are those of ParameterSpec.
struct KernelSpec {
  Shape shape;
  std::vector<size_t> kerasAxes;
  size_t fanIn = 0;
  size_t fanOut = 0;
};
std::vector<ParameterSpec> kernelAndBias(DataType type, const KernelSpec& kernel, size_t filters,
                                         bool useBias);

// The activation that a layer trains with: none for logits.
Activation trainedActivation(Activation activation, bool forLogits);

QuantizedKernel quantizedKernel(const Parameters& parameters);

// What to clamp the output of the arithmetic to: everything when the activation is not a clamp.
Range fusedRange(Activation activation);

// `linear` followed by `activation` where it could not be fused as a clamp. float32 only.
OperatorPtr withActivation(OperatorPtr linear, Activation activation, const Shape& output);

}  // namespace loupe
