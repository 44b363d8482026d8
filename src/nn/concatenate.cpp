#include "nn/concatenate.h"

#include "error.h"
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

TrainablePtr Concatenate::makeTrainable(std::span<const TensorSpec>, bool) const {
  throw Error(ErrorCode::NotSupported, "a Concatenate layer cannot be trained through");
}

}  // namespace loupe
