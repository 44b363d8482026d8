#include "nn/dense.h"

#include "kernels/fully_connected.h"
#include "nn/weighted.h"

namespace loupe {

TensorSpec Dense::output(std::span<const TensorSpec> inputs) const {
  if (inputs[0].shape.rank() != 1) {
    fail("it needs a flat input, but gets " + inputs[0].shape.toString() +
         "; put a Flatten or GlobalAveragePooling2D layer before it");
  }
  if (config_.units == 0) fail("it needs at least one unit");
  requireFusable(inputs[0], config_.activation);
  return specOf({config_.units}, inputs[0]);
}

std::vector<ParameterSpec> Dense::parameters(std::span<const TensorSpec> inputs) const {
  const size_t channels = inputs[0].shape[0];
  KernelSpec kernel;
  kernel.shape = {config_.units, channels};
  kernel.kerasAxes = {1, 0};
  kernel.fanIn = channels;
  kernel.fanOut = config_.units;
  return kernelAndBias(inputs[0].type, kernel, config_.units, config_.useBias);
}

OperatorPtr Dense::makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                                const Parameters& parameters) const {
  const size_t channels = inputs[0].shape[0];
  const Range range = fusedRange(config_.activation);
  if (inputs[0].type == DataType::Int8) {
    return makeQuantizedFullyConnected(channels, config_.units, quantizedKernel(parameters),
                                       inputs[0].quantization, output.quantization, range);
  }
  return withActivation(makeFullyConnected(channels, config_.units, parameters.get<float>("kernel"),
                                           parameters.get<float>("bias"), range),
                        config_.activation, output.shape);
}

}  // namespace loupe
