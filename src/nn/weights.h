// Where a network's numbers come from.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tensor/tensor_view.h"

namespace loupe {

// Weights by name, "<layer>.<parameter>": "conv2d.kernel", "dense.bias".
class WeightSource {
 public:
  virtual ~WeightSource() = default;

  // Null when there is no tensor of that name. What it refers to lives as long as the source.
  virtual const TensorView* find(std::string_view name) const = 0;
};

// A tensor that a layer needs.
struct ParameterSpec {
  std::string name;  // "kernel", "bias", "kernel_scale"
  DataType type = DataType::Float32;
  Shape shape;
  bool counted = true;  // as a parameter in the summary; int8 scales are not

  // For training, where weights lie as Keras lays them out: the axes of `shape` in Keras's order, empty when
  // it is the same; and how many values flow in and out through the layer's kernel, for the initialisers,
  // 0 for what starts at zero.
  std::vector<size_t> kerasAxes = {};
  size_t fanIn = 0;
  size_t fanOut = 0;
};

// One layer's weights, each checked against its ParameterSpec.
class Parameters {
 public:
  // Throws Error(BadModel) naming the tensor that is missing or has another shape or type.
  Parameters(const std::string& layer, std::span<const ParameterSpec> specs,
             const WeightSource& source);

  // Empty when the layer has no such parameter.
  template <typename T>
  std::span<const T> get(std::string_view name) const {
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) return {};
    const std::span<const std::byte> bytes = found->second.bytes;
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }

 private:
  std::map<std::string, TensorView, std::less<>> tensors_;
  std::map<std::string, Tensor> aligned_;  // copies of those that were not aligned in the source
};

}  // namespace loupe
