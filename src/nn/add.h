#pragma once

#include "nn/layer.h"

namespace loupe {

// The sum of two inputs of one shape. https://keras.io/api/layers/merging_layers/add/
class Add final : public Layer {
 public:
  using Layer::Layer;

  std::string_view type() const override { return "Add"; }
  size_t inputCount() const override { return 2; }
  TensorSpec output(std::span<const TensorSpec> inputs) const override;
  OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                           const Parameters& parameters) const override;
};

}  // namespace loupe
