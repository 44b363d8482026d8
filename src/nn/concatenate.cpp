#include "nn/concatenate.h"

#include "kernels/concatenate.h"

namespace loupe {

TensorSpec Concatenate::output(std::span<const TensorSpec> inputs) const {
  for (const TensorSpec& input : inputs) {
    requireFloat(input);
    if (input.shape.rank() != 1) {
      fail("it needs flat inputs, but gets " + input.shape.toString());
    }
  }
  return {{inputs[0].shape[0] + inputs[1].shape[0]}, DataType::Float32, {}};
}

OperatorPtr Concatenate::makeOperator(std::span<const TensorSpec> inputs, const TensorSpec&,
                                      const Parameters&) const {
  return makeConcatenate(inputs[0].shape[0], inputs[1].shape[0]);
}

}  // namespace loupe
