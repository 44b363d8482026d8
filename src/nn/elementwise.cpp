#include "nn/elementwise.h"

#include "kernels/rescale.h"
#include "nn/weighted.h"

namespace loupe {

TensorSpec ActivationLayer::output(std::span<const TensorSpec> inputs) const {
  if (activation_ != Activation::Softmax) requireFloat(inputs[0]);
  return {inputs[0].shape, DataType::Float32, {}};
}

OperatorPtr ActivationLayer::makeOperator(std::span<const TensorSpec> inputs, const TensorSpec&,
                                          const Parameters&) const {
  const Shape& shape = inputs[0].shape;
  const size_t channels = shape[shape.rank() - 1];
  const size_t rows = shape.elementCount() / channels;
  if (inputs[0].type == DataType::Int8) {
    return makeQuantizedSoftmax(rows, channels, inputs[0].quantization);
  }
  return makeActivation(activation_, rows, channels);
}

TensorSpec Rescaling::output(std::span<const TensorSpec> inputs) const {
  requireFloat(inputs[0]);
  return inputs[0];
}

OperatorPtr Rescaling::makeOperator(std::span<const TensorSpec>, const TensorSpec& output,
                                    const Parameters&) const {
  return makeRescale(output.shape.elementCount(), scale_, offset_);
}

TensorSpec Flatten::output(std::span<const TensorSpec> inputs) const {
  return {{inputs[0].shape.elementCount()}, inputs[0].type, inputs[0].quantization};
}

OperatorPtr Flatten::makeOperator(std::span<const TensorSpec>, const TensorSpec&,
                                  const Parameters&) const {
  return nullptr;
}

TensorSpec Dropout::output(std::span<const TensorSpec> inputs) const {
  if (!(rate_ >= 0 && rate_ < 1)) fail("its rate must be at least 0 and below 1");
  return inputs[0];
}

OperatorPtr Dropout::makeOperator(std::span<const TensorSpec>, const TensorSpec&,
                                  const Parameters&) const {
  return nullptr;
}

}  // namespace loupe
