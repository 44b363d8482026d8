#pragma once

#include "nn/layer.h"

namespace loupe {

// Where the data comes in, (H, W, C) or (C,). With a quantization the network works in int8.
class InputLayer final : public Layer {
 public:
  InputLayer(std::string name, const Shape& shape) : Layer(std::move(name)), shape_(shape) {}

  std::string_view type() const override { return "InputLayer"; }
  size_t inputCount() const override { return 0; }
  TensorSpec output(std::span<const TensorSpec> inputs) const override;
  OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                           const Parameters& parameters) const override;

 private:
  Shape shape_;
};

}  // namespace loupe
