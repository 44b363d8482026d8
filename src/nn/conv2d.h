// Convolutions over pictures, as Keras defines them (cross-correlation: the kernel is not flipped).
// https://keras.io/api/layers/convolution_layers/convolution2d/
#pragma once

#include "kernels/activation.h"
#include "kernels/convolution.h"
#include "nn/layer.h"

namespace loupe {

struct Conv2DConfig {
  size_t filters = 1;
  Window window;
  Activation activation = Activation::Linear;
  bool useBias = true;
};

// (H, W, C) -> (H', W', filters). Parameters: kernel [filters, kernel height, kernel width, C],
// bias [filters]; int8: kernel_scale [filters] too.
class Conv2D final : public Layer {
 public:
  Conv2D(std::string name, const Conv2DConfig& config) : Layer(std::move(name)), config_(config) {}

  std::string_view type() const override { return "Conv2D"; }
  TensorSpec output(std::span<const TensorSpec> inputs) const override;
  std::vector<ParameterSpec> parameters(std::span<const TensorSpec> inputs) const override;
  OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                           const Parameters& parameters) const override;

  const Conv2DConfig& config() const { return config_; }
  ConvolutionGeometry geometry(const Shape& input) const;

 private:
  Conv2DConfig config_;
};

struct DepthwiseConv2DConfig {
  Window window;
  Activation activation = Activation::Linear;
  bool useBias = true;
};

// (H, W, C) -> (H', W', C), each channel by its own kernel (Keras's depth_multiplier is 1).
// Parameters: kernel [kernel height, kernel width, C], bias [C]; int8: kernel_scale [C] too.
class DepthwiseConv2D final : public Layer {
 public:
  DepthwiseConv2D(std::string name, const DepthwiseConv2DConfig& config)
      : Layer(std::move(name)), config_(config) {}

  std::string_view type() const override { return "DepthwiseConv2D"; }
  TensorSpec output(std::span<const TensorSpec> inputs) const override;
  std::vector<ParameterSpec> parameters(std::span<const TensorSpec> inputs) const override;
  OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                           const Parameters& parameters) const override;

  const DepthwiseConv2DConfig& config() const { return config_; }
  ConvolutionGeometry geometry(const Shape& input) const;

 private:
  DepthwiseConv2DConfig config_;
};

}  // namespace loupe
