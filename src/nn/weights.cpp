#include "nn/weights.h"

#include <cstring>

#include "error.h"

namespace loupe {
namespace {

std::string describe(DataType type, const Shape& shape) {
  return std::string(toString(type)) + " " + shape.toString();
}

bool isAligned(const TensorView& view) {
  return reinterpret_cast<uintptr_t>(view.bytes.data()) % sizeInBytes(view.type) == 0;
}

}  // namespace

Parameters::Parameters(const std::string& layer, std::span<const ParameterSpec> specs,
                       const WeightSource& source) {
  for (const ParameterSpec& spec : specs) {
    const std::string name = layer + "." + spec.name;
    const TensorView* view = source.find(name);
    if (!view) {
      throw Error(ErrorCode::BadModel, "the model has no tensor '" + name + "'; its layer needs " +
                                           describe(spec.type, spec.shape));
    }
    if (view->type != spec.type || view->shape != spec.shape) {
      throw Error(ErrorCode::BadModel, "the model's tensor '" + name + "' is " +
                                           describe(view->type, view->shape) +
                                           "; its layer needs " + describe(spec.type, spec.shape));
    }
    TensorView& kept = tensors_[spec.name] = *view;
    if (isAligned(kept)) continue;
    Tensor& copy = aligned_[spec.name] = Tensor(kept.type, kept.shape);
    std::memcpy(copy.bytes().data(), kept.bytes.data(), kept.bytes.size());
    kept.bytes = copy.bytes();
  }
}

}  // namespace loupe
