#pragma once

#include "nn/layer.h"

namespace loupe {

// Divides by the Euclidean norm over the last axis. https://keras.io/api/layers/normalization_layers/unit_normalization/
// Takes int8 too; its output is float32 always.
class UnitNormalization final : public Layer {
 public:
  using Layer::Layer;

  std::string_view type() const override { return "UnitNormalization"; }
  TensorSpec output(std::span<const TensorSpec> inputs) const override;
  OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                           const Parameters& parameters) const override;
};

}  // namespace loupe
