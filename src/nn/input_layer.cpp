#include "nn/input_layer.h"

namespace loupe {

TensorSpec InputLayer::output(std::span<const TensorSpec>) const {
  if (shape_.rank() == 0 || shape_.elementCount() == 0) {
    fail("its shape " + shape_.toString() + " is empty");
  }
  if (quantization()) return {shape_, DataType::Int8, *quantization()};
  return {shape_, DataType::Float32, {}};
}

OperatorPtr InputLayer::makeOperator(std::span<const TensorSpec>, const TensorSpec&,
                                     const Parameters&) const {
  return nullptr;
}

}  // namespace loupe
