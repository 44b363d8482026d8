#include "nn/unit_normalization.h"

#include "kernels/unit_normalization.h"

namespace loupe {

TensorSpec UnitNormalization::output(std::span<const TensorSpec> inputs) const {
  return {inputs[0].shape, DataType::Float32, {}};
}

OperatorPtr UnitNormalization::makeOperator(std::span<const TensorSpec> inputs, const TensorSpec&,
                                            const Parameters&) const {
  const TensorSpec& input = inputs[0];
  const size_t channels = input.shape[input.shape.rank() - 1];
  const bool isInt8 = input.type == DataType::Int8;
  return makeUnitNormalization(input.shape.elementCount() / channels, channels,
                               isInt8 ? std::optional(input.quantization) : std::nullopt);
}

}  // namespace loupe
