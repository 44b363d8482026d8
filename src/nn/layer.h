// What every layer is: a name, Keras's type and configuration, the shapes it makes and the weights it
// needs. A layer holds no numbers; the operator that it makes does.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/activation.h"
#include "kernels/operator.h"
#include "kernels/window.h"
#include "nn/weights.h"
#include "tensor/tensor.h"

namespace loupe {

// What flows between two layers: NHWC (H, W, C) or (C,), without the batch.
struct TensorSpec {
  Shape shape;
  DataType type = DataType::Float32;  // or Int8 in a quantised network
  Quantization quantization;          // of Int8
};

class Layer {
 public:
  explicit Layer(std::string name) : name_(std::move(name)) {}
  virtual ~Layer() = default;

  const std::string& name() const { return name_; }

  // Keras's class name: "Conv2D".
  virtual std::string_view type() const = 0;

  virtual size_t inputCount() const { return 1; }

  // Throws Error(BadModel) explaining why the layer does not fit its inputs.
  virtual TensorSpec output(std::span<const TensorSpec> inputs) const = 0;

  virtual std::vector<ParameterSpec> parameters(std::span<const TensorSpec> /*inputs*/) const {
    return {};
  }

  // What computes the layer. Null when the output is the input as it is (Flatten, Dropout).
  virtual OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                                   const Parameters& parameters) const = 0;

  // Makes the layer answer in int8. Layers that neither scale nor add keep their input's.
  void quantizeOutput(Quantization quantization) { quantization_ = quantization; }

 protected:
  // Throws Error(BadModel): "layer 'conv2d' (Conv2D): <reason>".
  [[noreturn]] void fail(const std::string& reason) const;

  // The picture (H, W, C) that the layer was given; fails when it is not one.
  const Shape& requirePicture(const TensorSpec& input) const;

  void requireFloat(const TensorSpec& input) const;

  // Fails when one of the two inputs is int8 and the other is not.
  void requireOneType(std::span<const TensorSpec> inputs) const;

  // An int8 layer can only fuse activations that are clamps.
  void requireFusable(const TensorSpec& input, Activation activation) const;

  // The rows and columns that `window` makes of `picture`; fails when there are none.
  Extent2D requireWindowOutput(const Shape& picture, const Window& window) const;

  // `shape` in the input's type. Fails when an int8 input comes without an output quantization.
  TensorSpec specOf(const Shape& shape, const TensorSpec& input) const;

  const std::optional<Quantization>& quantization() const { return quantization_; }

 private:
  std::string name_;
  std::optional<Quantization> quantization_;
};

}  // namespace loupe
