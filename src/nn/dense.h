#pragma once

#include "kernels/activation.h"
#include "nn/layer.h"

namespace loupe {

struct DenseConfig {
  size_t units = 1;
  Activation activation = Activation::Linear;
  bool useBias = true;
};

// (C,) -> (units,): activation(kernel x + bias). https://keras.io/api/layers/core_layers/dense/
// Parameters: kernel [units, C], bias [units]; int8: kernel_scale [units] too.
class Dense final : public Layer {
 public:
  Dense(std::string name, const DenseConfig& config) : Layer(std::move(name)), config_(config) {}

  std::string_view type() const override { return "Dense"; }
  TensorSpec output(std::span<const TensorSpec> inputs) const override;
  std::vector<ParameterSpec> parameters(std::span<const TensorSpec> inputs) const override;
  OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                           const Parameters& parameters) const override;

  const DenseConfig& config() const { return config_; }

 private:
  DenseConfig config_;
};

}  // namespace loupe
