#include "nn/pooling.h"

#include "kernels/lp_pooling.h"

namespace loupe {
namespace {

bool isOnePixel(const Window& window) { return window.size == Extent2D{1, 1}; }

}  // namespace

TensorSpec MaxPooling2D::output(std::span<const TensorSpec> inputs) const {
  const Shape& input = requirePicture(inputs[0]);
  requireFloat(inputs[0]);
  const Extent2D size = requireWindowOutput(input, window_);
  if (isOnePixel(window_)) fail("its pool size must be larger than one pixel");
  return specOf({size.height, size.width, input[2]}, inputs[0]);
}

PoolingGeometry MaxPooling2D::geometry(const Shape& input) const {
  return {{input[0], input[1]}, input[2], window_};
}

OperatorPtr MaxPooling2D::makeOperator(std::span<const TensorSpec> inputs, const TensorSpec&,
                                       const Parameters&) const {
  return makeMaxPooling(geometry(inputs[0].shape));
}

TensorSpec AveragePooling2D::output(std::span<const TensorSpec> inputs) const {
  const Shape& input = requirePicture(inputs[0]);
  requireFloat(inputs[0]);
  const Extent2D size = requireWindowOutput(input, window_);
  if (isOnePixel(window_)) fail("its pool size must be larger than one pixel");
  return specOf({size.height, size.width, input[2]}, inputs[0]);
}

PoolingGeometry AveragePooling2D::geometry(const Shape& input) const {
  return {{input[0], input[1]}, input[2], window_};
}

OperatorPtr AveragePooling2D::makeOperator(std::span<const TensorSpec> inputs, const TensorSpec&,
                                           const Parameters&) const {
  return makeAveragePooling(geometry(inputs[0].shape));
}

TensorSpec GlobalAveragePooling2D::output(std::span<const TensorSpec> inputs) const {
  return specOf({requirePicture(inputs[0])[2]}, inputs[0]);
}

OperatorPtr GlobalAveragePooling2D::makeOperator(std::span<const TensorSpec> inputs,
                                                 const TensorSpec& output,
                                                 const Parameters&) const {
  const Shape& input = inputs[0].shape;
  const Extent2D size = {input[0], input[1]};
  if (inputs[0].type == DataType::Int8) {
    return makeQuantizedGlobalAveragePooling(size, input[2], inputs[0].quantization,
                                             output.quantization);
  }
  return makeGlobalAveragePooling(size, input[2]);
}

TensorSpec GlobalLpPooling2D::output(std::span<const TensorSpec> inputs) const {
  return {{requirePicture(inputs[0])[2]}, DataType::Float32, {}};
}

OperatorPtr GlobalLpPooling2D::makeOperator(std::span<const TensorSpec> inputs, const TensorSpec&,
                                            const Parameters&) const {
  const auto& [shape, type, quantization] = inputs[0];
  return makeGlobalLpPooling({shape[0], shape[1]}, shape[2],
                             type == DataType::Int8 ? std::optional(quantization) : std::nullopt);
}

TensorSpec GlobalWeightedPooling2D::output(std::span<const TensorSpec> inputs) const {
  const Shape& picture = requirePicture(inputs[0]);
  const Shape& weights = requirePicture(inputs[1]);
  if (picture[0] != weights[0] || picture[1] != weights[1]) {
    fail("its inputs must be of one height and width, but they are " + picture.toString() +
         " and " + weights.toString());
  }
  requireOneType(inputs);
  return {{picture[2]}, DataType::Float32, {}};
}

WeightedPoolingGeometry GlobalWeightedPooling2D::geometry(
    std::span<const TensorSpec> inputs) const {
  const Shape& picture = inputs[0].shape;
  return {{picture[0], picture[1]}, picture[2], inputs[1].shape[2]};
}

OperatorPtr GlobalWeightedPooling2D::makeOperator(std::span<const TensorSpec> inputs,
                                                  const TensorSpec&, const Parameters&) const {
  if (inputs[0].type == DataType::Float32) {
    return makeGlobalWeightedPooling(geometry(inputs), std::nullopt);
  }
  return makeGlobalWeightedPooling(geometry(inputs),
                                   std::pair(inputs[0].quantization, inputs[1].quantization));
}

}  // namespace loupe
