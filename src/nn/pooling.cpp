#include "nn/pooling.h"

#include "kernels/pooling.h"
#include "kernels/training/pooling.h"

namespace loupe {
namespace {

PoolingGeometry geometryOf(const Shape& input, const Window& window) {
  return {{input[0], input[1]}, input[2], window};
}

bool isOnePixel(const Window& window) { return window.size == Extent2D{1, 1}; }

}  // namespace

TensorSpec MaxPooling2D::output(std::span<const TensorSpec> inputs) const {
  const Shape& input = requirePicture(inputs[0]);
  requireFloat(inputs[0]);
  const Extent2D size = requireWindowOutput(input, window_);
  if (isOnePixel(window_)) fail("its pool size must be larger than one pixel");
  return specOf({size.height, size.width, input[2]}, inputs[0]);
}

OperatorPtr MaxPooling2D::makeOperator(std::span<const TensorSpec> inputs, const TensorSpec&,
                                       const Parameters&) const {
  return makeMaxPooling(geometryOf(inputs[0].shape, window_));
}

TensorSpec AveragePooling2D::output(std::span<const TensorSpec> inputs) const {
  const Shape& input = requirePicture(inputs[0]);
  requireFloat(inputs[0]);
  const Extent2D size = requireWindowOutput(input, window_);
  if (isOnePixel(window_)) fail("its pool size must be larger than one pixel");
  return specOf({size.height, size.width, input[2]}, inputs[0]);
}

OperatorPtr AveragePooling2D::makeOperator(std::span<const TensorSpec> inputs, const TensorSpec&,
                                           const Parameters&) const {
  return makeAveragePooling(geometryOf(inputs[0].shape, window_));
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

TrainablePtr MaxPooling2D::makeTrainable(std::span<const TensorSpec> inputs, bool) const {
  return makeTrainableMaxPooling(geometryOf(inputs[0].shape, window_));
}

TrainablePtr AveragePooling2D::makeTrainable(std::span<const TensorSpec> inputs, bool) const {
  return makeTrainableAveragePooling(geometryOf(inputs[0].shape, window_));
}

TrainablePtr GlobalAveragePooling2D::makeTrainable(std::span<const TensorSpec> inputs, bool) const {
  const Shape& input = inputs[0].shape;
  return makeTrainableGlobalAveragePooling({input[0], input[1]}, input[2]);
}

}  // namespace loupe
