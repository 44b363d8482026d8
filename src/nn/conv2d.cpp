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
  return kernelAndBias(inputs[0].type,
                       {config_.filters, size.height, size.width, inputs[0].shape[2]},
                       config_.filters, config_.useBias);
}

OperatorPtr Conv2D::makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                                 const Parameters& parameters) const {
  const Shape& input = inputs[0].shape;
  const ConvolutionGeometry geometry = {
      {input[0], input[1]}, input[2], config_.filters, config_.window, /*depthwise=*/false};
  return makeOperatorFor(geometry, config_.activation, inputs[0], output, parameters);
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
  return kernelAndBias(inputs[0].type, {size.height, size.width, channels}, channels,
                       config_.useBias);
}

OperatorPtr DepthwiseConv2D::makeOperator(std::span<const TensorSpec> inputs,
                                          const TensorSpec& output,
                                          const Parameters& parameters) const {
  const Shape& input = inputs[0].shape;
  const ConvolutionGeometry geometry = {
      {input[0], input[1]}, input[2], input[2], config_.window, /*depthwise=*/true};
  return makeOperatorFor(geometry, config_.activation, inputs[0], output, parameters);
}

}  // namespace loupe
