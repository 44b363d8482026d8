#include "nn/conv2d.h"

#include "nn/weighted.h"

namespace loupe {
namespace {

OperatorPtr makeOperatorFor(const ConvolutionGeometry& geometry, Activation activation,
                            const TensorSpec& input, const TensorSpec& output,
                            const Parameters& parameters) {
  const Range range = fusedRange(activation);
  if (input.type == DataType::Int8) {
    return makeQuantizedConvolution(geometry, quantizedKernel(parameters), input.quantization,
                                    output.quantization, range);
  }
  return withActivation(makeConvolution(geometry, parameters.get<float>("kernel"),
                                        parameters.get<float>("bias"), range),
                        activation, output.shape);
}

}  // namespace

TensorSpec Conv2D::output(std::span<const TensorSpec> inputs) const {
  const Shape& input = requirePicture(inputs[0]);
  const Extent2D size = requireWindowOutput(input, config_.window);
  if (config_.filters == 0) fail("it needs at least one filter");
  requireFusable(inputs[0], config_.activation);
  return specOf({size.height, size.width, config_.filters}, inputs[0]);
}

std::vector<ParameterSpec> Conv2D::parameters(std::span<const TensorSpec> inputs) const {
  const Extent2D& size = config_.window.size;
  const size_t channels = inputs[0].shape[2];
  const size_t positions = size.height * size.width;
  KernelSpec kernel;
  kernel.shape = {config_.filters, size.height, size.width, channels};
  kernel.kerasAxes = {1, 2, 3, 0};
  kernel.fanIn = positions * channels;
  kernel.fanOut = positions * config_.filters;
  return kernelAndBias(inputs[0].type, kernel, config_.filters, config_.useBias);
}

ConvolutionGeometry Conv2D::geometry(const Shape& input) const {
  return {{input[0], input[1]}, input[2], config_.filters, config_.window, /*depthwise=*/false};
}

OperatorPtr Conv2D::makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                                 const Parameters& parameters) const {
  return makeOperatorFor(geometry(inputs[0].shape), config_.activation, inputs[0], output,
                         parameters);
}

TensorSpec DepthwiseConv2D::output(std::span<const TensorSpec> inputs) const {
  const Shape& input = requirePicture(inputs[0]);
  const Extent2D size = requireWindowOutput(input, config_.window);
  requireFusable(inputs[0], config_.activation);
  return specOf({size.height, size.width, input[2]}, inputs[0]);
}

std::vector<ParameterSpec> DepthwiseConv2D::parameters(std::span<const TensorSpec> inputs) const {
  const Extent2D& size = config_.window.size;
  const size_t channels = inputs[0].shape[2];
  KernelSpec kernel;
  kernel.shape = {size.height, size.width, channels};
  kernel.fanIn = size.height * size.width * channels;
  kernel.fanOut = size.height * size.width;
  return kernelAndBias(inputs[0].type, kernel, channels, config_.useBias);
}

ConvolutionGeometry DepthwiseConv2D::geometry(const Shape& input) const {
  return {{input[0], input[1]}, input[2], input[2], config_.window, /*depthwise=*/true};
}

OperatorPtr DepthwiseConv2D::makeOperator(std::span<const TensorSpec> inputs,
                                          const TensorSpec& output,
                                          const Parameters& parameters) const {
  return makeOperatorFor(geometry(inputs[0].shape), config_.activation, inputs[0], output,
                         parameters);
}

}  // namespace loupe
