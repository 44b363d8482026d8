#pragma once

#include "nn/layer.h"

namespace loupe {

// (A,) and (B,) -> (A + B,), float32. https://keras.io/api/layers/merging_layers/concatenate/
class Concatenate final : public Layer {
 public:
  using Layer::Layer;

  std::string_view type() const override { return "Concatenate"; }
  size_t inputCount() const override { return 2; }
  TensorSpec output(std::span<const TensorSpec> inputs) const override;
  OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                           const Parameters& parameters) const override;
};

}  // namespace loupe
