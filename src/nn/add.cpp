#include "nn/add.h"

#include "kernels/add.h"

namespace loupe {

TensorSpec Add::output(std::span<const TensorSpec> inputs) const {
  if (inputs[0].shape != inputs[1].shape) {
    fail("its inputs must have one shape, but they are " + inputs[0].shape.toString() + " and " +
         inputs[1].shape.toString());
  }
  requireOneType(inputs);
  return specOf(inputs[0].shape, inputs[0]);
}

OperatorPtr Add::makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                              const Parameters&) const {
  const size_t count = output.shape.elementCount();
  if (output.type == DataType::Int8) {
    return makeQuantizedAdd(count, inputs[0].quantization, inputs[1].quantization,
                            output.quantization);
  }
  return makeAdd(count);
}

}  // namespace loupe
